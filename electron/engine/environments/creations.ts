import { isoTime } from '../../../shared/domain/clock.ts';
import type { Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { CreationView } from '../../../shared/contract/creationSchemas.ts';
import type { CreationRow } from '../ledger/creationsSection.ts';
import type { Catalogue } from './catalogue.ts';
import { creationLane } from './creationLane.ts';
import { checkNewFile, makeFile } from './makeFile.ts';
import { lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** FoccoLojas tells on its stream that a job went on; asked besides, soon at first, then less and less often. */
const firstPollMs = 250;
const longestPollMs = 10_000;
/** A line that is down for this long is told to whoever waits; one that only stumbled is not. */
const blockedMs = 3_000;
/** Whoever waits is looked after this often. */
const lookMs = 500;
/** What was done stays to be seen for an hour. */
const shownDoneMs = 60 * 60_000;

export interface Creations {
  /**
   * Asks for an environment, with a project file where wished; answers at once. Kept before it answers: it goes on after a
   * restart and when the network is back. The same wish once more while it waits is the same creation.
   * @throws EloError `not-a-project-name`, `file-not-watched`, `file-exists`
   */
  start(wish: { readonly projectId: string; readonly name: string; readonly file?: string }): CreationRow;
  /** The same for the file of an environment that has none. @throws EloError `environment-already-bound` and as above */
  startFile(wish: {
    readonly environmentId: string;
    readonly name: string;
    readonly file: string;
  }): CreationRow;
  /** Tries a failed one again, its file elsewhere where named. @throws EloError `creation-not-found` and as above */
  retry(creationId: string, file?: string): CreationRow;
  /** Forgets one that failed or is done; one under way goes on (`creation-under-way`). */
  dismiss(creationId: string): void;
  views(): CreationView[];
  view(row: CreationRow): CreationView;
  /** Goes on with what is open: all of them, or those a delivery or job is of. */
  wake(about?: { readonly deliveryId?: string; readonly jobId?: string }): void;
  /** Resolves with the row once it is done. @throws EloError its reason, or `still-waiting` after the time */
  whenDone(creationId: string, timeoutMs: number): Promise<CreationRow>;
  stop(): void;
}

/** Environments and their files in creation: many at once, each on its own way, none waiting for another. */
export function createCreations(
  context: EnvironmentsContext,
  catalogue: Pick<Catalogue, 'refreshEnvironment'>,
  options: {
    readonly onChanged: () => void;
    /** Told of what will be tried again; codes only. */
    readonly onTrouble: (code: string) => void;
  },
): Creations {
  const { ledger, clock } = context;
  const { creations, outbox } = ledger;
  const running = new Set<string>();
  /** Asked to go on while it ran. */
  const again = new Set<string>();
  const timers = new Map<string, Stop>();
  const polls = new Map<string, number>();
  const waiters = new Map<string, Set<() => void>>();
  let stopped = false;

  const changed = (creationId: string): void => {
    options.onChanged();
    waiters.get(creationId)?.forEach((look) => look());
  };
  const change = (creationId: string, to: Parameters<typeof creations.change>[1]): void => {
    creations.change(creationId, to);
    changed(creationId);
  };

  const later = (creationId: string): void => {
    if (stopped) return;
    const wait = Math.min(longestPollMs, polls.get(creationId) ?? firstPollMs);
    polls.set(creationId, wait * 1.5);
    timers.get(creationId)?.();
    timers.set(
      creationId,
      clock.after(wait, () => go(creationId)),
    );
  };

  /** One step of the way. Answers whether the next can be taken at once. */
  const step = async (row: CreationRow): Promise<boolean> => {
    const { creationId } = row;
    if (row.state === 'asked') {
      const delivery = row.deliveryId === null ? null : outbox.byId(row.deliveryId);
      if (delivery === null) throw new EloError('environment-not-created', 'its delivery is gone');
      if (delivery.state === 'refused' || delivery.state === 'needs-attention') {
        throw new EloError(delivery.reason ?? 'environment-not-created', 'FoccoLojas refused it');
      }
      // The delivery wakes this up when it is decided.
      if (delivery.state !== 'received') return false;
      const job = await jobOf(String(delivery.receipt?.['jobId']));
      if (job.state === 'failed') {
        throw new EloError('environment-not-created', 'FoccoLojas could not make the environment');
      }
      if (job.state !== 'done' || job.environmentId === undefined) {
        later(creationId);
        return false;
      }
      await catalogue.refreshEnvironment(job.environmentId);
      change(creationId, {
        environmentId: job.environmentId,
        state: row.file === null ? 'done' : 'file',
      });
      return row.file !== null;
    }
    if (row.state !== 'file') return false;
    await makeFile(context, row);
    const { environmentId, file } = row;
    if (environmentId === null || file === null) return false;
    await context.watch.lookNow(lookTimeoutMs);
    await context.watch.settled([file], settleTimeoutMs);
    context.delivery.kick();
    context.onChanged(environmentId);
    change(creationId, { state: 'done' });
    return false;
  };

  /** A job FoccoLojas does not know any more will never tell what became of it. */
  const jobOf = async (jobId: string): ReturnType<typeof context.client.getJob> =>
    context.client.getJob({ params: { jobId } }).catch((error: unknown) => {
      if (error instanceof EloError && error.code === 'not-found') {
        throw new EloError('environment-not-created', 'FoccoLojas knows nothing of it', { cause: error });
      }
      throw error;
    });

  const run = async (creationId: string): Promise<void> => {
    for (;;) {
      const row = creations.byId(creationId);
      if (stopped || row === null || !(await step(row))) return;
      polls.delete(creationId);
    }
  };

  /** What passes by itself: the network, the sign-in, the link. */
  const passes = (error: EloError): boolean =>
    error.retryable ||
    error.code === 'session-closed' ||
    error.remedy === 'sign-in' ||
    error.remedy === 'ask-responsible' ||
    error.remedy === 'link-again';

  function go(creationId: string): void {
    if (stopped) return;
    if (running.has(creationId)) {
      again.add(creationId);
      return;
    }
    timers.get(creationId)?.();
    timers.delete(creationId);
    running.add(creationId);
    run(creationId)
      .catch((thrown: unknown) => {
        const error = toEloError(thrown);
        if (stopped || error.code === 'session-closed') return;
        options.onTrouble(error.code);
        if (passes(error)) later(creationId);
        else change(creationId, { state: 'failed', reason: error.code });
      })
      .catch((thrown: unknown) => {
        // The ledger cannot be written now (a full disk): tried again like the network.
        options.onTrouble(toEloError(thrown).code);
        later(creationId);
      })
      .finally(() => {
        running.delete(creationId);
        if (again.delete(creationId)) go(creationId);
      });
  }

  const open = (): CreationRow[] =>
    creations.list().filter(({ state }) => state === 'asked' || state === 'file');

  const known = (creationId: string): CreationRow => {
    const row = creations.byId(creationId);
    if (row === null) throw new EloError('creation-not-found', 'no such creation');
    return row;
  };

  const ask = (projectId: string, name: string): string =>
    outbox.add({ kind: 'environment', lane: creationLane, payload: { projectId, name } }).deliveryId;

  const begin = (row: CreationRow): CreationRow => {
    context.delivery.kick();
    changed(row.creationId);
    go(row.creationId);
    return row;
  };

  const view = (row: CreationRow): CreationView => {
    const received =
      row.state === 'asked' && row.deliveryId !== null && outbox.byId(row.deliveryId)?.state === 'received';
    const state = row.state === 'asked' ? (received ? 'creating' : 'queued') : row.state;
    return {
      creationId: row.creationId,
      name: row.name,
      ...(row.projectId === null ? {} : { projectId: row.projectId }),
      ...(row.environmentId === null ? {} : { environmentId: row.environmentId }),
      ...(row.file === null ? {} : { file: row.file }),
      state: state === 'file' ? 'making-file' : state,
      ...(row.reason === null ? {} : { reason: row.reason }),
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  };

  return {
    start({ projectId, name, file }) {
      // Asked again in the same words while it waits it is the same one: whoever was told to wait must not get two.
      const waiting = open().find(
        (other) =>
          other.state === 'asked' &&
          other.projectId === projectId &&
          other.name === name &&
          other.file === (file ?? null),
      );
      if (waiting !== undefined) return waiting;
      if (file !== undefined) checkNewFile(context, file);
      creations.removeDoneBefore(isoTime(clock.now() - shownDoneMs));
      const row = ledger.transaction(() =>
        creations.add({
          deliveryId: ask(projectId, name),
          projectId,
          environmentId: null,
          name,
          file: file ?? null,
          state: 'asked',
        }),
      );
      return begin(row);
    },
    startFile({ environmentId, name, file }) {
      if (ledger.bindings.byEnvironment(environmentId) !== null) {
        throw new EloError('environment-already-bound', 'the environment is bound to a file');
      }
      const same = open().find((other) => other.environmentId === environmentId && other.state === 'file');
      if (same !== undefined) return same;
      checkNewFile(context, file);
      return begin(
        creations.add({ deliveryId: null, projectId: null, environmentId, name, file, state: 'file' }),
      );
    },
    retry(creationId, file) {
      const row = known(creationId);
      if (row.state !== 'failed') return row;
      const wished = file ?? row.file;
      if (wished !== null && !row.begun) checkNewFile(context, wished, creationId);
      const next = ledger.transaction(() => {
        if (row.environmentId !== null) {
          return creations.change(creationId, { state: wished === null ? 'done' : 'file', file: wished });
        }
        const deliveryId = ask(row.projectId ?? '', row.name);
        return creations.change(creationId, { deliveryId, state: 'asked', file: wished });
      });
      return begin(next ?? row);
    },
    dismiss(creationId) {
      const row = known(creationId);
      if (row.state !== 'failed' && row.state !== 'done') {
        throw new EloError('creation-under-way', 'it is being made');
      }
      creations.remove(creationId);
      changed(creationId);
    },
    views: () => creations.list().map(view),
    view,
    wake(about) {
      for (const row of open()) {
        const { deliveryId } = row;
        if (about?.deliveryId !== undefined && deliveryId !== about.deliveryId) continue;
        if (about?.jobId !== undefined) {
          const job = deliveryId === null ? undefined : outbox.byId(deliveryId)?.receipt?.['jobId'];
          if (row.state !== 'asked' || job !== about.jobId) continue;
        }
        if (about?.deliveryId !== undefined) options.onChanged();
        go(row.creationId);
      }
    },
    whenDone: (creationId, timeoutMs) =>
      new Promise((resolve, reject) => {
        const set = waiters.get(creationId) ?? new Set<() => void>();
        waiters.set(creationId, set);
        const end = (): void => {
          cancel();
          set.delete(look);
          if (set.size === 0) waiters.delete(creationId);
        };
        const look = (): void => {
          const row = creations.byId(creationId);
          if (row?.state === 'done') resolve(row);
          else if (row === null) reject(new EloError('creation-not-found', 'no such creation'));
          else if (row.state === 'failed') {
            const remedy =
              row.file !== null && row.environmentId !== null ? 'choose-another-file' : undefined;
            reject(
              new EloError(
                row.reason ?? 'environment-not-created',
                'the environment was not made',
                remedy === undefined ? {} : { remedy },
              ),
            );
          } else return;
          end();
        };
        const until = clock.monotonic() + timeoutMs;
        let blockedSince: number | null = null;
        let cancel: Stop = () => undefined;
        /** Whoever waits in front of a line that is down is told soon: it goes on without him. */
        const watch = (): void => {
          const now = clock.monotonic();
          const blocked = context.delivery.blocked();
          blockedSince = blocked === null ? null : (blockedSince ?? now);
          const late = now >= until;
          if (late || (blocked !== null && now - (blockedSince ?? now) >= blockedMs)) {
            end();
            reject(
              blocked ?? new EloError('still-waiting', 'it is not made yet and goes on', { retryable: true }),
            );
            return;
          }
          cancel = clock.after(Math.min(lookMs, until - now), watch);
        };
        set.add(look);
        cancel = clock.after(Math.min(lookMs, timeoutMs), watch);
        look();
      }),
    stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
