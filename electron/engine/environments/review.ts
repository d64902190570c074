import type { EnvironmentRow } from '../ledger/types.ts';
import { knownEnvironment } from './bind.ts';
import type { Catalogue } from './catalogue.ts';
import { receiptOf } from './handOver.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** Starts or completes the review of an environment; FoccoLojas decides whether it may (`not-released`, `update-required`). */
export async function review(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  environmentId: string,
  act: 'start' | 'complete',
): Promise<EnvironmentRow> {
  await knownEnvironment(context, catalogue, environmentId);
  const row = context.ledger.outbox.add({
    kind: 'review',
    lane: environmentId,
    environmentId,
    payload: { step: act },
  });
  context.delivery.kick();
  receiptOf(await context.delivery.whenFinal(row.deliveryId, { timeoutMs: actTimeoutMs }));
  return catalogue.refreshEnvironment(environmentId);
}
