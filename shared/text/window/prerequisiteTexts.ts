import { defineTexts } from './defineTexts.ts';

/** Prerequisites of the integration: how each was found out, and who must act. Command line and window say the same. */
export const prerequisiteTexts = defineTexts({
  'pt-BR': {
    'evidence.portal-account-linked':
      'O portal do Promob reconhece o CNPJ {cnpj} na conta {accountId}. Quem informou foi o FoccoLojas.',
    'evidence.portal-account-unlinked':
      'O portal do Promob não reconhece mais o CNPJ {cnpj} na conta {accountId}. Quem informou foi o FoccoLojas.',
    'evidence.portal-account-missing': 'Falta o CNPJ ou a conta do portal nos dados da loja.',
    'evidence.serial-of-account':
      'O número {serialNumber}, visto[ em {at:time}] em um arquivo do Promob, está na conta da loja.',
    'evidence.serial-of-other-account':
      'O número {serialNumber}, visto[ em {at:time}] em um arquivo do Promob, não está na conta da loja.',
    'evidence.serial-not-comparable':
      'O número {serialNumber} foi visto em um arquivo do Promob, mas o FoccoLojas não informou os números da conta.',
    'evidence.serial-not-seen':
      'Nenhum projeto ou orçamento visto neste computador traz o número de série do Promob.',
    'evidence.all-users-linked':
      'Os {count:number} usuários estão vinculados. Quem informou foi o FoccoLojas.',
    'evidence.users-not-linked': 'Falta vincular {count:number}: {names}. Quem informou foi o FoccoLojas.',
    'evidence.webstart-found': 'Encontrado neste computador: “{name}”[ ({place})].',
    'evidence.webstart-not-found':
      'Procurado neste computador e não encontrado. O Promob está instalado como “{promob}”.',
    'evidence.webstart-nothing-listed':
      'Nada encontrado neste computador, mas o Windows também não lista o Promob. Por isso não dá para ter certeza.',
    'evidence.webstart-not-read': 'Uma parte deste computador não pôde ser lida[: {place}].',
    'evidence.webstart-not-windows': 'Este computador não usa Windows. Aqui não há como procurar.',
    'evidence.confirmed-by-user': 'Confirmado por uma pessoa, não por um teste.',
    'evidence.not-assessed': 'O consultor ainda não confirmou a avaliação.',
    'evidence.nobody-reported': 'Ninguém informou ainda.',
    'evidence.not-asked-yet': 'O FoccoLojas ainda não foi consultado neste computador.',
    'trace-place.uninstall-list': 'lista de programas instalados',
    'trace-place.running-program': 'programa em execução',
    'trace-place.run-key': 'início automático do Windows',
    'trace-place.startup-folder': 'pasta Inicializar do Windows',
    'prerequisite-who.you': 'Depende de você.',
    'prerequisite-who.responsible': 'Peça ao responsável pela integração na sua loja.',
    'prerequisite-who.colleagues':
      'Cada um vincula o seu: no FoccoLojas em Meu Perfil, ou no Elo dele em Conta.',
    'prerequisite-who.technician':
      'Peça a quem cuida do computador para desinstalar pelo Windows e abra esta tela de novo.',
    'prerequisite-do.webstart-absent':
      'Abra “Aplicativos instalados” no Windows e procure por webStart. Se não estiver lá, confirme aqui.',
    'prerequisite-do.serial-number': 'Salve um projeto no Promob e veja de novo, ou confirme aqui.',
    'prerequisite-do.assessment': 'Depois da visita do consultor, confirme aqui.',
    'prerequisite-do.portal-account':
      'Confira o CNPJ e a conta nos dados da loja. Se estiverem certos, fale com o Promob.',
    'prerequisite.confirmed-by': 'Confirmado por {by}[ em {at:time}].',
    'prerequisite.as-of': 'Sem internet: visto no FoccoLojas em {at:time}.',
    'prerequisite.all-well': 'Está tudo certo para a integração.',
    'prerequisite.some-open': 'Faltam {count:number} de {of:number}.',
    'prerequisite.again': 'Verificar de novo',
    'error.prerequisite-not-confirmable':
      'Isto não se confirma à mão: o que o Elo e o FoccoLojas encontraram é o que vale.',
    'error.prerequisite-not-confirmable.do': 'Veja na lista o que foi encontrado e quem pode resolver.',
    'error.webstart-present': 'O webStart está neste computador[: {name}].',
    'error.webstart-present.do': 'Peça a quem cuida do computador para desinstalar e tente de novo.',
  },
  en: {
    'evidence.portal-account-linked':
      'The Promob portal knows CNPJ {cnpj} in account {accountId}. FoccoLojas said so.',
    'evidence.portal-account-unlinked':
      'The Promob portal does not know CNPJ {cnpj} in account {accountId} any more. FoccoLojas said so.',
    'evidence.portal-account-missing': 'CNPJ or portal account is missing in the data of the store.',
    'evidence.serial-of-account':
      'Number {serialNumber}, seen[ on {at:time}] in a file of Promob, is in the account of the store.',
    'evidence.serial-of-other-account':
      'Number {serialNumber}, seen[ on {at:time}] in a file of Promob, is not in the account of the store.',
    'evidence.serial-not-comparable':
      'Number {serialNumber} was seen in a file of Promob, but FoccoLojas did not tell the numbers of the account.',
    'evidence.serial-not-seen':
      'No project or budget seen on this computer names the serial number of Promob.',
    'evidence.all-users-linked': 'All {count:number} users are linked. FoccoLojas said so.',
    'evidence.users-not-linked': 'Not linked yet: {count:number}: {names}. FoccoLojas said so.',
    'evidence.webstart-found': 'Found on this computer: “{name}”[ ({place})].',
    'evidence.webstart-not-found':
      'Looked for on this computer and not found. Promob is installed as “{promob}”.',
    'evidence.webstart-nothing-listed':
      'Nothing found on this computer, but Windows does not list Promob either. So it is not certain.',
    'evidence.webstart-not-read': 'Part of this computer could not be read[: {place}].',
    'evidence.webstart-not-windows': 'This computer does not run Windows. There is nothing to look in.',
    'evidence.confirmed-by-user': 'Confirmed by a person, not by a test.',
    'evidence.not-assessed': 'The consultant has not confirmed the assessment yet.',
    'evidence.nobody-reported': 'Nobody has reported yet.',
    'evidence.not-asked-yet': 'FoccoLojas has not been asked on this computer yet.',
    'trace-place.uninstall-list': 'list of installed programs',
    'trace-place.running-program': 'running program',
    'trace-place.run-key': 'started by Windows',
    'trace-place.startup-folder': 'Startup folder of Windows',
    'prerequisite-who.you': 'It is up to you.',
    'prerequisite-who.responsible': 'Ask the one responsible for the integration in your store.',
    'prerequisite-who.colleagues':
      'Each links his own: in FoccoLojas under Meu Perfil, or in his Elo under Account.',
    'prerequisite-who.technician':
      'Ask whoever looks after the computer to uninstall it in Windows, and open this screen again.',
    'prerequisite-do.webstart-absent':
      'Open “Installed apps” in Windows and look for webStart. If it is not there, confirm here.',
    'prerequisite-do.serial-number': 'Save a project in Promob and look again, or confirm here.',
    'prerequisite-do.assessment': 'After the consultant’s visit, confirm here.',
    'prerequisite-do.portal-account':
      'Check CNPJ and account in the data of the store. If they are right, talk to Promob.',
    'prerequisite.confirmed-by': 'Confirmed by {by}[ on {at:time}].',
    'prerequisite.as-of': 'No internet: seen in FoccoLojas on {at:time}.',
    'prerequisite.all-well': 'Everything is right for the integration.',
    'prerequisite.some-open': '{count:number} of {of:number} are missing.',
    'prerequisite.again': 'Check again',
    'error.prerequisite-not-confirmable':
      'This is not confirmed by hand: what Elo and FoccoLojas found is what counts.',
    'error.prerequisite-not-confirmable.do': 'See in the list what was found and who can solve it.',
    'error.webstart-present': 'webStart is on this computer[: {name}].',
    'error.webstart-present.do': 'Ask whoever looks after the computer to uninstall it, and try again.',
  },
  es: {
    'evidence.portal-account-linked':
      'El portal de Promob reconoce el CNPJ {cnpj} en la cuenta {accountId}. Lo informó FoccoLojas.',
    'evidence.portal-account-unlinked':
      'El portal de Promob ya no reconoce el CNPJ {cnpj} en la cuenta {accountId}. Lo informó FoccoLojas.',
    'evidence.portal-account-missing': 'Falta el CNPJ o la cuenta del portal en los datos de la tienda.',
    'evidence.serial-of-account':
      'El número {serialNumber}, visto[ el {at:time}] en un archivo de Promob, está en la cuenta de la tienda.',
    'evidence.serial-of-other-account':
      'El número {serialNumber}, visto[ el {at:time}] en un archivo de Promob, no está en la cuenta de la tienda.',
    'evidence.serial-not-comparable':
      'El número {serialNumber} se vio en un archivo de Promob, pero FoccoLojas no informó los números de la cuenta.',
    'evidence.serial-not-seen':
      'Ningún proyecto ni presupuesto visto en esta computadora trae el número de serie de Promob.',
    'evidence.all-users-linked': 'Los {count:number} usuarios están vinculados. Lo informó FoccoLojas.',
    'evidence.users-not-linked': 'Falta vincular {count:number}: {names}. Lo informó FoccoLojas.',
    'evidence.webstart-found': 'Encontrado en esta computadora: “{name}”[ ({place})].',
    'evidence.webstart-not-found':
      'Buscado en esta computadora y no encontrado. Promob está instalado como “{promob}”.',
    'evidence.webstart-nothing-listed':
      'Nada encontrado en esta computadora, pero Windows tampoco lista Promob. Por eso no hay certeza.',
    'evidence.webstart-not-read': 'Una parte de esta computadora no se pudo leer[: {place}].',
    'evidence.webstart-not-windows': 'Esta computadora no usa Windows. Aquí no hay dónde buscar.',
    'evidence.confirmed-by-user': 'Confirmado por una persona, no por una prueba.',
    'evidence.not-assessed': 'El consultor todavía no confirmó la evaluación.',
    'evidence.nobody-reported': 'Nadie informó todavía.',
    'evidence.not-asked-yet': 'FoccoLojas todavía no fue consultado en esta computadora.',
    'trace-place.uninstall-list': 'lista de programas instalados',
    'trace-place.running-program': 'programa en ejecución',
    'trace-place.run-key': 'inicio automático de Windows',
    'trace-place.startup-folder': 'carpeta Inicio de Windows',
    'prerequisite-who.you': 'Depende de usted.',
    'prerequisite-who.responsible': 'Pídalo al responsable de la integración en su tienda.',
    'prerequisite-who.colleagues':
      'Cada uno vincula el suyo: en FoccoLojas en Meu Perfil, o en su Elo en Cuenta.',
    'prerequisite-who.technician':
      'Pida a quien cuida la computadora que lo desinstale en Windows y abra esta pantalla de nuevo.',
    'prerequisite-do.webstart-absent':
      'Abra “Aplicaciones instaladas” en Windows y busque webStart. Si no está, confirme aquí.',
    'prerequisite-do.serial-number': 'Guarde un proyecto en Promob y mire de nuevo, o confirme aquí.',
    'prerequisite-do.assessment': 'Después de la visita del consultor, confirme aquí.',
    'prerequisite-do.portal-account':
      'Revise el CNPJ y la cuenta en los datos de la tienda. Si están bien, hable con Promob.',
    'prerequisite.confirmed-by': 'Confirmado por {by}[ el {at:time}].',
    'prerequisite.as-of': 'Sin internet: visto en FoccoLojas el {at:time}.',
    'prerequisite.all-well': 'Está todo bien para la integración.',
    'prerequisite.some-open': 'Faltan {count:number} de {of:number}.',
    'prerequisite.again': 'Verificar de nuevo',
    'error.prerequisite-not-confirmable':
      'Esto no se confirma a mano: vale lo que Elo y FoccoLojas encontraron.',
    'error.prerequisite-not-confirmable.do': 'Vea en la lista qué se encontró y quién puede resolverlo.',
    'error.webstart-present': 'webStart está en esta computadora[: {name}].',
    'error.webstart-present.do': 'Pida a quien cuida la computadora que lo desinstale e intente de nuevo.',
  },
});
