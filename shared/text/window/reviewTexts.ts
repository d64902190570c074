import { defineTexts } from './defineTexts.ts';

/** The reviser's queue, what became of a notification, and what is told of a review on the command line. */
export const reviewTexts = defineTexts({
  'pt-BR': {
    'error.drawing-elsewhere':
      'O projeto mudou depois da última versão[ ({version})], e o desenho dele está em outro computador.',
    'error.drawing-elsewhere.do':
      'Peça a quem desenha que atualize lá. Se o desenho agora é seu, escolha o arquivo neste computador.',
    'home.filter.my-review': 'Minha fila de revisão',
    'review.start.text':
      'Você assume a revisão deste ambiente. A primeira atualização é obrigatória: logo em seguida o Elo mostra o que ela muda. Sem ela a revisão não se conclui.',
    'review.update.mandatory':
      'Primeira atualização da revisão: é obrigatória. Sem ela a revisão não se conclui.',
    'review.complete.meaning':
      'Ao concluir, o FoccoLojas gera os pedidos de compra. A partir daí ele não aceita mais mudanças do Promob neste ambiente: o que for salvo depois fica guardado no computador e não é enviado. Ainda serão possíveis a assistência técnica e uma nova opção.',
    'review.complete.no-way-back': 'Isto não pode ser desfeito.',
    'review.complete.understood': 'Entendi: os pedidos de compra são gerados agora',
    'review.complete.confirm': 'Concluir e gerar os pedidos',
    'review.complete.done': '{name}: revisão concluída. Pedidos de compra gerados: {count:number}.',
    'review.notified': 'Avisos desde a conversão',
    'review.refused': 'O FoccoLojas recusou a última {act}, pedida em {at:time}.',
    'help.review.list': 'mostra a fila de revisão: o que está liberado, o que está em revisão e o que falta',
    'cli.reviews.none': 'Nada para revisar: nenhum contrato liberado espera a revisão.',
    'cli.review.orders':
      'Pedidos de compra gerados: {count:number}. Mudanças do Promob não são mais aceitas.',
    'col.notified': 'Avisado',
    'col.what-to-do': 'O que fazer',
    'help.notifications.done': 'marca um aviso como resolvido',
    'fate.delivered': 'entregue[ em {at:time}]',
    'fate.seen': 'visto[ em {at:time}]',
    'fate.done': 'resolvido[ em {at:time}]',
    'fate.updated': 'atualizado na versão {version}[ em {at:time}]',
    'error.notification-still-due': 'O que este aviso pede ainda não foi feito.',
    'error.notification-still-due.do': 'Faça o que ele pede. Depois ele se resolve sozinho.',
    'error.assistance-exists': 'Esta ocorrência já tem a sua assistência[: o ambiente “{environmentName}”].',
    'error.assistance-exists.do': 'Abra esse ambiente e continue nele.',
    'error.assistance-asked': 'A assistência desta ocorrência já foi pedida e espera o envio.',
    'error.assistance-asked.do': 'Espere a internet voltar. O Elo termina sozinho.',
  },
  en: {
    'error.drawing-elsewhere':
      'The project changed after the last version[ ({version})], and its drawing is on another computer.',
    'error.drawing-elsewhere.do':
      'Ask whoever draws to update there. If the drawing is yours now, choose the file on this computer.',
    'home.filter.my-review': 'My review queue',
    'review.start.text':
      'You take on the review of this environment. The first update is mandatory: right after this Elo shows what it changes. Without it the review cannot be completed.',
    'review.update.mandatory':
      'First update of the review: it is mandatory. Without it the review cannot be completed.',
    'review.complete.meaning':
      'On completion FoccoLojas generates the purchase orders. From then on it accepts no change from Promob in this environment: what is saved later stays on the computer and is not sent. Technical assistance and a new option will still be possible.',
    'review.complete.no-way-back': 'This cannot be undone.',
    'review.complete.understood': 'I understand: the purchase orders are generated now',
    'review.complete.confirm': 'Complete and generate the orders',
    'review.complete.done': '{name}: review complete. Purchase orders generated: {count:number}.',
    'review.notified': 'Notices since the conversion',
    'review.refused': 'FoccoLojas refused the last {act}, asked for on {at:time}.',
    'help.review.list': 'shows the review queue: what is released, what is in review and what is due',
    'cli.reviews.none': 'Nothing to review: no released contract waits for its review.',
    'cli.review.orders':
      'Purchase orders generated: {count:number}. Changes from Promob are no longer accepted.',
    'col.notified': 'Notified',
    'col.what-to-do': 'What to do',
    'help.notifications.done': 'marks a notification as done',
    'fate.delivered': 'delivered[ on {at:time}]',
    'fate.seen': 'seen[ on {at:time}]',
    'fate.done': 'done[ on {at:time}]',
    'fate.updated': 'updated in version {version}[ on {at:time}]',
    'error.notification-still-due': 'What this notification asks for is still to be done.',
    'error.notification-still-due.do': 'Do what it asks for. Then it is done by itself.',
    'error.assistance-exists':
      'This occurrence has its assistance already[: the environment “{environmentName}”].',
    'error.assistance-exists.do': 'Open that environment and go on there.',
    'error.assistance-asked': 'The assistance of this occurrence was asked for already and waits to be sent.',
    'error.assistance-asked.do': 'Wait for the internet to come back. Elo finishes it by itself.',
  },
  es: {
    'error.drawing-elsewhere':
      'El proyecto cambió después de la última versión[ ({version})], y su dibujo está en otra computadora.',
    'error.drawing-elsewhere.do':
      'Pida a quien dibuja que actualice allí. Si el dibujo ahora es suyo, elija el archivo en esta computadora.',
    'home.filter.my-review': 'Mi cola de revisión',
    'review.start.text':
      'Usted asume la revisión de este ambiente. La primera actualización es obligatoria: enseguida Elo muestra qué cambia. Sin ella la revisión no se concluye.',
    'review.update.mandatory':
      'Primera actualización de la revisión: es obligatoria. Sin ella la revisión no se concluye.',
    'review.complete.meaning':
      'Al concluir, FoccoLojas genera los pedidos de compra. A partir de ahí no acepta más cambios de Promob en este ambiente: lo que se guarde después queda en la computadora y no se envía. La asistencia técnica y una nueva opción seguirán siendo posibles.',
    'review.complete.no-way-back': 'Esto no se puede deshacer.',
    'review.complete.understood': 'Entendí: los pedidos de compra se generan ahora',
    'review.complete.confirm': 'Concluir y generar los pedidos',
    'review.complete.done': '{name}: revisión concluida. Pedidos de compra generados: {count:number}.',
    'review.notified': 'Avisos desde la conversión',
    'review.refused': 'FoccoLojas rechazó la última {act}, pedida el {at:time}.',
    'help.review.list': 'muestra la cola de revisión: lo liberado, lo que está en revisión y lo que falta',
    'cli.reviews.none': 'Nada que revisar: ningún contrato liberado espera su revisión.',
    'cli.review.orders':
      'Pedidos de compra generados: {count:number}. Los cambios de Promob ya no se aceptan.',
    'col.notified': 'Avisado',
    'col.what-to-do': 'Qué hacer',
    'help.notifications.done': 'marca un aviso como resuelto',
    'fate.delivered': 'entregado[ el {at:time}]',
    'fate.seen': 'visto[ el {at:time}]',
    'fate.done': 'resuelto[ el {at:time}]',
    'fate.updated': 'actualizado en la versión {version}[ el {at:time}]',
    'error.notification-still-due': 'Lo que este aviso pide todavía no se hizo.',
    'error.notification-still-due.do': 'Haga lo que pide. Después se resuelve solo.',
    'error.assistance-exists': 'Esta ocurrencia ya tiene su asistencia[: el ambiente “{environmentName}”].',
    'error.assistance-exists.do': 'Abra ese ambiente y continúe en él.',
    'error.assistance-asked': 'La asistencia de esta ocurrencia ya se pidió y espera el envío.',
    'error.assistance-asked.do': 'Espere a que vuelva internet. Elo termina solo.',
  },
});
