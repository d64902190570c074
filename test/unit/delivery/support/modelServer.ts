import { EloError } from '../../../../shared/domain/eloError.ts';
import { noAnswer, receiptFor, refusal } from './bench.ts';
import type { Call } from './bench.ts';

/** What happens to one call, besides what FoccoLojas itself would answer. */
export const troubles = [
  'none',
  'reset',
  'commit-then-reset',
  'duplicate',
  'server-error',
  'unavailable',
  'rate-limited',
  'in-progress',
  'timeout',
  'commit-then-truncate',
  'offline',
  'signed-out',
  'unlinked',
  'crash-before',
  'commit-then-crash',
  'broken-answer',
] as const;
export type Trouble = (typeof troubles)[number];

/** FoccoLojas reduced to its promise: a key is entered once, with what came first, and answered the same ever after. */
export function createModelServer(world: {
  /** Troubles for the calls to come, in order; none when used up. */
  readonly troubles: Trouble[];
  readonly crash: () => void;
  readonly offline: () => void;
  readonly signOut: () => void;
  readonly unlink: () => void;
}) {
  const receipts = new Map<string, Readonly<Record<string, unknown>>>();
  const ledger: {
    readonly key: string;
    readonly environmentId: string | undefined;
    readonly body: string;
  }[] = [];
  const commit = (call: Call): Readonly<Record<string, unknown>> => {
    const stored = receipts.get(call.key);
    const body = Buffer.from((call.request['body'] as Uint8Array | undefined) ?? []).toString('hex');
    if (stored !== undefined) {
      if (ledger.find((entry) => entry.key === call.key)?.body !== body)
        throw refusal(422, 'idempotency-key-reused');
      return stored;
    }
    const receipt = receiptFor(call);
    receipts.set(call.key, receipt);
    ledger.push({ key: call.key, environmentId: call.environmentId, body });
    return receipt;
  };
  const answer = async (call: Call): Promise<Readonly<Record<string, unknown>>> => {
    const trouble = world.troubles.shift() ?? 'none';
    await Promise.resolve();
    switch (trouble) {
      case 'none':
        return commit(call);
      case 'reset':
        throw noAnswer('network-reset');
      case 'commit-then-reset':
        commit(call);
        throw noAnswer('network-reset');
      case 'duplicate':
        commit(call);
        return commit(call);
      case 'server-error':
        throw refusal(500, 'server-error');
      case 'unavailable':
        throw refusal(503, 'service-unavailable', 5_000);
      case 'rate-limited':
        throw refusal(429, 'rate-limited', 2_000);
      case 'in-progress':
        commit(call);
        throw refusal(409, 'idempotency-in-progress');
      case 'timeout':
        throw noAnswer('network-timeout');
      case 'commit-then-truncate':
        commit(call);
        throw noAnswer('answer-not-json');
      case 'offline':
        world.offline();
        throw noAnswer('network-no-route');
      case 'signed-out':
        world.signOut();
        throw new EloError('sign-in-required', 'nobody is signed in', { remedy: 'sign-in' });
      case 'unlinked':
        world.unlink();
        throw refusal(403, 'promob-link-required');
      case 'crash-before':
        world.crash();
        throw noAnswer('network-reset');
      case 'commit-then-crash':
        commit(call);
        world.crash();
        throw noAnswer('network-reset');
      case 'broken-answer':
      default:
        commit(call);
        throw new EloError('unexpected-answer', 'another shape', { details: { status: 201 } });
    }
  };
  return { answer, ledger, receipts };
}
