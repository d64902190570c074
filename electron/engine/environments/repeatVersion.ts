import { createHash } from 'node:crypto';
import type { Updated } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Delivery, EnvironmentRow, SaveRow } from '../ledger/types.ts';
import { receiptOf } from './handOver.ts';
import { lookedAt, refuseUnseen } from './madeOf.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/**
 * The version that the first update of a review may repeat: where nothing was saved since, what it demands is in
 * FoccoLojas already, and the reviser needs neither the drawing nor a new export of its listing. `null` where it may not.
 * @param drawing the newest save here of the environment's file, where this machine has it
 */
export function repeatableVersion(known: EnvironmentRow | null, drawing: SaveRow | null): number | null {
  if (known === null || known.state !== 'in-review' || !known.outdated || known.locked) return null;
  const { lastVersion, lastSave } = known.body;
  const number = field(lastVersion, 'number');
  const made = field(lastVersion, 'saveSha256');
  // A save of this machine that is still on its way is a change as well.
  const nothingSince = made === field(lastSave, 'sha256') && (drawing === null || drawing.sha256 === made);
  return typeof number === 'number' && nothingSince ? number : null;
}

/**
 * Makes the last version once more, as the first update of a review. Only while the environment is as it was when this
 * was decided: its token goes along, so that a save that arrives meanwhile is never covered by it
 * (`version-token-mismatch`). What was looked at is compared as of any update (`look-again`).
 * @param changesOf FoccoLojas' account of an update, in the words of the engine's clients
 */
export async function repeatVersion(
  context: EnvironmentsContext,
  request: {
    readonly known: EnvironmentRow;
    readonly number: number;
    readonly drawing: SaveRow | null;
    readonly notificationId?: string | undefined;
    readonly dryRun?: boolean | undefined;
    readonly seen?: string | undefined;
  },
  changesOf: (value: unknown) => Updated['changes'],
): Promise<Updated> {
  const { known, number } = request;
  const { environmentId } = known;
  const listing = await context.client.getVersionListing({ params: { environmentId, number } });
  const looked = lookedAt(environmentId, {
    saveSha256: String(field(known.body['lastVersion'], 'saveSha256')),
    listingSha256: createHash('sha256').update(listing).digest('hex'),
    follows: number,
  });
  refuseUnseen(request.seen, looked);
  const changes = changesOf(await context.client.previewUpdate({ params: { environmentId }, body: listing }));
  if (request.dryRun === true) return { changes, ...looked };

  const { outbox } = context.ledger;
  const waiting = outbox
    .list({ environmentId, states: ['kept', 'sending'] })
    .find((row) => row.kind === 'update' && row.payload['repeatVersion'] === number);
  const row: Delivery =
    waiting ??
    outbox.add({
      kind: 'update',
      lane: environmentId,
      environmentId,
      // Freshness is looked at again at the moment of delivery, by the save this is about.
      ...(request.drawing === null ? {} : { saveId: request.drawing.saveId }),
      payload: {
        repeatVersion: number,
        versionToken: known.versionToken,
        ...(request.notificationId === undefined ? {} : { notificationId: request.notificationId }),
      },
    });
  context.delivery.kick();
  const receipt = receiptOf(await context.delivery.whenFinal(row.deliveryId, { timeoutMs: actTimeoutMs }));
  const made = field(receipt['version'], 'number');
  if (typeof made !== 'number') {
    throw new EloError('unexpected-answer', 'FoccoLojas answered an update without a version', {
      remedy: 'update-elo',
    });
  }
  return { version: made, changes };
}
