import { defineTexts } from './defineTexts.ts';

/** What keeps a signed-in user from working, and only somebody else can change. */
export const standingTexts = defineTexts({
  'pt-BR': {
    'health.account-disabled': 'Seu usuário foi desativado no FoccoLojas',
    'health.account-expired': 'Seu acesso ao FoccoLojas venceu',
    'health.store-not-linked': 'A loja perdeu o vínculo com o portal do Promob',
    'health.store-not-configured': 'Falta configurar a loja',
    'error.account-disabled':
      'O seu usuário foi desativado no FoccoLojas. Os salvamentos continuam guardados aqui e esperam.',
    'error.account-disabled.do':
      'Peça ao responsável pela integração para ativar o seu usuário. O envio continua sozinho depois.',
    'error.account-expired':
      'O seu acesso ao FoccoLojas venceu. Os salvamentos continuam guardados aqui e esperam.',
    'error.account-expired.do':
      'Peça ao responsável pela integração para renovar o acesso. O envio continua sozinho depois.',
    'error.store-not-linked':
      'O portal do Promob não reconhece mais o CNPJ e a conta desta loja. Os salvamentos continuam guardados aqui e esperam.',
    'error.store-not-linked.do':
      'O responsável pela integração confere os dados da loja e fala com o Promob. O envio continua sozinho depois.',
    'error.store-not-configured': 'A loja ainda não foi configurada para a integração.',
    'error.store-not-configured.do':
      'O responsável pela integração preenche os dados da loja[: “{cli} store configure”].',
    'remedy.ask-responsible': 'Peça ao responsável pela integração na sua loja.',
    'account.state.check': 'Verificar agora',
    'account.state.still': 'Continua assim. O Elo verifica de novo sozinho.',
    'account.state.other-user': 'Entrar com outro usuário',
    'account.state.fill-store': 'Preencher os dados da loja',
    'account.state.session-ended': 'Sua entrada expirou',
  },
  en: {
    'health.account-disabled': 'Your user was disabled in FoccoLojas',
    'health.account-expired': 'Your access to FoccoLojas expired',
    'health.store-not-linked': 'The store lost its link with the Promob portal',
    'health.store-not-configured': 'The store has to be configured',
    'error.account-disabled': 'Your user was disabled in FoccoLojas. The saves stay kept here and wait.',
    'error.account-disabled.do':
      'Ask the one responsible for the integration to enable your user. Sending then goes on by itself.',
    'error.account-expired': 'Your access to FoccoLojas expired. The saves stay kept here and wait.',
    'error.account-expired.do':
      'Ask the one responsible for the integration to renew your access. Sending then goes on by itself.',
    'error.store-not-linked':
      'The Promob portal does not know CNPJ and account of this store any more. The saves stay kept here and wait.',
    'error.store-not-linked.do':
      'The one responsible for the integration checks the data of the store and talks to Promob. Sending then goes on by itself.',
    'error.store-not-configured': 'The store has not been configured for the integration yet.',
    'error.store-not-configured.do':
      'The one responsible for the integration fills in the data of the store[: “{cli} store configure”].',
    'remedy.ask-responsible': 'Ask the one responsible for the integration in your store.',
    'account.state.check': 'Check now',
    'account.state.still': 'It is still so. Elo checks again by itself.',
    'account.state.other-user': 'Sign in as another user',
    'account.state.fill-store': 'Fill in the data of the store',
    'account.state.session-ended': 'Your sign-in expired',
  },
  es: {
    'health.account-disabled': 'Su usuario fue desactivado en FoccoLojas',
    'health.account-expired': 'Su acceso a FoccoLojas venció',
    'health.store-not-linked': 'La tienda perdió el vínculo con el portal de Promob',
    'health.store-not-configured': 'Falta configurar la tienda',
    'error.account-disabled':
      'Su usuario fue desactivado en FoccoLojas. Las grabaciones siguen guardadas aquí y esperan.',
    'error.account-disabled.do':
      'Pida al responsable de la integración que active su usuario. El envío sigue solo después.',
    'error.account-expired':
      'Su acceso a FoccoLojas venció. Las grabaciones siguen guardadas aquí y esperan.',
    'error.account-expired.do':
      'Pida al responsable de la integración que renueve su acceso. El envío sigue solo después.',
    'error.store-not-linked':
      'El portal de Promob ya no reconoce el CNPJ y la cuenta de esta tienda. Las grabaciones siguen guardadas aquí y esperan.',
    'error.store-not-linked.do':
      'El responsable de la integración revisa los datos de la tienda y habla con Promob. El envío sigue solo después.',
    'error.store-not-configured': 'La tienda todavía no fue configurada para la integración.',
    'error.store-not-configured.do':
      'El responsable de la integración completa los datos de la tienda[: “{cli} store configure”].',
    'remedy.ask-responsible': 'Pídalo al responsable de la integración en su tienda.',
    'account.state.check': 'Verificar ahora',
    'account.state.still': 'Sigue igual. Elo verifica de nuevo solo.',
    'account.state.other-user': 'Entrar con otro usuario',
    'account.state.fill-store': 'Completar los datos de la tienda',
    'account.state.session-ended': 'Su entrada venció',
  },
});
