import { defineTexts } from '../defineTexts.ts';

/** FoccoLojas, the account, the Promob link, and what waits to be sent. */
export const accountConditionTexts = defineTexts({
  'pt-BR': {
    'condition.server-not-set.title': 'Falta o endereço do FoccoLojas',
    'condition.server-not-set.text': 'O Elo ainda não sabe com qual FoccoLojas conversar.',
    'condition.server-not-set.next': 'Informe o endereço nos Ajustes. É o mesmo que você abre no navegador.',
    'condition.server-name-not-found.title': 'O endereço do FoccoLojas não foi encontrado',
    'condition.server-name-not-found.text':
      'O nome {host} não foi encontrado na internet. Ou não há internet, ou o endereço está errado.',
    'condition.server-name-not-found.next':
      'Abra um site qualquer no navegador. Se abrir, confira o endereço nos Ajustes.',
    'condition.server-not-answering.title': 'O FoccoLojas não respondeu',
    'condition.server-not-answering.text':
      'O endereço {host} não respondeu como o FoccoLojas responde. O que você salva continua guardado aqui.',
    'condition.server-not-answering.next':
      'Abra o FoccoLojas no navegador. Se ali também não abre, espere alguns minutos; o Elo tenta de novo sozinho.',
    'condition.vault-missing.title': 'O cofre de senhas do sistema não responde',
    'condition.vault-missing.text':
      'Sem ele o Elo não consegue guardar a sua entrada com segurança, e não guarda.',
    'condition.vault-missing.next': 'Reinicie o computador. Se continuar, envie o texto ao suporte.',
    'condition.vault-missing.message':
      'Olá. O Elo não consegue usar o cofre de senhas deste computador (teste de {testedAt:time}). Código: ELO-VAULT-MISSING.',
    'condition.signed-out.title': 'Falta entrar no FoccoLojas',
    'condition.signed-out.text': 'Você ainda não entrou, ou a entrada expirou. O que você salva espera aqui.',
    'condition.signed-out.next': 'Abra Conta e entre no FoccoLojas.',
    'condition.promob-not-linked.title': 'Falta vincular o usuário Promob',
    'condition.promob-not-linked.text':
      'Seu usuário Promob não está vinculado, ou a senha do Promob mudou. Sem o vínculo nada chega ao FoccoLojas.',
    'condition.promob-not-linked.next': 'Abra Conta e vincule de novo.',
    'condition.queue-needs-attention.title': 'Há envios que precisam de você',
    'condition.queue-needs-attention.text': '{needsAttention:number} envios pararam e esperam uma decisão.',
    'condition.queue-needs-attention.next': 'Abra Envio: ali está o motivo e o botão que resolve.',
    'condition.queue-old.title': 'Há envios esperando há muito tempo',
    'condition.queue-old.text': '{waiting:number} aguardando, o mais antigo há {minutes:number} min.',
    'condition.queue-old.next': 'Abra Envio e veja o motivo. Nada se perde enquanto espera.',
  },
  en: {
    'condition.server-not-set.title': 'The address of FoccoLojas is missing',
    'condition.server-not-set.text': 'Elo does not know yet which FoccoLojas to talk to.',
    'condition.server-not-set.next': 'Give the address in Settings. It is the one you open in the browser.',
    'condition.server-name-not-found.title': 'The address of FoccoLojas was not found',
    'condition.server-name-not-found.text':
      'The name {host} was not found on the internet. Either there is no internet, or the address is wrong.',
    'condition.server-name-not-found.next':
      'Open any site in the browser. If it opens, check the address in Settings.',
    'condition.server-not-answering.title': 'FoccoLojas did not answer',
    'condition.server-not-answering.text':
      'The address {host} did not answer as FoccoLojas does. What you save stays kept here.',
    'condition.server-not-answering.next':
      'Open FoccoLojas in the browser. If it does not open there either, wait some minutes; Elo tries again by itself.',
    'condition.vault-missing.title': 'The system’s vault does not answer',
    'condition.vault-missing.text': 'Without it Elo cannot keep your sign-in safely, and does not keep it.',
    'condition.vault-missing.next': 'Restart the computer. If it stays so, send the text to support.',
    'condition.vault-missing.message':
      'Hello. Elo cannot use the vault of this computer (tested at {testedAt:time}). Code: ELO-VAULT-MISSING.',
    'condition.signed-out.title': 'You have to sign in to FoccoLojas',
    'condition.signed-out.text': 'You have not signed in yet, or it expired. What you save waits here.',
    'condition.signed-out.next': 'Open Account and sign in to FoccoLojas.',
    'condition.promob-not-linked.title': 'The Promob user has to be linked',
    'condition.promob-not-linked.text':
      'Your Promob user is not linked, or the Promob password changed. Without the link nothing reaches FoccoLojas.',
    'condition.promob-not-linked.next': 'Open Account and link again.',
    'condition.queue-needs-attention.title': 'Some deliveries need you',
    'condition.queue-needs-attention.text':
      '{needsAttention:number} deliveries stopped and wait for a decision.',
    'condition.queue-needs-attention.next': 'Open Sending: the reason is there, with the button that helps.',
    'condition.queue-old.title': 'Some deliveries have waited for long',
    'condition.queue-old.text': '{waiting:number} waiting, the oldest for {minutes:number} min.',
    'condition.queue-old.next': 'Open Sending and see why. Nothing is lost while it waits.',
  },
  es: {
    'condition.server-not-set.title': 'Falta la dirección de FoccoLojas',
    'condition.server-not-set.text': 'Elo todavía no sabe con qué FoccoLojas conversar.',
    'condition.server-not-set.next': 'Indique la dirección en Ajustes. Es la misma que abre en el navegador.',
    'condition.server-name-not-found.title': 'No se encontró la dirección de FoccoLojas',
    'condition.server-name-not-found.text':
      'El nombre {host} no se encontró en internet. O no hay internet, o la dirección está mal.',
    'condition.server-name-not-found.next':
      'Abra un sitio cualquiera en el navegador. Si abre, revise la dirección en Ajustes.',
    'condition.server-not-answering.title': 'FoccoLojas no respondió',
    'condition.server-not-answering.text':
      'La dirección {host} no respondió como responde FoccoLojas. Lo que usted graba sigue guardado aquí.',
    'condition.server-not-answering.next':
      'Abra FoccoLojas en el navegador. Si allí tampoco abre, espere unos minutos; Elo intenta de nuevo solo.',
    'condition.vault-missing.title': 'La bóveda de contraseñas del sistema no responde',
    'condition.vault-missing.text': 'Sin ella Elo no puede guardar su entrada con seguridad, y no la guarda.',
    'condition.vault-missing.next': 'Reinicie la computadora. Si continúa, envíe el texto a soporte.',
    'condition.vault-missing.message':
      'Hola. Elo no puede usar la bóveda de contraseñas de esta computadora (prueba del {testedAt:time}). Código: ELO-VAULT-MISSING.',
    'condition.signed-out.title': 'Falta entrar en FoccoLojas',
    'condition.signed-out.text': 'Usted todavía no entró, o la entrada venció. Lo que graba espera aquí.',
    'condition.signed-out.next': 'Abra Cuenta y entre en FoccoLojas.',
    'condition.promob-not-linked.title': 'Falta vincular el usuario de Promob',
    'condition.promob-not-linked.text':
      'Su usuario de Promob no está vinculado, o la contraseña de Promob cambió. Sin el vínculo nada llega a FoccoLojas.',
    'condition.promob-not-linked.next': 'Abra Cuenta y vincule de nuevo.',
    'condition.queue-needs-attention.title': 'Hay envíos que lo necesitan',
    'condition.queue-needs-attention.text':
      '{needsAttention:number} envíos se detuvieron y esperan una decisión.',
    'condition.queue-needs-attention.next': 'Abra Envío: allí está el motivo y el botón que lo resuelve.',
    'condition.queue-old.title': 'Hay envíos esperando hace mucho',
    'condition.queue-old.text': '{waiting:number} esperando, el más antiguo hace {minutes:number} min.',
    'condition.queue-old.next': 'Abra Envío y vea el motivo. Nada se pierde mientras espera.',
  },
});
