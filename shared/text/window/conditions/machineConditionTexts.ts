import { defineTexts } from '../defineTexts.ts';

/** This machine and what Elo keeps on it. */
export const machineConditionTexts = defineTexts({
  'pt-BR': {
    'condition.engine-not-answering.title': 'O Elo não consegue trabalhar neste computador',
    'condition.engine-not-answering.text':
      'A parte do Elo que guarda e envia não abriu. O que se vê aqui foi conferido sem ela.',
    'condition.engine-not-answering.next':
      'Feche o Elo, abra de novo e repita. Se continuar, envie o texto ao suporte.',
    'condition.engine-not-answering.message':
      'Olá. A parte do Elo que guarda e envia não abre neste computador (teste de {testedAt:time}). Código: {reason}.',
    'condition.clock-off.title': 'O relógio do computador está errado',
    'condition.clock-off.text':
      'O relógio está [{minutes:number} min ]diferente do FoccoLojas. Com a hora errada, a entrada é recusada.',
    'condition.clock-off.next':
      'Acerte a data e a hora nas configurações do Windows e ligue o ajuste automático.',
    'condition.no-folder-watched.title': 'Nenhuma pasta é acompanhada',
    'condition.no-folder-watched.text':
      'O Elo ainda não sabe onde os projetos são salvos, por isso não guarda nada.',
    'condition.no-folder-watched.next': 'Escolha nos Ajustes a pasta onde os projetos são salvos.',
    'condition.folder-away.title': 'Uma pasta acompanhada está fora do ar',
    'condition.folder-away.text':
      'Não dá para ler: {folders}. O que for salvo ali só é guardado quando ela voltar.',
    'condition.folder-away.next': 'Ligue a unidade ou a rede. O Elo volta a acompanhar sozinho.',
    'condition.folder-slow.title': 'Uma pasta acompanhada não responde',
    'condition.folder-slow.text':
      'Demora demais: {folders}. Costuma ser a rede, ou o computador que guarda a pasta.',
    'condition.folder-slow.next':
      'Abra a pasta no Windows. Se ali também demora, reinicie o computador que a guarda.',
    'condition.disk-low.title': 'Pouco espaço em disco',
    'condition.disk-low.text': 'Restam {freeBytes:bytes}. Dá para continuar, mas não por muito tempo.',
    'condition.disk-low.next': 'Apague ou mova arquivos que não usa mais. O histórico do Elo não é apagado.',
    'condition.disk-full.title': 'Sem espaço em disco',
    'condition.disk-full.text': 'Restam só {freeBytes:bytes}. Novos salvamentos não cabem.',
    'condition.disk-full.next': 'Libere espaço agora: esvazie a lixeira e mova arquivos grandes.',
    'condition.history-damaged.title': 'O histórico do Elo tem danos',
    'condition.history-damaged.text':
      'Encontramos {damage:number} danos no histórico. Nada foi apagado, e há uma cópia de cada dia.',
    'condition.history-damaged.next':
      'Fale com o suporte antes de mexer em qualquer coisa. O texto está pronto para copiar.',
    'condition.history-damaged.message':
      'Olá. O diagnóstico do Elo encontrou {damage:number} danos no histórico guardado neste computador, em {testedAt:time}. Nada foi apagado. Como devo proceder? Código: ELO-HISTORY-DAMAGED.',
  },
  en: {
    'condition.engine-not-answering.title': 'Elo cannot work on this computer',
    'condition.engine-not-answering.text':
      'The part of Elo that keeps and sends did not open. What is seen here was checked without it.',
    'condition.engine-not-answering.next':
      'Close Elo, open it again and repeat. If it stays so, send the text to support.',
    'condition.engine-not-answering.message':
      'Hello. The part of Elo that keeps and sends does not open on this computer (tested at {testedAt:time}). Code: {reason}.',
    'condition.clock-off.title': 'The clock of the computer is wrong',
    'condition.clock-off.text':
      'The clock is [{minutes:number} min ]off from FoccoLojas. With the wrong time, signing in is refused.',
    'condition.clock-off.next': 'Set date and time in the settings of Windows and turn automatic time on.',
    'condition.no-folder-watched.title': 'No folder is followed',
    'condition.no-folder-watched.text':
      'Elo does not know yet where projects are saved, so it keeps nothing.',
    'condition.no-folder-watched.next': 'In Settings, choose the folder where projects are saved.',
    'condition.folder-away.title': 'A folder that is followed is away',
    'condition.folder-away.text':
      'It cannot be read: {folders}. What is saved there is kept when it is back.',
    'condition.folder-away.next': 'Connect the drive or the network. Elo follows it again by itself.',
    'condition.folder-slow.title': 'A folder that is followed does not answer',
    'condition.folder-slow.text':
      'It takes too long: {folders}. Mostly it is the network, or the computer that holds the folder.',
    'condition.folder-slow.next':
      'Open the folder in Windows. If it is slow there too, restart the computer that holds it.',
    'condition.disk-low.title': 'Little space on the disk',
    'condition.disk-low.text': '{freeBytes:bytes} are left. It goes on, but not for long.',
    'condition.disk-low.next': 'Delete or move files you no longer use. Elo’s history is not deleted.',
    'condition.disk-full.title': 'No space on the disk',
    'condition.disk-full.text': 'Only {freeBytes:bytes} are left. New saves do not fit.',
    'condition.disk-full.next': 'Make room now: empty the bin and move large files.',
    'condition.history-damaged.title': 'The history of Elo is damaged',
    'condition.history-damaged.text':
      'We found {damage:number} damages in the history. Nothing was deleted, and there is a copy of each day.',
    'condition.history-damaged.next': 'Talk to support before you touch anything. The text is ready to copy.',
    'condition.history-damaged.message':
      'Hello. Elo’s diagnosis found {damage:number} damages in the history kept on this computer, at {testedAt:time}. Nothing was deleted. What should I do? Code: ELO-HISTORY-DAMAGED.',
  },
  es: {
    'condition.engine-not-answering.title': 'Elo no puede trabajar en esta computadora',
    'condition.engine-not-answering.text':
      'La parte de Elo que guarda y envía no se abrió. Lo que se ve aquí se revisó sin ella.',
    'condition.engine-not-answering.next':
      'Cierre Elo, ábralo de nuevo y repita. Si continúa, envíe el texto a soporte.',
    'condition.engine-not-answering.message':
      'Hola. La parte de Elo que guarda y envía no se abre en esta computadora (prueba del {testedAt:time}). Código: {reason}.',
    'condition.clock-off.title': 'El reloj de la computadora está mal',
    'condition.clock-off.text':
      'El reloj difiere [{minutes:number} min ]de FoccoLojas. Con la hora equivocada, la entrada es rechazada.',
    'condition.clock-off.next':
      'Ajuste la fecha y la hora en la configuración de Windows y active el ajuste automático.',
    'condition.no-folder-watched.title': 'Ninguna carpeta es seguida',
    'condition.no-folder-watched.text':
      'Elo todavía no sabe dónde se guardan los proyectos, por eso no guarda nada.',
    'condition.no-folder-watched.next': 'Elija en Ajustes la carpeta donde se guardan los proyectos.',
    'condition.folder-away.title': 'Una carpeta seguida está fuera de línea',
    'condition.folder-away.text':
      'No se puede leer: {folders}. Lo que se grabe allí se guarda cuando vuelva.',
    'condition.folder-away.next': 'Conecte la unidad o la red. Elo vuelve a seguirla solo.',
    'condition.folder-slow.title': 'Una carpeta seguida no responde',
    'condition.folder-slow.text':
      'Tarda demasiado: {folders}. Suele ser la red, o la computadora que guarda la carpeta.',
    'condition.folder-slow.next':
      'Abra la carpeta en Windows. Si allí también tarda, reinicie la computadora que la guarda.',
    'condition.disk-low.title': 'Poco espacio en disco',
    'condition.disk-low.text': 'Quedan {freeBytes:bytes}. Se puede continuar, pero no por mucho tiempo.',
    'condition.disk-low.next': 'Borre o mueva archivos que ya no usa. El historial de Elo no se borra.',
    'condition.disk-full.title': 'Sin espacio en disco',
    'condition.disk-full.text': 'Quedan solo {freeBytes:bytes}. No caben nuevas grabaciones.',
    'condition.disk-full.next': 'Libere espacio ahora: vacíe la papelera y mueva archivos grandes.',
    'condition.history-damaged.title': 'El historial de Elo tiene daños',
    'condition.history-damaged.text':
      'Encontramos {damage:number} daños en el historial. Nada fue borrado, y hay una copia de cada día.',
    'condition.history-damaged.next':
      'Hable con soporte antes de tocar nada. El texto está listo para copiar.',
    'condition.history-damaged.message':
      'Hola. El diagnóstico de Elo encontró {damage:number} daños en el historial guardado en esta computadora, el {testedAt:time}. Nada fue borrado. ¿Cómo debo proceder? Código: ELO-HISTORY-DAMAGED.',
  },
});
