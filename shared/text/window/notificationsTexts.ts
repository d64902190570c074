import { defineTexts } from './defineTexts.ts';

/** Notices of FoccoLojas, until they are acted on. */
export const notificationsTexts = defineTexts({
  'pt-BR': {
    'notifications.title': 'Avisos',
    'notifications.open': 'O que fazer agora',
    'notifications.done': 'Resolvidos',
    'notifications.none.title': 'Nenhum aviso',
    'notifications.none': 'Quando o FoccoLojas pedir algo de você, aparece aqui até ser feito.',
    'notifications.show-done': 'Mostrar os resolvidos',
    'notifications.act.update': 'Atualizar',
    'notifications.act.open': 'Abrir o ambiente',
    'notifications.act.account': 'Vincular',
    'notifications.say.environment-outdated': 'O projeto foi salvo. Atualize para o orçamento acompanhar.',
    'notifications.say.update-required': 'A revisão começou. A primeira atualização é obrigatória.',
    'notifications.say.promob-relink-required':
      'Sua senha do Promob mudou. Vincule de novo para voltar a enviar.',
    'notifications.say.quote-outdated':
      'O orçamento não corresponde mais ao projeto e não pode ser aprovado assim.',
    'notifications.say.changed-after-conversion':
      'O projeto mudou depois da conversão. Veja o que mudou e atualize.',
    'notifications.say.review-ready': 'O contrato foi liberado. A revisão pode começar.',
    'notifications.say.environment-created': 'O ambiente está pronto no FoccoLojas.',
    'notifications.say.occurrence-updated': 'A ocorrência de assistência mudou.',
  },
  en: {
    'notifications.title': 'Notices',
    'notifications.open': 'What to do now',
    'notifications.done': 'Done',
    'notifications.none.title': 'No notices',
    'notifications.none': 'When FoccoLojas asks something of you, it stands here until it is done.',
    'notifications.show-done': 'Show what is done',
    'notifications.act.update': 'Update',
    'notifications.act.open': 'Open the environment',
    'notifications.act.account': 'Link',
    'notifications.say.environment-outdated': 'The project was saved. Update, so that the quote follows.',
    'notifications.say.update-required': 'The review began. The first update is mandatory.',
    'notifications.say.promob-relink-required': 'Your Promob password changed. Link again to send again.',
    'notifications.say.quote-outdated':
      'The quote no longer matches the project and cannot be approved like this.',
    'notifications.say.changed-after-conversion':
      'The project changed after conversion. See what changed and update.',
    'notifications.say.review-ready': 'The contract was released. The review can begin.',
    'notifications.say.environment-created': 'The environment is ready in FoccoLojas.',
    'notifications.say.occurrence-updated': 'The assistance occurrence changed.',
  },
  es: {
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
      'El proyecto fue guardado. Actualice para que el presupuesto lo siga.',
    'notifications.say.update-required': 'La revisión comenzó. La primera actualización es obligatoria.',
    'notifications.say.promob-relink-required':
      'Su contraseña de Promob cambió. Vincule de nuevo para volver a enviar.',
    'notifications.say.quote-outdated':
      'El presupuesto ya no corresponde al proyecto y no puede aprobarse así.',
    'notifications.say.changed-after-conversion':
      'El proyecto cambió después de la conversión. Vea qué cambió y actualice.',
    'notifications.say.review-ready': 'El contrato fue liberado. La revisión puede comenzar.',
    'notifications.say.environment-created': 'El ambiente está listo en FoccoLojas.',
    'notifications.say.occurrence-updated': 'La ocurrencia de asistencia cambió.',
  },
});
