import type { FoccoLojasClient } from '../../electron/engine/foccolojas/client.ts';
import type { ReadableFiles } from '../../electron/engine/history/readSettled.ts';
import type { History, KeepOutcome, SeenFile } from '../../electron/engine/history/history.ts';
import type { Ledger } from '../../electron/engine/ledger/ledger.ts';
import type { Delivery } from '../../electron/engine/ledger/types.ts';
import type { Dice } from './dice.ts';
import { sha256Of } from './library.ts';

/** What a plant may need of the run it is in. */
export interface PlantSite {
  readonly dice: Dice;
  /** Lets a row take the place of an earlier one of its lane, past the ledger's own rule. */
  readonly forceClaim: (deliveryId: string) => boolean;
}

/** A fault put into the system on purpose, to prove that the simulation would find it. Each wraps one part. */
export interface Plant {
  /** What goes wrong, in a few words. */
  readonly what: string;
  readonly files?: (files: ReadableFiles, site: PlantSite) => ReadableFiles;
  readonly history?: (history: History, site: PlantSite) => History;
  readonly ledger?: (ledger: Ledger, site: PlantSite) => Ledger;
  readonly client?: (client: FoccoLojasClient, site: PlantSite) => FoccoLojasClient;
  /** Of project files that cannot be kept: whether the watcher waits for them before it goes on to others. */
  readonly offer?: (keep: History['keepProject'], site: PlantSite) => History['keepProject'];
}

/** One row in so many is dealt with wrongly: rare enough that everything else works. */
const share = 0.2;

type CreateSave = FoccoLojasClient['createSave'];

const withCreateSave = (client: FoccoLojasClient, createSave: CreateSave): FoccoLojasClient =>
  new Proxy(client, {
    get: (target, name) =>
      name === 'createSave' ? createSave : (target as unknown as Record<string | symbol, unknown>)[name],
  });

/** Every plant by its name. */
export const plants: Readonly<Record<string, Plant>> = {
  'lost-save': {
    what: 'a save that came to rest is passed over as if it had been kept',
    history: (history, { dice }) => ({
      ...history,
      keepProject: (seen: SeenFile): Promise<KeepOutcome> =>
        dice.chance(share)
          ? Promise.resolve({ outcome: 'identical', fileId: null })
          : history.keepProject(seen),
    }),
  },
  'double-delivery': {
    what: 'a save is handed over again under a new key',
    client: (client, { dice }) =>
      withCreateSave(client, async (request, options) => {
        const receipt = await client.createSave(request, options);
        if (dice.chance(share)) await client.createSave({ ...request, idempotencyKey: dice.uuid() }, options);
        return receipt;
      }),
  },
  'wrong-order': {
    what: 'a later save of a lane goes before an earlier one',
    ledger: (ledger, { forceClaim }) => {
      const overtaken = new Set<string>();
      const heads = (nowMs: number, limit: number): Delivery[] =>
        ledger.outbox.heads(nowMs, limit).map((head) => {
          const lane = ledger.outbox
            .list({ states: ['kept'] })
            .filter((row) => row.lane === head.lane && row.kind === 'save')
            .toReversed();
          const [first, second] = lane;
          if (first?.deliveryId !== head.deliveryId || second === undefined) return head;
          overtaken.add(second.deliveryId);
          return second;
        });
      const claim = (deliveryId: string): boolean =>
        overtaken.has(deliveryId) ? forceClaim(deliveryId) : ledger.outbox.claim(deliveryId);
      return { ...ledger, outbox: { ...proxied(ledger.outbox), heads, claim } };
    },
  },
  'early-receipt': {
    what: 'a save is called received before FoccoLojas has it',
    client: (client, { dice }) =>
      withCreateSave(client, (request, options) => {
        if (!dice.chance(share)) return client.createSave(request, options);
        client.createSave(request, options).catch(() => undefined);
        const { idempotencyKey } = request;
        const { saveId } = request.query;
        const sha256 = sha256Of(request.body);
        return Promise.resolve({ idempotencyKey, saveId, sha256, bytes: request.body.byteLength }) as never;
      }),
  },
  'send-after-lock': {
    what: 'saves are sent although purchase orders are known to be issued',
    ledger: (ledger) => {
      const { environments } = ledger.catalogue;
      const get: typeof environments.get = (id) => {
        const row = environments.get(id);
        return row === null ? null : { ...row, locked: false };
      };
      return {
        ...ledger,
        catalogue: { ...proxied(ledger.catalogue), environments: { ...proxied(environments), get } },
      };
    },
  },
  'altered-bytes': {
    what: 'a byte is changed between the disk and the history',
    files: (files, { dice }) => ({
      ...files,
      read: (handle, buffer, offset, length) => {
        const read = files.read(handle, buffer, offset, length);
        // The time in a container's first local header is told again in its directory, so nobody misses it here.
        if (offset === 0 && buffer[0] === 0x50 && dice.chance(share)) buffer[10] = (buffer[10] ?? 0) ^ 1;
        return read;
      },
    }),
  },
  'blocked-by-bad': {
    what: 'while a broken file waits, no other one is kept',
    offer: (keep) => {
      let blockedBy: string | null = null;
      return async (seen) => {
        if (blockedBy !== null && blockedBy !== seen.path) return { outcome: 'busy', reason: 'blocked' };
        const outcome = await keep(seen);
        blockedBy = outcome.outcome === 'incomplete' ? seen.path : null;
        return outcome;
      };
    },
  },
};

/** Methods of a guarded object as plain properties, so that it can be spread. */
function proxied<T extends object>(target: T): T {
  return Object.fromEntries(
    Object.keys(target).map((key) => [key, (target as Readonly<Record<string, unknown>>)[key]]),
  ) as T;
}
