import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import type { EngineEvent, EnvironmentView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createLog } from '../../../electron/engine/logging/createLog.ts';
import { takeDataLock } from '../../../electron/engine/database/dataLock.ts';
import type { EngineConfig, HostedEngine } from '../../../electron/headless/engineParts.ts';
import { fakeEnvironmentRoutes } from './fakeEnvironmentRoutes.ts';
import { doneWait, fakeVersionRoutes, listingWait, readyWait } from './fakeActs.ts';
import { createFakeWindowRoutes } from './fakeWindowRoutes.ts';

export const at = '2026-02-19T17:34:38.000Z';
export const sha256 = 'a'.repeat(64);

const account = {
  signedIn: true,
  user: { id: 'u1', name: 'Ana Paula', roles: ['designer'] },
  promobLink: 'linked' as const,
};

/** Environment ids that make a call end in a certain way. */
function behave(id: string): void {
  switch (id) {
    case 'locked':
      throw new EloError('environment-locked', 'purchase orders were issued', {
        remedy: 'assistance-or-new-option',
        details: { number: 7 },
      });
    case 'signed-out':
      throw new EloError('sign-in-required', 'nobody is signed in', { remedy: 'sign-in' });
    case 'unlinked':
      throw new EloError('promob-link-required', 'no link', { remedy: 'link-again' });
    case 'crash':
      throw new TypeError('secret internals at /home/ana');
    case 'new-code':
      throw new EloError('a-code-of-tomorrow', 'whatever');
  }
}

export function environmentOf(environmentId: string): EnvironmentView {
  return {
    environmentId,
    name: 'Cozinha',
    projectId: 'p1',
    projectName: 'Apartamento',
    customerName: 'João',
    state: 'outdated',
    outdated: true,
    locked: false,
    lastVersion: 7,
    lastSave: { saveId: 's1', number: 3, sha256, state: 'received', receivedAt: at },
    due: 'update',
  };
}

/** A router that keeps the contract with canned answers and records what it was asked. */
export function createFakeRouter(calls: [string, unknown][] = []) {
  const os = implement(contract);
  const { suggestFolders, listingTree, environments, ...window } = createFakeWindowRoutes();
  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const asked = <T>(name: string, input: unknown, answer: T): T => {
    calls.push([name, input]);
    return answer;
  };
  const folder = (path: string) => ({ path, state: 'watching' as const, files: 1_234 });
  const environment = (name: string) => (o: { input: { environmentId: string } }) => {
    behave(o.input.environmentId);
    return asked(name, o.input, environmentOf(o.input.environmentId));
  };
  const handedOver =
    (name: string) => (o: { input: { environmentId: string; listing?: string | undefined } }) => {
      behave(o.input.environmentId);
      return asked(name, o.input, { importId: 'i1', openUrl: 'http://127.0.0.1:1/ambiente' });
    };
  const delivery = {
    id: 'd1',
    seq: 1,
    kind: 'save' as const,
    environmentId: 'e1',
    saveId: 's1',
    sha256,
    state: 'needs-attention' as const,
    attempts: 3,
    reason: 'digest-mismatch',
    createdAt: at,
  };
  const file = {
    fileId: 'f1',
    path: '/projetos/Cozinha.promob',
    projectGuid: null,
    saves: 2,
    environmentIds: ['e1'],
    present: true,
    ignored: false,
    question: { code: 'known-project', otherFileIds: ['f0'] },
  };
  const prerequisites = [
    {
      code: 'portal-account',
      status: 'ok' as const,
      found: { code: 'portal-account-linked', facts: { cnpj: '00', accountId: 'a' } },
      mayConfirm: false,
    },
  ];
  const store = {
    id: 'st1',
    name: 'Loja',
    cnpj: '00',
    accountId: 'a',
    portalState: 'linked' as const,
    configured: true,
  };
  const item = { id: 'x', description: 'Porta', quantity: '2', total: '1234.50' };

  const router = os.router({
    ...window,
    status: os.status.handler(() => ({
      ...account,
      online: true,
      queue: { kept: 1, sending: 0, withheld: 0, needsAttention: 0 },
      folders: [folder('/projetos')],
      health: ['offline'],
    })),
    events: os.events.handler(async function* ({ signal }) {
      const waiting: EngineEvent[] = [];
      let wake = (): void => undefined;
      const listen = (event: EngineEvent): void => {
        waiting.push(event);
        wake();
      };
      listeners.add(listen);
      signal?.addEventListener('abort', () => wake());
      try {
        while (signal?.aborted !== true) {
          const next = waiting.shift();
          if (next !== undefined) {
            yield next;
            if (next.event === 'stopped') return;
            continue;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        listeners.delete(listen);
      }
    }),
    account: {
      get: os.account.get.handler(() => account),
      signIn: os.account.signIn.handler(async function* ({ input, signal }) {
        calls.push(['signIn', input]);
        yield {
          step: 'open-url',
          url: 'http://127.0.0.1:1/auth?x=1&y=2',
          ...(input.device ? { userCode: 'ABCD' } : {}),
        };
        yield { step: 'waiting' };
        await pause(30, undefined, signal === undefined ? {} : { signal });
        yield { step: 'done', account };
      }),
      signOut: os.account.signOut.handler(() => ({
        signedIn: false,
        user: null,
        promobLink: 'not-linked' as const,
      })),
      link: os.account.link.handler(async function* ({ signal }) {
        yield { step: 'open-url', url: 'http://127.0.0.1:1/link' };
        // Linking waits for a person: until the caller gives up.
        await pause(600_000, undefined, signal === undefined ? {} : { signal });
      }),
      unlink: os.account.unlink.handler(() => account),
    },
    folders: {
      suggest: suggestFolders,
      list: os.folders.list.handler(() => [folder('/projetos')]),
      add: os.folders.add.handler(({ input }) => asked('folders.add', input, [folder(input.path)])),
      remove: os.folders.remove.handler(({ input }) => asked('folders.remove', input, [])),
    },
    files: {
      list: os.files.list.handler(() => [file]),
      answer: os.files.answer.handler(({ input }) => asked('files.answer', input, [file])),
    },
    saves: {
      list: os.saves.list.handler(({ input }) =>
        asked('saves.list', input, [
          {
            saveId: 's1',
            number: 1,
            keptAt: at,
            sha256,
            bytes: 2_500_000,
            state: 'received' as const,
            receivedAt: at,
            versions: [{ environmentId: 'e1', number: 7 }],
          },
        ]),
      ),
      restore: os.saves.restore.handler(({ input }) =>
        asked('saves.restore', input, { path: `${input.to}/Cozinha.promob`, sha256 }),
      ),
    },
    customers: {
      list: os.customers.list.handler(() => [
        { customerId: 'c1', name: 'João', promobStatus: 'available' as const },
      ]),
      create: os.customers.create.handler(({ input }) =>
        asked('customers.create', input, { customerId: 'c2', name: input.name }),
      ),
    },
    projects: {
      list: os.projects.list.handler(() => [
        { projectId: 'p1', customerId: 'c1', name: 'Apartamento', customerName: 'João' },
      ]),
      create: os.projects.create.handler(({ input }) =>
        asked('projects.create', input, { projectId: 'p2', customerName: 'João', ...input }),
      ),
    },
    environments: {
      ...environments,
      ...fakeEnvironmentRoutes(asked, environmentOf),
      list: os.environments.list.handler(() => [environmentOf('e1')]),
      create: os.environments.create.handler(({ input }) =>
        asked('environments.create', input, environmentOf('e2')),
      ),
      bindFile: os.environments.bindFile.handler(environment('environments.bind')),
      unbindFile: os.environments.unbindFile.handler(environment('environments.unbind')),
    },
    listings: {
      tree: listingTree,
      list: os.listings.list.handler(() => [
        {
          listingId: 'l1',
          path: '/projetos/Cozinha.xml',
          capturedAt: at,
          sha256,
          totals: { table: null, order: null, budget: '12345.67' },
          fresh: true,
        },
      ]),
    },
    acts: {
      prepare: os.acts.prepare.handler(handedOver('prepare')),
      negotiate: os.acts.negotiate.handler(handedOver('negotiate')),
      handOverWhenFresh: os.acts.handOverWhenFresh.handler(({ input }) =>
        asked('acts.handOverWhenFresh', input, doneWait),
      ),
      updateWhenFresh: os.acts.updateWhenFresh.handler(({ input }) =>
        asked('acts.updateWhenFresh', input, readyWait),
      ),
      listingWaits: os.acts.listingWaits.handler(() => [listingWait]),
      endListingWait: os.acts.endListingWait.handler(({ input }) => asked('acts.endListingWait', input, [])),
      update: os.acts.update.handler(async ({ input, signal }) => {
        behave(input.environmentId ?? '');
        emit({
          event: 'state',
          what: 'queue',
          at,
          ...(input.environmentId === undefined ? {} : { environmentId: input.environmentId }),
        });
        if (input.environmentId === 'slow') await pause(1_000);
        if (input.environmentId === 'never') {
          await pause(600_000, undefined, signal === undefined ? {} : { signal });
        }
        return asked('update', input, {
          ...(input.dryRun === true
            ? {
                madeOf: { saveSha256: 'a'.repeat(64), listingSha256: 'b'.repeat(64), follows: 7 },
                seen: 'código',
              }
            : { version: 8 }),
          changes: {
            added: [item],
            removed: [],
            changed: [{ before: item, after: item }],
            unchanged: 4,
            manualItemsKept: 1,
            total: { before: null, after: '123456789012345.67' },
          },
        });
      }),
      startReview: os.acts.startReview.handler(environment('startReview')),
      completeReview: os.acts.completeReview.handler(environment('completeReview')),
      assistance: os.acts.assistance.handler(({ input }) =>
        asked('assistance', input, { environment: environmentOf('e3'), path: '/projetos/ocorrencia.promob' }),
      ),
    },
    versions: fakeVersionRoutes(asked, behave),
    reviews: {
      queue: os.reviews.queue.handler(() => [
        {
          ...environmentOf('e1'),
          state: 'in-review' as const,
          due: 'update',
          convertedVersion: 6,
          notifications: [
            {
              id: 'n2',
              kind: 'changed-after-conversion',
              environmentId: 'e1',
              createdAt: at,
              state: 'done' as const,
              byName: 'Ana',
              deliveredAt: at,
              seenAt: at,
              doneAt: at,
              madeVersion: 7,
            },
          ],
        },
      ]),
    },
    occurrences: {
      list: os.occurrences.list.handler(({ input }) =>
        asked('occurrences.list', input, [
          {
            id: 'o1',
            number: 12,
            description: 'Porta riscada',
            environmentId: 'e1',
            environmentName: 'Cozinha',
            state: 'making-file' as const,
            items: [{ id: 'i1', description: 'Porta', quantity: '1', total: '80.00' }],
            problem: 'no-folder-watched',
          },
        ]),
      ),
    },
    notifications: {
      list: os.notifications.list.handler(() => [
        {
          id: 'n1',
          kind: 'environment-outdated',
          environmentId: 'e1',
          createdAt: at,
          state: 'delivered' as const,
        },
      ]),
      finish: os.notifications.finish.handler(({ input }) =>
        asked('notifications.finish', input, {
          id: input.id,
          kind: 'environment-created',
          createdAt: at,
          state: 'done' as const,
        }),
      ),
      open: os.notifications.open.handler(({ input }) =>
        asked('notifications.open', input, {
          id: input.id,
          kind: 'kind-of-tomorrow',
          createdAt: at,
          state: 'seen' as const,
        }),
      ),
    },
    outbox: {
      list: os.outbox.list.handler(({ input }) => asked('outbox.list', input, [delivery])),
      retry: os.outbox.retry.handler(({ input }) => asked('outbox.retry', input, delivery)),
    },
    receiver: {
      get: os.receiver.get.handler(() => ({ on: false })),
      set: os.receiver.set.handler(({ input }) =>
        input.on ? { on: true, address: 'http://127.0.0.1:4711/promob/0' } : { on: false },
      ),
    },
    supportBundle: os.supportBundle.handler(({ input }) => ({ path: input.path, bytes: 12 })),
    audit: os.audit.handler(() => ({
      saved: 312,
      received: 305,
      pending: 3,
      withheld: 2,
      unbound: 2,
      needsAttention: 0,
      lost: 0,
      ok: true,
      compared: true,
      at,
    })),
    prerequisites: {
      list: os.prerequisites.list.handler(() => prerequisites),
      confirm: os.prerequisites.confirm.handler(({ input }) =>
        asked('prerequisites.confirm', input, prerequisites),
      ),
    },
    store: {
      get: os.store.get.handler(() => store),
      configure: os.store.configure.handler(({ input }) => asked('store.configure', input, store)),
    },
  });
  return { router, emit, calls };
}

/** An engine with a real lock and the fake router; at start it tells of one kept save, as a reconcile does. */
export async function createFakeEngine(config: EngineConfig): Promise<HostedEngine> {
  if (config.dataDir.endsWith('broken')) throw new TypeError('broken on purpose');
  const startedAt = new Date().toISOString();
  const info = {
    pid: process.pid,
    startedAt,
    ...(config.serverUrl === undefined ? {} : { serverUrl: config.serverUrl }),
  };
  const lock = takeDataLock(config.dataDir, info);
  const { router, emit } = createFakeRouter();
  return {
    router,
    atRest: () => Promise.resolve(),
    log: createLog({ dir: join(config.dataDir, 'logs'), clock: systemClock }),
    start: async () => {
      emit({
        event: 'save-kept',
        saveId: 's1',
        path: '/p/Cozinha.promob',
        sha256,
        environmentIds: [],
        fileId: 'f1',
        number: 1,
        at,
      });
      emit({ event: 'ready', engineMs: 5, filesChecked: 1 });
      await pause(20);
      return { engineMs: 5, filesChecked: 1 };
    },
    stop: async () => {
      emit({
        event: 'save-received',
        saveId: 's1',
        path: '/p/Cozinha.promob',
        sha256,
        environmentIds: ['e1'],
        at,
      });
      emit({ event: 'stopped', at });
      await pause(5);
      lock.release();
    },
  };
}
