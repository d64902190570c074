import type { Ledger } from '../../electron/engine/ledger/ledger.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Dice } from './dice.ts';
import { mortal } from './life.ts';
import type { Life } from './life.ts';

/** Calls that write; with a full disk SQLite refuses them and changes nothing. */
const writes: Readonly<Record<string, ReadonlySet<string>>> = {
  folders: new Set(['add', 'remove']),
  values: new Set(['set']),
  files: new Set(['noteStat', 'forgetStat', 'markMissing', 'markPresent', 'setProblem', 'expect', 'answer']),
  saves: new Set(['keep']),
  listings: new Set(['keep', 'assign']),
  bindings: new Set(['bind', 'unbind']),
  outbox: new Set([
    'add',
    'claim',
    'received',
    'retryLater',
    'needsAttention',
    'withhold',
    'refuse',
    'missing',
    'retry',
    'release',
    'resetSending',
    'wake',
  ]),
  catalogue: new Set(['replaceVersions']),
  creations: new Set(['add', 'change', 'remove', 'removeDoneBefore']),
  notifications: new Set(['upsert', 'setState', 'doneFor']),
  events: new Set(['append']),
  home: new Set(['keepItems', 'forgetCatalogue']),
};

/** The ledger as a mortal engine on a disk that may fill up sees it. */
export function guardedLedger(
  truth: Ledger,
  life: Life,
  disk: { readonly full: () => boolean; readonly dice: Dice },
  onClaim: (deliveryId: string) => void,
): Ledger {
  const room = (): void => {
    if (disk.full())
      throw new EloError('disk-full', 'the disk of the data folder is full', { retryable: true });
  };
  const section = <Name extends keyof Ledger>(name: Name): Ledger[Name] & object =>
    mortal(truth[name] as Ledger[Name] & object, name, life, (method) => {
      if (writes[name]?.has(method) === true) room();
    });
  const shelf = <Row extends object>(name: string, target: Row): Row =>
    mortal(target, name, life, (method) => {
      if (method === 'upsert' || method === 'remove') room();
    });
  const plainOutbox = section('outbox');
  const outbox: Ledger['outbox'] = new Proxy(plainOutbox, {
    get: (target, key) => {
      if (key !== 'claim') return (target as unknown as Record<string | symbol, unknown>)[key];
      return (deliveryId: string): boolean => {
        onClaim(deliveryId);
        return target.claim(deliveryId);
      };
    },
  });
  const whole = mortal(truth, 'ledger', life, (method) => {
    if (method === 'nextRun' || method === 'backup') room();
  });
  const { catalogue } = truth;
  return {
    folders: section('folders'),
    values: section('values'),
    files: section('files'),
    saves: section('saves'),
    listings: section('listings'),
    bindings: section('bindings'),
    outbox,
    catalogue: {
      customers: shelf('customers', catalogue.customers),
      projects: shelf('projects', catalogue.projects),
      environments: shelf('environments', catalogue.environments),
      versions: (environmentId) => section('catalogue').versions(environmentId),
      replaceVersions: (environmentId, rows) => section('catalogue').replaceVersions(environmentId, rows),
    },
    creations: section('creations'),
    notifications: section('notifications'),
    occurrences: section('occurrences'),
    openedCopies: section('openedCopies'),
    listingWaits: section('listingWaits'),
    events: section('events'),
    home: section('home'),
    recovered: truth.recovered,
    identify: (query, exists) => whole.identify(query, exists),
    nextRun: () => whole.nextRun(),
    transaction: <T>(run: () => T): T => {
      life.touch('ledger.transaction');
      const result = truth.transaction(() => {
        const made = run();
        // Room may end at the commit as well as before it.
        if (disk.full() && disk.dice.chance(0.5)) room();
        return made;
      });
      life.touch('ledger.transaction (done)');
      return result;
    },
    backup: () => whole.backup(),
    check: () => truth.check(),
    close: () => undefined,
  };
}
