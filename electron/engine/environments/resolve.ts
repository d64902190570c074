import type { DisagreementView, Resolution } from '../../../shared/contract/disagreementSchemas.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { otherMachineCopyName } from '../../../shared/text/pages.ts';
import type { EnvironmentRow } from '../ledger/types.ts';
import type { Catalogue } from './catalogue.ts';
import { disagreementOf, sidesOf } from './disagreement.ts';
import { receiptOf, waitForSaves } from './handOver.ts';
import { openCopy } from './openCopy.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

export interface Decided {
  readonly environment: EnvironmentRow;
  /** The content of the drawing that was chosen. */
  readonly sha256: string;
  readonly path?: string;
  readonly opened?: boolean;
}

/**
 * Writes another machine's drawing into Elo's own folder, never over a file, and opens it there; one nothing was saved
 * in is opened again. Saved in, it is asked about like an opened version: whether it becomes the environment's file.
 */
export async function openTheirs(
  context: EnvironmentsContext,
  host: EngineHost,
  environment: EnvironmentRow,
  bytes: Uint8Array,
): Promise<{ readonly path: string; readonly opened: boolean }> {
  return openCopy(context, host, {
    environmentId: environment.environmentId,
    version: null,
    name: otherMachineCopyName(environment.name),
    bytes,
  });
}

/** What this machine saved is received before anything is decided: a decision is about what both have. */
async function ownSavesReceived(context: EnvironmentsContext, environmentId: string): Promise<void> {
  // A decision is made with FoccoLojas or not at all; waiting for the network would only look like one.
  const blocked = context.delivery.blocked();
  if (blocked !== null) throw blocked;
  const fileId = context.ledger.bindings.byEnvironment(environmentId)?.fileId;
  if (fileId !== undefined) await waitForSaves(context, fileId);
  const { outbox } = context.ledger;
  const last = outbox.list({ environmentId, states: ['kept', 'sending'], limit: 1 })[0];
  if (last === undefined) return;
  context.delivery.kick();
  await context.delivery.whenFinal(last.deliveryId, { timeoutMs: actTimeoutMs });
}

function chosenOf(view: DisagreementView, request: Resolution): { saveId: string; sha256: string } {
  if (request.choice === 'mine') {
    if (view.mine !== null) return view.mine;
    throw new EloError('no-own-drawing', 'none of the drawings is of this machine');
  }
  const [only, ...more] = view.theirs;
  const named = view.theirs.find(({ saveId }) => saveId === request.saveId);
  if (named !== undefined) return named;
  if (request.saveId === undefined && only !== undefined && more.length === 0) return only;
  throw new EloError('resolution-needs-save', 'several drawings stand against this one', {
    remedy: 'compare',
  });
}

/**
 * Decides which drawing of an environment goes on, on the state the user compared: where anything changed since,
 * FoccoLojas refuses (`version-token-mismatch`), also while the decision is on its way. *Theirs*: the other machine's
 * file is fetched first and opened as a copy. Nothing is lost on either side: both saves stay received, this machine's in
 * its history too.
 * @throws EloError `machines-agree`, `environment-locked`, `no-own-drawing`, `resolution-needs-save`, the network's
 */
export async function resolveDisagreement(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  host: EngineHost,
  request: Resolution,
): Promise<Decided> {
  const { environmentId } = request;
  await ownSavesReceived(context, environmentId);
  const row = await catalogue.refreshEnvironment(environmentId);
  if (row.locked) {
    throw new EloError('environment-locked', 'purchase orders were issued', {
      remedy: 'assistance-or-new-option',
    });
  }
  const view = disagreementOf(context.ledger, row);
  if (view === null) throw new EloError('machines-agree', 'no two machines disagree about this environment');
  const chosen = chosenOf(view, request);
  const theirs =
    request.choice === 'theirs'
      ? await context.client.getSaveFile({ params: { environmentId, saveId: chosen.saveId } })
      : null;
  const decision = context.ledger.outbox.add({
    kind: 'resolution',
    lane: environmentId,
    environmentId,
    sha256: chosen.sha256,
    payload: {
      saveId: sidesOf(row).find(({ sha256 }) => sha256 === chosen.sha256)?.saveId ?? chosen.saveId,
      choice: request.choice,
      versionToken: request.versionToken ?? view.versionToken,
    },
  });
  context.delivery.kick();
  const final = await context.delivery.whenFinal(decision.deliveryId, { timeoutMs: actTimeoutMs });
  const environment = await catalogue.refreshEnvironment(environmentId);
  if (final.state === 'refused' && final.reason === 'version-token-mismatch') {
    throw new EloError('compare-again', 'something changed since the two drawings were compared', {
      remedy: 'compare',
    });
  }
  receiptOf(final);
  const { sha256 } = chosen;
  return theirs === null
    ? { environment, sha256 }
    : { environment, sha256, ...(await openTheirs(context, host, environment, theirs)) };
}
