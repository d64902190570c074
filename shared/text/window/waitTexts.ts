import { defineTexts } from './defineTexts.ts';

/** An update that waits for the listing, and what every wait is told with where it does not stand itself. */
export const waitTexts = defineTexts({
  'pt-BR': {
    'acts.update': 'Atualizar',
    'acts.wait.ready': 'O orçamento chegou. Veja o que muda e confirme',
    'acts.wait.offer.update':
      'O Elo pode esperar: quando ele chegar, o Elo avisa e mostra o que muda antes de você confirmar.',
    'acts.wait.begun.update': '{name}: o Elo espera o orçamento do Promob e avisa quando ele chegar.',
    'acts.wait.since.update': 'Pedido em {at:time}. O Elo avisa quando ele chegar.',
    'acts.wait.look': 'Ver o que muda',
    'acts.wait.told.ready': '{name}: o orçamento chegou. Veja o que muda e confirme a atualização.',
    'acts.wait.told.done': '{name}: o orçamento chegou e foi entregue ao FoccoLojas.',
    'acts.wait.told.refused': '{name}: “{act}” esperava o orçamento e não foi aceito. {why}',
    'acts.wait.told.title': 'Orçamento do Promob',
    'error.other-act-waits': 'Preparar ou Negociar já espera o orçamento deste ambiente.',
    'error.other-act-waits.do':
      'Quando ele chegar e for entregue, a atualização fica à mão. Para esperar só por ela, deixe antes de esperar pelo outro.',
    'opt.wait.update': 'espera o orçamento do Promob chegar e mostra o que muda; nada é mudado',
    'cli.wait.waiting': 'espera o orçamento',
    'cli.wait.handing-over': 'entregando',
    'cli.wait.ready': 'orçamento chegou',
    'cli.wait.done': 'entregue',
    'cli.wait.refused': 'não aceito',
    'cli.wait.of': '{state} ({act}: {wait})',
    'cli.update.confirm': 'Para confirmar: elo update {environment}',
    'cli.status.waits':
      'Orçamento do Promob: {waiting:number} à espera, {ready:number} prontos para atualizar. Veja com “elo waits”.',
    'cli.run.wait': '{at:time}  {act} {name}: {state}',
  },
  en: {
    'acts.update': 'Update',
    'acts.wait.ready': 'The budget has arrived. See what changes and confirm',
    'acts.wait.offer.update':
      'Elo can wait: when it arrives, Elo tells you and shows what changes before you confirm.',
    'acts.wait.begun.update': '{name}: Elo waits for the Promob budget and tells you when it arrives.',
    'acts.wait.since.update': 'Asked for at {at:time}. Elo tells you when it arrives.',
    'acts.wait.look': 'See what changes',
    'acts.wait.told.ready': '{name}: the budget has arrived. See what changes and confirm the update.',
    'acts.wait.told.done': '{name}: the budget arrived and was handed over to FoccoLojas.',
    'acts.wait.told.refused': '{name}: “{act}” waited for the budget and was not accepted. {why}',
    'acts.wait.told.title': 'Promob budget',
    'error.other-act-waits': 'Prepare or Negotiate waits for the budget of this environment already.',
    'error.other-act-waits.do':
      'When it arrives and is handed over, the update is at hand. To wait for the update alone, stop waiting for the other first.',
    'opt.wait.update': 'waits for the Promob budget and shows what changes; nothing is changed',
    'cli.wait.waiting': 'waits for the budget',
    'cli.wait.handing-over': 'handing over',
    'cli.wait.ready': 'budget arrived',
    'cli.wait.done': 'handed over',
    'cli.wait.refused': 'not accepted',
    'cli.wait.of': '{state} ({act}: {wait})',
    'cli.update.confirm': 'To confirm: elo update {environment}',
    'cli.status.waits':
      'Promob budget: {waiting:number} waiting, {ready:number} ready to update. See them with “elo waits”.',
    'cli.run.wait': '{at:time}  {act} {name}: {state}',
  },
  es: {
    'acts.update': 'Actualizar',
    'acts.wait.ready': 'El presupuesto llegó. Vea qué cambia y confirme',
    'acts.wait.offer.update':
      'Elo puede esperar: cuando llegue, Elo avisa y muestra qué cambia antes de que usted confirme.',
    'acts.wait.begun.update': '{name}: Elo espera el presupuesto de Promob y avisa cuando llegue.',
    'acts.wait.since.update': 'Pedido el {at:time}. Elo avisa cuando llegue.',
    'acts.wait.look': 'Ver qué cambia',
    'acts.wait.told.ready': '{name}: el presupuesto llegó. Vea qué cambia y confirme la actualización.',
    'acts.wait.told.done': '{name}: el presupuesto llegó y se entregó a FoccoLojas.',
    'acts.wait.told.refused': '{name}: “{act}” esperaba el presupuesto y no se aceptó. {why}',
    'acts.wait.told.title': 'Presupuesto de Promob',
    'error.other-act-waits': 'Preparar o Negociar ya espera el presupuesto de este ambiente.',
    'error.other-act-waits.do':
      'Cuando llegue y se entregue, la actualización queda a mano. Para esperar solo por ella, deje antes de esperar por el otro.',
    'opt.wait.update': 'espera el presupuesto de Promob y muestra qué cambia; nada se cambia',
    'cli.wait.waiting': 'espera el presupuesto',
    'cli.wait.handing-over': 'entregando',
    'cli.wait.ready': 'presupuesto llegó',
    'cli.wait.done': 'entregado',
    'cli.wait.refused': 'no aceptado',
    'cli.wait.of': '{state} ({act}: {wait})',
    'cli.update.confirm': 'Para confirmar: elo update {environment}',
    'cli.status.waits':
      'Presupuesto de Promob: {waiting:number} a la espera, {ready:number} listos para actualizar. Véalos con “elo waits”.',
    'cli.run.wait': '{at:time}  {act} {name}: {state}',
  },
});
