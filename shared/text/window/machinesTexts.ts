import { defineTexts } from './defineTexts.ts';

/** Two machines, one environment: what stands against each other, and what was decided. */
export const machinesTexts = defineTexts({
  'pt-BR': {
    'kind.resolution': 'escolha do desenho',
    'due.compare': 'Comparar os dois desenhos',
    'remedy.compare': 'Compare os dois desenhos e escolha[ com “{cli} environments resolve”].',
    'remedy.open-drawing':
      'Abra o desenho atual[ com “{cli} environments drawing”] e continue a partir dele.',

    'error.machines-disagree': 'Dois computadores mudaram este ambiente separadamente.',
    'error.machines-agree': 'Não há o que escolher: só existe um desenho deste ambiente.',
    'health.machines-disagree': 'Duas versões do mesmo ambiente: escolha',
    'error.other-machine-ahead': 'O desenho atual deste ambiente foi salvo em outro computador.',
    'error.compare-again': 'Algo mudou enquanto você comparava. Nada foi decidido.',
    'error.compare-again.do': 'Compare de novo e escolha.',
    'error.no-own-drawing': 'Nenhum dos desenhos em disputa é deste computador.',
    'error.no-own-drawing.do': 'Decida em um dos computadores que salvaram, ou fique com o desenho do outro.',
    'error.resolution-needs-save': 'Há mais de um desenho de outros computadores. Diga qual deles.',

    'machines.title': 'Dois desenhos do mesmo ambiente',
    'machines.why':
      'Este ambiente foi salvo em dois computadores, cada um a partir do mesmo desenho. Os dois estão guardados. Compare e escolha qual continua.',
    'machines.mine': 'Deste computador',
    'machines.theirs': 'De outro computador',
    'machines.mine.facts': 'Salvamento {number}, {keptAt:time}',
    'machines.theirs.facts': '{fileName}, recebido em {receivedAt:time}',
    'machines.version': 'É a versão {version}',
    'machines.current': 'Chegou primeiro ao FoccoLojas',
    'machines.compare': 'Comparar',
    'machines.keep-mine': 'Ficar com o meu',
    'machines.keep-mine.means':
      'Seu desenho continua e vira uma nova versão. O outro fica no histórico do FoccoLojas.',
    'machines.keep-theirs': 'Ficar com o do outro',
    'machines.keep-theirs.means':
      'O desenho do outro continua. Uma cópia dele abre no Promob: trabalhe nela. O seu arquivo não é alterado.',
    'machines.deciding': 'Registrando a sua escolha…',
    'machines.decided.mine': 'Pronto: o seu desenho é a versão {version}.',
    'machines.decided.mine.no-listing':
      'Pronto: o seu desenho continua. Exporte o orçamento no Promob e atualize.',
    'machines.decided.theirs': 'Pronto: o desenho do outro continua. Trabalhe na cópia: {path}',
    'machines.none': 'Não há o que escolher: os computadores estão de acordo.',
    'machines.no-mine':
      'Nenhum dos dois desenhos é deste computador. Você pode comparar e ficar com um deles.',
    'environment.ahead': 'O desenho atual é de outro computador',
    'due.open-drawing': 'Abrir o desenho atual',
    'home.act.open-drawing': 'Abrir o desenho atual',
    'home.task.open-drawing': 'Abrindo o desenho atual de {name}',
    'machines.ahead.opened':
      '{name}: o desenho atual abriu no Promob, em uma cópia. Trabalhe nela; quando você salvar, o Elo pergunta se ela passa a ser o seu arquivo.',
    'machines.ahead.not-opened':
      '{name}: o Promob não abriu. A cópia do desenho atual está em {path}. Abra-a no Promob e trabalhe nela.',
    'machines.failed': 'Não foi possível registrar a escolha',
    'happening.resolved-mine': 'Dois desenhos comparados: ficou o deste computador',
    'happening.resolved-theirs': 'Dois desenhos comparados: ficou o do outro computador',
    'happening.resolution-refused': 'A escolha entre dois desenhos não foi aceita[: {reason}]',
  },
  en: {
    'kind.resolution': 'choice of the drawing',
    'due.compare': 'Compare the two drawings',
    'remedy.compare': 'Compare the two drawings and choose[ with “{cli} environments resolve”].',
    'remedy.open-drawing':
      'Open the current drawing[ with “{cli} environments drawing”] and go on from there.',

    'error.machines-disagree': 'Two computers changed this environment apart from each other.',
    'error.machines-agree': 'There is nothing to choose: this environment has one drawing only.',
    'health.machines-disagree': 'Two versions of one environment: choose',
    'error.other-machine-ahead': 'The current drawing of this environment was saved on another computer.',
    'error.compare-again': 'Something changed while you were comparing. Nothing was decided.',
    'error.compare-again.do': 'Compare again and choose.',
    'error.no-own-drawing': 'None of the drawings in question is of this computer.',
    'error.no-own-drawing.do': 'Decide on one of the computers that saved, or keep the other drawing.',
    'error.resolution-needs-save': 'There is more than one drawing of other computers. Say which one.',

    'machines.title': 'Two drawings of one environment',
    'machines.why':
      'This environment was saved on two computers, each starting from the same drawing. Both are kept. Compare and choose which one goes on.',
    'machines.mine': 'Of this computer',
    'machines.theirs': 'Of another computer',
    'machines.mine.facts': 'Save {number}, {keptAt:time}',
    'machines.theirs.facts': '{fileName}, received on {receivedAt:time}',
    'machines.version': 'It is version {version}',
    'machines.current': 'Reached FoccoLojas first',
    'machines.compare': 'Compare',
    'machines.keep-mine': 'Keep mine',
    'machines.keep-mine.means':
      'Your drawing goes on and becomes a new version. The other one stays in FoccoLojas’ history.',
    'machines.keep-theirs': 'Keep the other one',
    'machines.keep-theirs.means':
      'The other drawing goes on. A copy of it opens in Promob: work in it. Your file is not changed.',
    'machines.deciding': 'Recording your choice…',
    'machines.decided.mine': 'Done: your drawing is version {version}.',
    'machines.decided.mine.no-listing': 'Done: your drawing goes on. Export the budget in Promob and update.',
    'machines.decided.theirs': 'Done: the other drawing goes on. Work in the copy: {path}',
    'machines.none': 'There is nothing to choose: the computers agree.',
    'machines.no-mine': 'Neither drawing is of this computer. You can compare them and keep one.',
    'environment.ahead': 'The current drawing is another computer’s',
    'due.open-drawing': 'Open the current drawing',
    'home.act.open-drawing': 'Open current drawing',
    'home.task.open-drawing': 'Opening the current drawing of {name}',
    'machines.ahead.opened':
      '{name}: the current drawing was opened in Promob, as a copy. Work in it; when you save, Elo asks whether it becomes your file.',
    'machines.ahead.not-opened':
      '{name}: Promob did not open. The copy of the current drawing is in {path}. Open it in Promob and work in it.',
    'machines.failed': 'Your choice could not be recorded',
    'happening.resolved-mine': 'Two drawings compared: this computer’s was kept',
    'happening.resolved-theirs': 'Two drawings compared: the other computer’s was kept',
    'happening.resolution-refused': 'The choice between two drawings was not accepted[: {reason}]',
  },
  es: {
    'kind.resolution': 'elección del dibujo',
    'due.compare': 'Comparar los dos dibujos',
    'remedy.compare': 'Compare los dos dibujos y elija[ con “{cli} environments resolve”].',
    'remedy.open-drawing': 'Abra el dibujo actual[ con “{cli} environments drawing”] y continúe desde él.',

    'error.machines-disagree': 'Dos computadoras cambiaron este ambiente por separado.',
    'error.machines-agree': 'No hay nada que elegir: existe un solo dibujo de este ambiente.',
    'health.machines-disagree': 'Dos versiones del mismo ambiente: elija',
    'error.other-machine-ahead': 'El dibujo actual de este ambiente se grabó en otra computadora.',
    'error.compare-again': 'Algo cambió mientras usted comparaba. No se decidió nada.',
    'error.compare-again.do': 'Compare de nuevo y elija.',
    'error.no-own-drawing': 'Ninguno de los dibujos en disputa es de esta computadora.',
    'error.no-own-drawing.do':
      'Decida en una de las computadoras que grabaron, o quédese con el dibujo de la otra.',
    'error.resolution-needs-save': 'Hay más de un dibujo de otras computadoras. Diga cuál.',

    'machines.title': 'Dos dibujos del mismo ambiente',
    'machines.why':
      'Este ambiente se grabó en dos computadoras, cada una a partir del mismo dibujo. Los dos están guardados. Compare y elija cuál continúa.',
    'machines.mine': 'De esta computadora',
    'machines.theirs': 'De otra computadora',
    'machines.mine.facts': 'Grabación {number}, {keptAt:time}',
    'machines.theirs.facts': '{fileName}, recibido el {receivedAt:time}',
    'machines.version': 'Es la versión {version}',
    'machines.current': 'Llegó primero a FoccoLojas',
    'machines.compare': 'Comparar',
    'machines.keep-mine': 'Quedarse con el mío',
    'machines.keep-mine.means':
      'Su dibujo continúa y pasa a ser una nueva versión. El otro queda en el historial de FoccoLojas.',
    'machines.keep-theirs': 'Quedarse con el otro',
    'machines.keep-theirs.means':
      'El otro dibujo continúa. Una copia se abre en Promob: trabaje en ella. Su archivo no se modifica.',
    'machines.deciding': 'Registrando su elección…',
    'machines.decided.mine': 'Listo: su dibujo es la versión {version}.',
    'machines.decided.mine.no-listing':
      'Listo: su dibujo continúa. Exporte el presupuesto en Promob y actualice.',
    'machines.decided.theirs': 'Listo: el otro dibujo continúa. Trabaje en la copia: {path}',
    'machines.none': 'No hay nada que elegir: las computadoras están de acuerdo.',
    'machines.no-mine':
      'Ninguno de los dos dibujos es de esta computadora. Puede compararlos y quedarse con uno.',
    'environment.ahead': 'El dibujo actual es de otra computadora',
    'due.open-drawing': 'Abrir el dibujo actual',
    'home.act.open-drawing': 'Abrir el dibujo actual',
    'home.task.open-drawing': 'Abriendo el dibujo actual de {name}',
    'machines.ahead.opened':
      '{name}: el dibujo actual se abrió en Promob, en una copia. Trabaje en ella; cuando grabe, Elo pregunta si pasa a ser su archivo.',
    'machines.ahead.not-opened':
      '{name}: Promob no se abrió. La copia del dibujo actual está en {path}. Ábrala en Promob y trabaje en ella.',
    'machines.failed': 'No fue posible registrar la elección',
    'happening.resolved-mine': 'Dos dibujos comparados: quedó el de esta computadora',
    'happening.resolved-theirs': 'Dos dibujos comparados: quedó el de la otra computadora',
    'happening.resolution-refused': 'La elección entre dos dibujos no fue aceptada[: {reason}]',
  },
});
