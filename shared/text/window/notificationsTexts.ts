import { defineTexts } from './defineTexts.ts';

/** Notices of FoccoLojas, until they are acted on. */
export const notificationsTexts = defineTexts({
  'pt-BR': {
    'notifications.act.review': 'Iniciar revisão',
    'notifications.finish': 'Marcar como resolvido',
    'notifications.title': 'Avisos',
    'notifications.open': 'O que fazer agora',
    'notifications.done': 'Resolvidos',
    'notifications.none.title': 'Nenhum aviso',
    'notifications.none': 'Quando o FoccoLojas pedir algo de você, aparece aqui até ser feito.',
    'notifications.show-done': 'Mostrar os resolvidos',
    'notifications.act.update': 'Atualizar',
    'notifications.act.open': 'Abrir o ambiente',
    'notifications.act.account': 'Vincular',
    'notifications.say.environment-outdated':
      '[{byName} salvou o projeto. ]O orçamento no FoccoLojas ainda é o de antes. Quem projeta atualiza: isso faz uma nova versão.',
    'notifications.say.update-required':
      '[{byName} iniciou a revisão. ]A primeira atualização é obrigatória. O revisor atualiza; sem isso a revisão não se conclui.',
    'notifications.say.promob-relink-required':
      'Sua senha do Promob mudou, e os envios esperam. Vincule de novo: eles seguem sozinhos.',
    'notifications.say.quote-outdated':
      'Alguém tentou aprovar o orçamento, mas o projeto mudou depois dele. Quem projeta atualiza; depois a aprovação pode ser repetida.',
    'notifications.say.changed-after-conversion':
      '[{byName} salvou. ]O contrato ainda é o da versão convertida. O revisor vê o que mudou e atualiza na revisão.',
    'notifications.say.review-ready': 'O financeiro liberou o contrato. O revisor inicia a revisão.',
    'notifications.say.environment-created':
      'O ambiente está pronto no FoccoLojas. Se ainda não tem desenho, quem projeta escolhe o arquivo.',
    'notifications.say.occurrence-updated':
      'A ocorrência[ {number}] de assistência mudou. Veja os itens e decida se precisa do Promob.',
  },
  en: {
    'notifications.act.review': 'Start review',
    'notifications.finish': 'Mark as done',
    'notifications.title': 'Notices',
    'notifications.open': 'What to do now',
    'notifications.done': 'Done',
    'notifications.none.title': 'No notices',
    'notifications.none': 'When FoccoLojas asks something of you, it stands here until it is done.',
    'notifications.show-done': 'Show what is done',
    'notifications.act.update': 'Update',
    'notifications.act.open': 'Open the environment',
    'notifications.act.account': 'Link',
    'notifications.say.environment-outdated':
      '[{byName} saved the project. ]The quote in FoccoLojas is still the one before. The designer updates it: that makes a new version.',
    'notifications.say.update-required':
      '[{byName} started the review. ]The first update is mandatory. The reviser updates; without it the review cannot be completed.',
    'notifications.say.promob-relink-required':
      'Your Promob password changed, and what is sent waits. Link again: it goes on by itself.',
    'notifications.say.quote-outdated':
      'Somebody tried to approve the quote, but the project changed after it. The designer updates; then the approval can be repeated.',
    'notifications.say.changed-after-conversion':
      '[{byName} saved it. ]The contract is still that of the converted version. The reviser sees what changed and updates in the review.',
    'notifications.say.review-ready': 'The contract was financially released. The reviser starts the review.',
    'notifications.say.environment-created':
      'The environment is ready in FoccoLojas. If it has no drawing yet, the designer chooses the file.',
    'notifications.say.occurrence-updated':
      'The assistance occurrence[ {number}] changed. See its items and decide whether Promob is needed.',
  },
  es: {
    'notifications.act.review': 'Iniciar revisión',
    'notifications.finish': 'Marcar como resuelto',
    'notifications.title': 'Avisos',
    'notifications.open': 'Qué hacer ahora',
    'notifications.done': 'Resueltos',
    'notifications.none.title': 'Ningún aviso',
    'notifications.none': 'Cuando FoccoLojas le pida algo, aparece aquí hasta que se haga.',
    'notifications.show-done': 'Mostrar los resueltos',
    'notifications.act.update': 'Actualizar',
    'notifications.act.open': 'Abrir el ambiente',
    'notifications.act.account': 'Vincular',
    'notifications.say.environment-outdated':
      '[{byName} guardó el proyecto. ]El presupuesto en FoccoLojas todavía es el de antes. Quien proyecta actualiza: eso hace una nueva versión.',
    'notifications.say.update-required':
      '[{byName} inició la revisión. ]La primera actualización es obligatoria. El revisor actualiza; sin eso la revisión no se concluye.',
    'notifications.say.promob-relink-required':
      'Su contraseña de Promob cambió y los envíos esperan. Vincule de nuevo: siguen solos.',
    'notifications.say.quote-outdated':
      'Alguien intentó aprobar el presupuesto, pero el proyecto cambió después. Quien proyecta actualiza; luego se puede repetir la aprobación.',
    'notifications.say.changed-after-conversion':
      '[{byName} guardó. ]El contrato todavía es el de la versión convertida. El revisor ve qué cambió y actualiza en la revisión.',
    'notifications.say.review-ready': 'El financiero liberó el contrato. El revisor inicia la revisión.',
    'notifications.say.environment-created':
      'El ambiente está listo en FoccoLojas. Si aún no tiene dibujo, quien proyecta elige el archivo.',
    'notifications.say.occurrence-updated':
      'La ocurrencia[ {number}] de asistencia cambió. Vea los ítems y decida si hace falta Promob.',
  },
});
