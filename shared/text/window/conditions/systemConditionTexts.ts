import { defineTexts } from '../defineTexts.ts';

/** The system this runs on, and Elo itself on it. */
export const systemConditionTexts = defineTexts({
  'pt-BR': {
    'condition.system-too-old.title': 'O Windows deste computador é antigo demais',
    'condition.system-too-old.text':
      'Este computador tem {system}[, versão {build}]. Ele não recebe mais correções, e o Elo pode parar de funcionar nele.',
    'condition.system-too-old.next':
      'Abra as configurações do Windows, Windows Update, e instale as atualizações.',
    'condition.runs-elevated.title': 'O Elo foi aberto como administrador',
    'condition.runs-elevated.text':
      'Não precisa, e assim arrastar arquivos do Promob para o Elo não funciona.',
    'condition.runs-elevated.next': 'Feche o Elo e abra pelo ícone, sem “Executar como administrador”.',
    'condition.sleeps-soon.title': 'O computador dorme cedo demais',
    'condition.sleeps-soon.text':
      'Sem uso por {minutes:number} min, ele dorme. Enquanto dorme, nada é enviado e nenhum aviso chega.',
    'condition.sleeps-soon.next':
      'Aumente o tempo nas configurações de energia do Windows, ou deixe o Elo mudar para você.',
    'condition.local-service-stopped.title': 'O serviço {serviceName} está parado',
    'condition.local-service-stopped.text':
      'O programa que deveria atender é um serviço deste computador, e ele não está rodando.',
    'condition.local-service-stopped.next': 'Inicie o serviço, ou deixe o Elo iniciar para você.',
    'condition.local-service-off.title': 'O serviço {serviceName} está desativado',
    'condition.local-service-off.text':
      'Alguém desativou este serviço do computador. Desativado, ele não inicia de jeito nenhum.',
    'condition.local-service-off.next': 'Peça a quem cuida do computador para ativar o serviço.',
    'condition.local-service-off.message':
      'Olá. O serviço {serviceName} ({service}) está desativado no computador da loja, visto em {testedAt:time}. Por favor, ative o serviço e o deixe iniciar com o Windows. Código: ELO-LOCAL-SERVICE-OFF.',
    'condition.local-service-absent.title': 'O serviço {service} não está neste computador',
    'condition.local-service-absent.text':
      'Não há um serviço com este nome aqui. Talvez o nome esteja errado, ou ele fique em outro computador.',
    'condition.local-service-absent.next':
      'Confira o nome, ou faça o diagnóstico no computador que tem o serviço.',
    'condition.restart-waits.title': 'O computador espera ser reiniciado',
    'condition.restart-waits.text':
      'Uma instalação só termina quando você reiniciar. Até lá, programas podem falhar sem motivo aparente.',
    'condition.restart-waits.next': 'Salve o que está aberto no Promob e reinicie o computador.',
    'condition.autostart-off.title': 'O Elo não abre com o Windows',
    'condition.autostart-off.text':
      'Depois de ligar o computador, nada é guardado na hora até alguém abrir o Elo.',
    'condition.autostart-off.next': 'Ligue “Abrir com o Windows” nos Ajustes do Elo.',
    'condition.autostart-switched-off.title': 'O Elo foi desligado da lista do Windows',
    'condition.autostart-switched-off.text':
      'Alguém desligou o Elo nos programas que abrem com o Windows. Só ali dá para ligar de novo.',
    'condition.autostart-switched-off.next': 'Abra o Gerenciador de Tarefas, “Inicializar”, e ligue o Elo.',
    'condition.update-ready.title': 'Há um Elo novo pronto',
    'condition.update-ready.text':
      'Este é o Elo {version}[, e o {newVersion} já foi baixado]. Ele entra quando o Elo reiniciar.',
    'condition.update-ready.next': 'Reinicie o Elo quando puder. Nada se perde.',
    'condition.update-failed.title': 'O Elo não consegue se atualizar',
    'condition.update-failed.text':
      'A atualização não pôde ser baixada ou conferida. Este é o Elo {version}, e ele continua funcionando.',
    'condition.update-failed.next': 'Confira a internet. Se continuar amanhã, envie o texto ao suporte.',
    'condition.update-failed.message':
      'Olá. O Elo {version} deste computador não consegue se atualizar, visto em {testedAt:time}. Como devo proceder? Código: ELO-UPDATE-FAILED.',
  },
  en: {
    'condition.system-too-old.title': 'The Windows of this computer is too old',
    'condition.system-too-old.text':
      'This computer has {system}[, build {build}]. It gets no more corrections, and Elo may stop working on it.',
    'condition.system-too-old.next': 'Open the settings of Windows, Windows Update, and install the updates.',
    'condition.runs-elevated.title': 'Elo was opened as administrator',
    'condition.runs-elevated.text':
      'It is not needed, and files cannot be dragged from Promob to Elo like this.',
    'condition.runs-elevated.next': 'Close Elo and open it by its icon, without “Run as administrator”.',
    'condition.sleeps-soon.title': 'The computer sleeps too soon',
    'condition.sleeps-soon.text':
      'Without use for {minutes:number} min, it sleeps. While it sleeps nothing is sent and no notification arrives.',
    'condition.sleeps-soon.next':
      'Raise the time in the power settings of Windows, or let Elo change it for you.',
    'condition.local-service-stopped.title': 'The service {serviceName} is stopped',
    'condition.local-service-stopped.text':
      'The program that should answer is a service of this computer, and it is not running.',
    'condition.local-service-stopped.next': 'Start the service, or let Elo start it for you.',
    'condition.local-service-off.title': 'The service {serviceName} is disabled',
    'condition.local-service-off.text':
      'Someone disabled this service of the computer. Disabled, it does not start at all.',
    'condition.local-service-off.next': 'Ask whoever looks after the computer to enable the service.',
    'condition.local-service-off.message':
      'Hello. The service {serviceName} ({service}) is disabled on the store’s computer, seen at {testedAt:time}. Please enable it and let it start with Windows. Code: ELO-LOCAL-SERVICE-OFF.',
    'condition.local-service-absent.title': 'The service {service} is not on this computer',
    'condition.local-service-absent.text':
      'There is no service of this name here. Maybe the name is wrong, or it is on another computer.',
    'condition.local-service-absent.next':
      'Check the name, or run the diagnosis on the computer that has the service.',
    'condition.restart-waits.title': 'The computer waits for a restart',
    'condition.restart-waits.text':
      'An installation only ends when you restart. Until then programs may fail for no visible reason.',
    'condition.restart-waits.next': 'Save what is open in Promob and restart the computer.',
    'condition.autostart-off.title': 'Elo does not open with Windows',
    'condition.autostart-off.text':
      'After the computer is turned on, nothing is kept right away until someone opens Elo.',
    'condition.autostart-off.next': 'Turn on “Open with Windows” in Elo’s Settings.',
    'condition.autostart-switched-off.title': 'Elo was switched off in the list of Windows',
    'condition.autostart-switched-off.text':
      'Someone switched Elo off among the programs that open with Windows. Only there can it be switched on again.',
    'condition.autostart-switched-off.next': 'Open the Task Manager, “Startup”, and switch Elo on.',
    'condition.update-ready.title': 'A new Elo is ready',
    'condition.update-ready.text':
      'This is Elo {version}[, and {newVersion} has been downloaded]. It comes in when Elo restarts.',
    'condition.update-ready.next': 'Restart Elo when you can. Nothing is lost.',
    'condition.update-failed.title': 'Elo cannot update itself',
    'condition.update-failed.text':
      'The update could not be downloaded or verified. This is Elo {version}, and it goes on working.',
    'condition.update-failed.next': 'Check the internet. If it goes on tomorrow, send the text to support.',
    'condition.update-failed.message':
      'Hello. Elo {version} on this computer cannot update itself, seen at {testedAt:time}. What should I do? Code: ELO-UPDATE-FAILED.',
  },
  es: {
    'condition.system-too-old.title': 'El Windows de esta computadora es demasiado antiguo',
    'condition.system-too-old.text':
      'Esta computadora tiene {system}[, versión {build}]. Ya no recibe correcciones, y Elo puede dejar de funcionar en ella.',
    'condition.system-too-old.next':
      'Abra la configuración de Windows, Windows Update, e instale las actualizaciones.',
    'condition.runs-elevated.title': 'Elo fue abierto como administrador',
    'condition.runs-elevated.text': 'No hace falta, y así no se pueden arrastrar archivos de Promob a Elo.',
    'condition.runs-elevated.next': 'Cierre Elo y ábralo por el icono, sin “Ejecutar como administrador”.',
    'condition.sleeps-soon.title': 'La computadora se duerme demasiado pronto',
    'condition.sleeps-soon.text':
      'Sin uso por {minutes:number} min, se duerme. Mientras duerme, nada se envía y ningún aviso llega.',
    'condition.sleeps-soon.next':
      'Aumente el tiempo en la configuración de energía de Windows, o deje que Elo lo cambie por usted.',
    'condition.local-service-stopped.title': 'El servicio {serviceName} está detenido',
    'condition.local-service-stopped.text':
      'El programa que debería atender es un servicio de esta computadora, y no está funcionando.',
    'condition.local-service-stopped.next': 'Inicie el servicio, o deje que Elo lo inicie por usted.',
    'condition.local-service-off.title': 'El servicio {serviceName} está desactivado',
    'condition.local-service-off.text':
      'Alguien desactivó este servicio de la computadora. Desactivado, no se inicia de ninguna manera.',
    'condition.local-service-off.next': 'Pida a quien cuida de la computadora que active el servicio.',
    'condition.local-service-off.message':
      'Hola. El servicio {serviceName} ({service}) está desactivado en la computadora de la tienda, visto el {testedAt:time}. Por favor, actívelo y deje que se inicie con Windows. Código: ELO-LOCAL-SERVICE-OFF.',
    'condition.local-service-absent.title': 'El servicio {service} no está en esta computadora',
    'condition.local-service-absent.text':
      'No hay un servicio con este nombre aquí. Tal vez el nombre esté mal, o esté en otra computadora.',
    'condition.local-service-absent.next':
      'Revise el nombre, o haga el diagnóstico en la computadora que tiene el servicio.',
    'condition.restart-waits.title': 'La computadora espera ser reiniciada',
    'condition.restart-waits.text':
      'Una instalación solo termina cuando usted reinicie. Hasta entonces, los programas pueden fallar sin motivo aparente.',
    'condition.restart-waits.next': 'Guarde lo que está abierto en Promob y reinicie la computadora.',
    'condition.autostart-off.title': 'Elo no se abre con Windows',
    'condition.autostart-off.text':
      'Después de encender la computadora, nada se guarda en el momento hasta que alguien abra Elo.',
    'condition.autostart-off.next': 'Active “Abrir con Windows” en los Ajustes de Elo.',
    'condition.autostart-switched-off.title': 'Elo fue desactivado en la lista de Windows',
    'condition.autostart-switched-off.text':
      'Alguien desactivó Elo entre los programas que se abren con Windows. Solo allí se puede activar de nuevo.',
    'condition.autostart-switched-off.next': 'Abra el Administrador de tareas, “Inicio”, y active Elo.',
    'condition.update-ready.title': 'Hay un Elo nuevo listo',
    'condition.update-ready.text':
      'Este es Elo {version}[, y el {newVersion} ya fue descargado]. Entra cuando Elo se reinicie.',
    'condition.update-ready.next': 'Reinicie Elo cuando pueda. Nada se pierde.',
    'condition.update-failed.title': 'Elo no logra actualizarse',
    'condition.update-failed.text':
      'La actualización no pudo ser descargada o verificada. Este es Elo {version}, y sigue funcionando.',
    'condition.update-failed.next': 'Revise internet. Si continúa mañana, envíe el texto al soporte.',
    'condition.update-failed.message':
      'Hola. El Elo {version} de esta computadora no logra actualizarse, visto el {testedAt:time}. ¿Cómo debo proceder? Código: ELO-UPDATE-FAILED.',
  },
});
