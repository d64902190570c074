import { defineTexts } from '../defineTexts.ts';

/** Promob on this machine, and the files people work on. */
export const promobConditionTexts = defineTexts({
  'pt-BR': {
    'condition.promob-not-installed.title': 'O Promob não está neste computador',
    'condition.promob-not-installed.text':
      'Nenhum sistema Promob foi encontrado. O Elo acompanha pastas mesmo assim, mas ninguém projeta aqui.',
    'condition.promob-not-installed.next':
      'Se alguém projeta neste computador, instale o Promob pelo portal do Promob.',
    'condition.promob-list-damaged.title': 'A lista de sistemas do Promob está danificada',
    'condition.promob-list-damaged.text':
      'O Promob guarda uma lista dos sistemas instalados, e ela não pôde ser lida. O Promob pode não abrir.',
    'condition.promob-list-damaged.next': 'Abra o Promob. Se não abrir, envie o texto ao suporte do Promob.',
    'condition.promob-list-damaged.message':
      'Olá. Neste computador a lista de sistemas do Promob (SystemInfo.config) está danificada, visto em {testedAt:time}. Como devo proceder? Código: ELO-PROMOB-LIST-DAMAGED.',
    'condition.promob-system-missing.title': 'Falta a pasta de um sistema Promob',
    'condition.promob-system-missing.text':
      'O Promob lista um sistema cuja pasta não existe mais: {folders}.',
    'condition.promob-system-missing.next':
      'Se você ainda usa esse sistema, instale-o de novo pelo portal do Promob.',
    'condition.promob-entry-damaged.title': 'A entrada guardada do Promob está danificada',
    'condition.promob-entry-damaged.text':
      'O Promob pode mostrar “Account not authorized”. Arquivos vazios ou apagados por dentro: {files}.',
    'condition.promob-entry-damaged.next':
      'Feche o Promob e peça ao suporte do Promob para renovar a entrada. Não apague nada por conta própria.',
    'condition.promob-entry-damaged.message':
      'Olá. Neste computador {count:number} arquivo(s) de entrada do Promob (TokenCache.dat, LocalCache.dat) estão danificados, visto em {testedAt:time}. O Promob mostra ou pode mostrar “Account not authorized”. Como devo proceder? Código: ELO-PROMOB-ENTRY-DAMAGED.',
    'condition.promob-entry-unreadable.title': 'A entrada guardada do Promob não pode ser lida',
    'condition.promob-entry-unreadable.text':
      'O seu usuário do Windows não pode ler: {files}. O Promob também pode não conseguir entrar.',
    'condition.promob-entry-unreadable.next':
      'Abra o Promob. Se ele não entrar, envie o texto ao suporte do Promob.',
    'condition.promob-entry-unreadable.message':
      'Olá. Neste computador {count:number} arquivo(s) de entrada do Promob não podem ser lidos pelo usuário do Windows, visto em {testedAt:time}. Como devo proceder? Código: ELO-PROMOB-ENTRY-UNREADABLE.',
    'condition.webstart-present.title': 'O webStart ainda está neste computador',
    'condition.webstart-present.text':
      'A integração com o FoccoLojas pede que o webStart seja desinstalado. Encontrado: {programs}.',
    'condition.webstart-present.next': 'Desinstale o webStart em Aplicativos, nas configurações do Windows.',
    'condition.path-too-long.title': 'O caminho de um projeto é longo demais',
    'condition.path-too-long.text':
      '{count:number} projeto(s) ficam em pastas com nomes compridos demais para o Windows. O Elo guarda, mas o Promob pode não abrir: {files}.',
    'condition.path-too-long.next': 'Mova a pasta para mais perto do começo do disco, ou encurte os nomes.',
    'condition.name-awkward.title': 'O nome de um projeto tem letras que confundem programas',
    'condition.name-awkward.text':
      '{count:number} nome(s) têm acentos separados da letra ou símbolos de outro alfabeto: {files}. O Promob pode não encontrar o arquivo.',
    'condition.name-awkward.next': 'Digite o nome de novo no Windows, com o teclado deste computador.',
    'condition.file-in-cloud-only.title': 'Há projetos só na nuvem',
    'condition.file-in-cloud-only.text':
      'O OneDrive deixou só o nome de {count:number} projeto(s) neste computador: {files}. Sem internet, eles não abrem.',
    'condition.file-in-cloud-only.next':
      'No Windows, clique na pasta com o botão direito e escolha “Sempre manter neste dispositivo”.',
    'condition.file-locked.title': 'Um projeto está preso por outro programa',
    'condition.file-locked.text':
      'Outro programa não deixa ler: {files}. O salvamento só é guardado quando ele soltar.',
    'condition.file-locked.next': 'Feche o Promob e programas de cópia. Se continuar, reinicie o computador.',
    'condition.file-not-readable.title': 'Um projeto não pode ser lido',
    'condition.file-not-readable.text':
      'O seu usuário do Windows não pode ler, ou o disco falha: {files}. O que for salvo ali não é guardado.',
    'condition.file-not-readable.next':
      'Abra o arquivo no Windows. Se ali também falhar, chame quem cuida do computador.',
    'condition.folder-silent.title': 'O Windows não avisa das mudanças em uma pasta',
    'condition.folder-silent.text':
      'Um arquivo de teste não foi percebido na hora em: {folders}. Nada se perde: o Elo olha a pasta de tempos em tempos, só demora mais.',
    'condition.folder-silent.next': 'Se demorar demais para você, envie o texto ao suporte.',
    'condition.folder-silent.message':
      'Olá. Neste computador o sistema não avisa das mudanças em uma pasta acompanhada, visto em {testedAt:time}. Os salvamentos são guardados, com atraso. Código: ELO-FOLDER-SILENT.',
  },
  en: {
    'condition.promob-not-installed.title': 'Promob is not on this computer',
    'condition.promob-not-installed.text':
      'No Promob system was found. Elo follows folders all the same, but nobody designs here.',
    'condition.promob-not-installed.next':
      'If someone designs on this computer, install Promob from Promob’s portal.',
    'condition.promob-list-damaged.title': 'Promob’s list of systems is damaged',
    'condition.promob-list-damaged.text':
      'Promob keeps a list of installed systems, and it could not be read. Promob may not open.',
    'condition.promob-list-damaged.next':
      'Open Promob. If it does not open, send the text to Promob’s support.',
    'condition.promob-list-damaged.message':
      'Hello. On this computer Promob’s list of systems (SystemInfo.config) is damaged, seen at {testedAt:time}. What should I do? Code: ELO-PROMOB-LIST-DAMAGED.',
    'condition.promob-system-missing.title': 'The folder of a Promob system is missing',
    'condition.promob-system-missing.text': 'Promob lists a system whose folder is gone: {folders}.',
    'condition.promob-system-missing.next':
      'If you still use that system, install it again from Promob’s portal.',
    'condition.promob-entry-damaged.title': 'Promob’s stored sign-in is damaged',
    'condition.promob-entry-damaged.text':
      'Promob may show “Account not authorized”. Files that are empty or wiped inside: {files}.',
    'condition.promob-entry-damaged.next':
      'Close Promob and ask Promob’s support to renew the sign-in. Delete nothing by yourself.',
    'condition.promob-entry-damaged.message':
      'Hello. On this computer {count:number} sign-in file(s) of Promob (TokenCache.dat, LocalCache.dat) are damaged, seen at {testedAt:time}. Promob shows or may show “Account not authorized”. What should I do? Code: ELO-PROMOB-ENTRY-DAMAGED.',
    'condition.promob-entry-unreadable.title': 'Promob’s stored sign-in cannot be read',
    'condition.promob-entry-unreadable.text':
      'Your Windows user may not read: {files}. Promob may not be able to sign in either.',
    'condition.promob-entry-unreadable.next':
      'Open Promob. If it does not sign in, send the text to Promob’s support.',
    'condition.promob-entry-unreadable.message':
      'Hello. On this computer {count:number} sign-in file(s) of Promob cannot be read by the Windows user, seen at {testedAt:time}. What should I do? Code: ELO-PROMOB-ENTRY-UNREADABLE.',
    'condition.webstart-present.title': 'webStart is still on this computer',
    'condition.webstart-present.text':
      'The integration with FoccoLojas asks for webStart to be uninstalled. Found: {programs}.',
    'condition.webstart-present.next': 'Uninstall webStart under Apps, in the settings of Windows.',
    'condition.path-too-long.title': 'The path of a project is too long',
    'condition.path-too-long.text':
      '{count:number} project(s) lie in folders whose names are too long for Windows. Elo keeps them, but Promob may not open them: {files}.',
    'condition.path-too-long.next': 'Move the folder closer to the top of the drive, or shorten the names.',
    'condition.name-awkward.title': 'The name of a project has letters that confuse programs',
    'condition.name-awkward.text':
      '{count:number} name(s) have accents apart from their letter or signs of another alphabet: {files}. Promob may not find the file.',
    'condition.name-awkward.next': 'Type the name again in Windows, with the keyboard of this computer.',
    'condition.file-in-cloud-only.title': 'Some projects are in the cloud only',
    'condition.file-in-cloud-only.text':
      'OneDrive left only the name of {count:number} project(s) on this computer: {files}. Without internet they do not open.',
    'condition.file-in-cloud-only.next':
      'In Windows, right-click the folder and choose “Always keep on this device”.',
    'condition.file-locked.title': 'A project is held by another program',
    'condition.file-locked.text':
      'Another program does not let it be read: {files}. The save is kept when it lets go.',
    'condition.file-locked.next': 'Close Promob and backup programs. If it goes on, restart the computer.',
    'condition.file-not-readable.title': 'A project cannot be read',
    'condition.file-not-readable.text':
      'Your Windows user may not read it, or the disk fails: {files}. What is saved there is not kept.',
    'condition.file-not-readable.next':
      'Open the file in Windows. If it fails there too, call whoever looks after the computer.',
    'condition.folder-silent.title': 'Windows does not tell of changes in a folder',
    'condition.folder-silent.text':
      'A test file was not noticed right away in: {folders}. Nothing is lost: Elo looks at the folder from time to time, it only takes longer.',
    'condition.folder-silent.next': 'If it takes too long for you, send the text to support.',
    'condition.folder-silent.message':
      'Hello. On this computer the system does not tell of changes in a followed folder, seen at {testedAt:time}. Saves are kept, with a delay. Code: ELO-FOLDER-SILENT.',
  },
  es: {
    'condition.promob-not-installed.title': 'Promob no está en esta computadora',
    'condition.promob-not-installed.text':
      'No se encontró ningún sistema Promob. Elo sigue carpetas igualmente, pero nadie proyecta aquí.',
    'condition.promob-not-installed.next':
      'Si alguien proyecta en esta computadora, instale Promob desde el portal de Promob.',
    'condition.promob-list-damaged.title': 'La lista de sistemas de Promob está dañada',
    'condition.promob-list-damaged.text':
      'Promob guarda una lista de los sistemas instalados, y no pudo ser leída. Promob puede no abrir.',
    'condition.promob-list-damaged.next': 'Abra Promob. Si no abre, envíe el texto al soporte de Promob.',
    'condition.promob-list-damaged.message':
      'Hola. En esta computadora la lista de sistemas de Promob (SystemInfo.config) está dañada, visto el {testedAt:time}. ¿Cómo debo proceder? Código: ELO-PROMOB-LIST-DAMAGED.',
    'condition.promob-system-missing.title': 'Falta la carpeta de un sistema Promob',
    'condition.promob-system-missing.text': 'Promob lista un sistema cuya carpeta ya no existe: {folders}.',
    'condition.promob-system-missing.next':
      'Si todavía usa ese sistema, instálelo de nuevo desde el portal de Promob.',
    'condition.promob-entry-damaged.title': 'La entrada guardada de Promob está dañada',
    'condition.promob-entry-damaged.text':
      'Promob puede mostrar “Account not authorized”. Archivos vacíos o borrados por dentro: {files}.',
    'condition.promob-entry-damaged.next':
      'Cierre Promob y pida al soporte de Promob que renueve la entrada. No borre nada por su cuenta.',
    'condition.promob-entry-damaged.message':
      'Hola. En esta computadora {count:number} archivo(s) de entrada de Promob (TokenCache.dat, LocalCache.dat) están dañados, visto el {testedAt:time}. Promob muestra o puede mostrar “Account not authorized”. ¿Cómo debo proceder? Código: ELO-PROMOB-ENTRY-DAMAGED.',
    'condition.promob-entry-unreadable.title': 'La entrada guardada de Promob no puede ser leída',
    'condition.promob-entry-unreadable.text':
      'Su usuario de Windows no puede leer: {files}. Promob tampoco podría entrar.',
    'condition.promob-entry-unreadable.next':
      'Abra Promob. Si no entra, envíe el texto al soporte de Promob.',
    'condition.promob-entry-unreadable.message':
      'Hola. En esta computadora {count:number} archivo(s) de entrada de Promob no pueden ser leídos por el usuario de Windows, visto el {testedAt:time}. ¿Cómo debo proceder? Código: ELO-PROMOB-ENTRY-UNREADABLE.',
    'condition.webstart-present.title': 'webStart todavía está en esta computadora',
    'condition.webstart-present.text':
      'La integración con FoccoLojas pide que webStart sea desinstalado. Encontrado: {programs}.',
    'condition.webstart-present.next': 'Desinstale webStart en Aplicaciones, en la configuración de Windows.',
    'condition.path-too-long.title': 'La ruta de un proyecto es demasiado larga',
    'condition.path-too-long.text':
      '{count:number} proyecto(s) están en carpetas con nombres demasiado largos para Windows. Elo los guarda, pero Promob puede no abrirlos: {files}.',
    'condition.path-too-long.next': 'Mueva la carpeta más cerca del inicio del disco, o acorte los nombres.',
    'condition.name-awkward.title': 'El nombre de un proyecto tiene letras que confunden a los programas',
    'condition.name-awkward.text':
      '{count:number} nombre(s) tienen acentos separados de la letra o símbolos de otro alfabeto: {files}. Promob puede no encontrar el archivo.',
    'condition.name-awkward.next':
      'Escriba el nombre de nuevo en Windows, con el teclado de esta computadora.',
    'condition.file-in-cloud-only.title': 'Hay proyectos solo en la nube',
    'condition.file-in-cloud-only.text':
      'OneDrive dejó solo el nombre de {count:number} proyecto(s) en esta computadora: {files}. Sin internet, no se abren.',
    'condition.file-in-cloud-only.next':
      'En Windows, haga clic derecho en la carpeta y elija “Mantener siempre en este dispositivo”.',
    'condition.file-locked.title': 'Un proyecto está retenido por otro programa',
    'condition.file-locked.text':
      'Otro programa no deja leer: {files}. El guardado se conserva cuando lo suelte.',
    'condition.file-locked.next': 'Cierre Promob y programas de copia. Si continúa, reinicie la computadora.',
    'condition.file-not-readable.title': 'Un proyecto no puede ser leído',
    'condition.file-not-readable.text':
      'Su usuario de Windows no puede leerlo, o el disco falla: {files}. Lo que se guarde allí no se conserva.',
    'condition.file-not-readable.next':
      'Abra el archivo en Windows. Si allí también falla, llame a quien cuida de la computadora.',
    'condition.folder-silent.title': 'Windows no avisa de los cambios en una carpeta',
    'condition.folder-silent.text':
      'Un archivo de prueba no fue percibido en el momento en: {folders}. Nada se pierde: Elo mira la carpeta cada cierto tiempo, solo demora más.',
    'condition.folder-silent.next': 'Si demora demasiado para usted, envíe el texto al soporte.',
    'condition.folder-silent.message':
      'Hola. En esta computadora el sistema no avisa de los cambios en una carpeta seguida, visto el {testedAt:time}. Los guardados se conservan, con demora. Código: ELO-FOLDER-SILENT.',
  },
});
