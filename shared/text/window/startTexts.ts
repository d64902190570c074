import { defineTexts } from './defineTexts.ts';

/** What `npm start` and the host of the browser window say. */
export const startTexts = defineTexts({
  'pt-BR': {
    'start.window-refused':
      'Este endereço do Elo só abre uma vez, na janela que o Elo abriu. Feche esta página e abra o Elo de novo.',
    'start.building': 'Preparando a janela do Elo…',
    'start.sandbox': 'FoccoLojas e Promob de demonstração: {foccolojas}',
    'start.sandbox-user': 'Para entrar: usuário designer, senha elo. No Promob, o mesmo.',
    'start.projects': 'Projetos de exemplo: {folder}',
    'start.vault-memory':
      'Este computador não tem um cofre de senhas: o que você entrar vale até fechar o Elo.',
    'start.enter-saves': 'Enter aqui salva um dos projetos de exemplo, como no Promob.',
    'start.saved': 'Salvo: {file}',
    'start.electron': 'Abrindo o aplicativo.',
    'start.electron-installing': 'O Electron não está instalado. Tentando instalar uma vez…',
    'start.no-electron':
      'O Electron não pôde ser instalado neste computador. A mesma janela abre no navegador.',
    'start.browser': 'Abrindo a janela no navegador: {browser}',
    'start.address': 'Abra este endereço uma vez, em até dez minutos:',
    'start.no-browser':
      'Não encontrei Chromium, Chrome nem Edge neste computador. Instale um deles, ou diga onde está com ELO_BROWSER. Sem janela: npm run demo mostra o trabalho inteiro no terminal.',
    'start.no-display':
      'Este computador não tem tela, então não há onde abrir a janela. npm run demo mostra o trabalho inteiro no terminal.',
    'start.stopping': 'Fechando o Elo…',
    'start.stopped': 'O Elo foi fechado. Os dados da demonstração ficam em {folder}.',
  },
  en: {
    'start.window-refused':
      'This address of Elo opens only once, in the window that Elo opened. Close this page and open Elo again.',
    'start.building': 'Preparing the window of Elo…',
    'start.sandbox': 'FoccoLojas and Promob for demonstration: {foccolojas}',
    'start.sandbox-user': 'To sign in: user designer, password elo. The same at Promob.',
    'start.projects': 'Sample projects: {folder}',
    'start.vault-memory': 'This computer has no vault for passwords: signing in holds until Elo is closed.',
    'start.enter-saves': 'Enter here saves one of the sample projects, as Promob would.',
    'start.saved': 'Saved: {file}',
    'start.electron': 'Opening the app.',
    'start.electron-installing': 'Electron is not installed. Trying to install it once…',
    'start.no-electron': 'Electron could not be installed here. The same window opens in the browser.',
    'start.browser': 'Opening the window in the browser: {browser}',
    'start.address': 'Open this address once, within ten minutes:',
    'start.no-browser':
      'No Chromium, Chrome or Edge was found on this computer. Install one, or name it with ELO_BROWSER. Without a window: npm run demo shows the whole work in the terminal.',
    'start.no-display':
      'This computer has no screen, so there is nowhere to open the window. npm run demo shows the whole work in the terminal.',
    'start.stopping': 'Closing Elo…',
    'start.stopped': 'Elo was closed. The data of the demonstration stay in {folder}.',
  },
  es: {
    'start.window-refused':
      'Esta dirección de Elo se abre una sola vez, en la ventana que Elo abrió. Cierre esta página y abra Elo de nuevo.',
    'start.building': 'Preparando la ventana de Elo…',
    'start.sandbox': 'FoccoLojas y Promob de demostración: {foccolojas}',
    'start.sandbox-user': 'Para entrar: usuario designer, contraseña elo. En Promob, lo mismo.',
    'start.projects': 'Proyectos de ejemplo: {folder}',
    'start.vault-memory':
      'Este equipo no tiene un almacén de contraseñas: la sesión vale hasta que se cierre Elo.',
    'start.enter-saves': 'Enter aquí guarda uno de los proyectos de ejemplo, como en Promob.',
    'start.saved': 'Guardado: {file}',
    'start.electron': 'Abriendo la aplicación.',
    'start.electron-installing': 'Electron no está instalado. Intentando instalarlo una vez…',
    'start.no-electron':
      'Electron no se pudo instalar en este equipo. La misma ventana se abre en el navegador.',
    'start.browser': 'Abriendo la ventana en el navegador: {browser}',
    'start.address': 'Abra esta dirección una vez, antes de diez minutos:',
    'start.no-browser':
      'No se encontró Chromium, Chrome ni Edge en este equipo. Instale uno, o indíquelo con ELO_BROWSER. Sin ventana: npm run demo muestra todo el trabajo en la terminal.',
    'start.no-display':
      'Este equipo no tiene pantalla, así que no hay dónde abrir la ventana. npm run demo muestra todo el trabajo en la terminal.',
    'start.stopping': 'Cerrando Elo…',
    'start.stopped': 'Elo se cerró. Los datos de la demostración quedan en {folder}.',
  },
});
