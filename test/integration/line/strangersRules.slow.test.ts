import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eloJson, runElo, startEngine, startSandboxProcess } from '../../support/processes/eloProcess.ts';
import type { RunningProcess, SandboxAddresses } from '../../support/processes/eloProcess.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { controlClient, signInLikeAPerson } from './publicDriver.ts';
import type { ControlClient, LedgerRow } from './publicDriver.ts';

const patienceMs = 60_000;

/** What a stranger reads of an environment, on either side. */
interface EnvironmentJson {
  readonly environmentId: string;
  readonly name: string;
  readonly state: string;
  readonly outdated: boolean;
  readonly locked: boolean;
  readonly fileId?: string;
  readonly due?: string;
  readonly purchaseOrders?: number;
  readonly lastSave?: { readonly state: string };
}
interface ServerEnvironment {
  readonly state: string;
  readonly outdated: boolean;
  readonly purchaseOrders: number;
  readonly versions: readonly { readonly number: number }[];
  readonly items: readonly {
    readonly source: string;
    readonly description: string;
    readonly total: string;
  }[];
}
interface NotificationJson {
  readonly id: string;
  readonly kind: string;
  readonly environmentId?: string;
  readonly state: string;
  readonly madeVersion?: number;
}

describe('the thirteen rules, walked by a stranger through the command line and the control API', () => {
  const home = mkdtempSync(join(tmpdir(), 'elo-rules-'));
  const folder = join(home, 'projetos');
  mkdirSync(folder);
  const running: RunningProcess[] = [];
  let addresses: SandboxAddresses;
  let control: ControlClient;
  let engine: RunningProcess;
  let common: string[] = [];
  let projectId = '';
  let environmentId = '';
  let model = newProject({ seed: 'rules', modules: 4, previewBytes: 20_000 });
  let saved: Buffer = Buffer.alloc(0);
  const drawing = join(folder, 'Cozinha antiga.promob');

  const elo = <T>(...args: string[]): Promise<T> => eloJson<T>([...args, ...common]);
  /** The code a command is refused with. @param exit 1 refused, 3 not signed in or not linked */
  const refused = async (exit: 1 | 3, ...args: string[]): Promise<string> =>
    (await eloJson<{ code: string }>([...args, ...common], exit)).code;
  const byPerson = async (command: 'sign-in' | 'link'): Promise<void> => {
    const pages: Promise<unknown>[] = [];
    await eloJson([command, '--open', 'none', ...common], 0, (line) => {
      const address = /https?:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined && pages.length === 0)
        pages.push(signInLikeAPerson(address, 'designer', 'elo'));
    });
    await Promise.all(pages);
  };
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    const end = performance.now() + patienceMs;
    while (!(await holds())) {
      if (performance.now() > end) {
        throw new Error(`gave up waiting for ${what}: ${(await runElo(['outbox', ...common])).stdout}`);
      }
    }
  };
  const ledger = (kind: string): Promise<LedgerRow[]> =>
    control.get<LedgerRow[]>('/control/ledger').then((rows) => rows.filter((row) => row.kind === kind));
  const server = (id = environmentId): Promise<ServerEnvironment> =>
    control.get<ServerEnvironment>(`/control/environments/${id}`);
  const local = async (id = environmentId): Promise<EnvironmentJson> => {
    const all = await elo<EnvironmentJson[]>('environments');
    const one = all.find((each) => each.environmentId === id);
    assert.ok(one !== undefined, 'the environment is listed');
    return one;
  };
  const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  /** Draws and saves as Promob does; resolves when Elo keeps it. */
  const save = async (path = drawing): Promise<string> => {
    model = workAndSave(model);
    saved = buildContainer(model);
    savePromobStyle(path, saved);
    await engine.stdout.find(
      (line) => line.includes('"save-kept"') && line.includes(sha(saved)),
      patienceMs,
      'the save to be kept',
    );
    return sha(saved);
  };
  const exportListing = (): string => {
    const path = join(folder, 'orçamento.xml');
    writeFileSync(path, buildListing(listingOf(model)));
    return path;
  };
  const delivered = (sha256: string): Promise<void> =>
    until('the save to be received', async () => (await ledger('save')).some((row) => row.sha256 === sha256));

  before(async () => {
    const sandbox = await startSandboxProcess(join(home, 'sandbox'));
    running.push(sandbox.process);
    addresses = sandbox.addresses;
    control = controlClient(addresses);
    common = ['--data', join(home, 'elo'), '--server', addresses.foccolojas, '--vault', 'memory'];
    engine = await startEngine(common);
    running.push(engine);
    await byPerson('sign-in');
    await elo('folders', 'add', folder);
  });
  after(async () => {
    for (const each of running.reverse()) await each.stop('SIGKILL').catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  });

  it('1: every prerequisite is named with how it was found out; a word for an unknown one is refused', async () => {
    const list = await elo<{ code: string; status: string; evidence: string }[]>('prerequisites');
    for (const code of ['portal-account', 'serial-number', 'users-linked', 'webstart-absent', 'assessment']) {
      const one = list.find((each) => each.code === code);
      assert.ok(one !== undefined && one.status !== '', code);
    }
    assert.equal(await refused(1, 'prerequisites', 'confirm', 'no-such-thing'), 'prerequisite-unknown');
  });

  it('2: nothing is done before the Promob user is linked; the store is the responsible user’s', async () => {
    assert.equal((await elo<{ promobLink: string }>('status')).promobLink, 'not-linked');
    assert.equal(await refused(3, 'update', 'anything'), 'promob-link-required');
    await byPerson('link');
    assert.equal((await elo<{ promobLink: string }>('status')).promobLink, 'linked');
    assert.equal(await refused(1, 'store', 'configure', '--account', 'X'), 'forbidden');
  });

  it('3: a changed Promob password stops every act until the user links again', async () => {
    await control.post('/control/promob/change-password', { username: 'designer' });
    await until('the broken link to be noticed', async () => {
      const { promobLink } = await elo<{ promobLink: string }>('status');
      return promobLink === 'relink-required';
    });
    assert.equal(await refused(3, 'prepare', 'anything'), 'promob-link-required');
    await byPerson('link');
    assert.equal((await elo<{ promobLink: string }>('status')).promobLink, 'linked');
  });

  it('4: a customer of FoccoLojas is there unasked and arrives in Promob; one Promob would refuse is refused', async () => {
    const { id } = await control.post<{ id: string }>('/control/customers', { name: 'Marina Duarte' });
    ({ id: projectId } = await control.post<{ id: string }>('/control/projects', {
      customerId: id,
      name: 'Apartamento',
    }));
    await until('the customer to arrive in Promob', async () => {
      const customers = await elo<{ customerId: string; promobStatus?: string }[]>('customers');
      return customers.some((each) => each.customerId === id && each.promobStatus === 'available');
    });
    const before = (await ledger('customer')).length;
    await refused(1, 'customers', 'create', '--name', 'Projeto');
    assert.equal((await ledger('customer')).length, before);
  });

  it('5: environments are made in the background, several at once; one of no project is refused', async () => {
    const named = (name: string): Promise<EnvironmentJson> =>
      elo<EnvironmentJson>('environments', 'create', '--project', projectId, '--name', name);
    const [first, second] = await Promise.all([named('Cozinha'), named('Quarto')]);
    environmentId = first.environmentId;
    assert.notEqual(environmentId, second.environmentId);
    assert.equal((await ledger('environment')).length, 2);
    assert.equal((await server()).state, 'created');
    await refused(1, 'environments', 'create', '--project', 'nothing', '--name', 'Sala');
    assert.equal((await ledger('environment')).length, 2);
  });

  it('12: a project that exists already is bound by the user’s word alone, and from a watched folder only', async () => {
    await save();
    const files = await elo<{ path: string; environmentIds: string[] }[]>('files');
    assert.deepEqual(files.find(({ path }) => path === drawing)?.environmentIds, [], 'never silently');
    assert.equal((await ledger('save')).length, 0);
    const elsewhere = join(home, 'fora.promob');
    savePromobStyle(elsewhere, saved);
    assert.equal(await refused(1, 'environments', 'bind', environmentId, elsewhere), 'file-not-watched');
    const bound = await elo<EnvironmentJson>('environments', 'bind', environmentId, drawing);
    assert.ok(bound.fileId !== undefined);
    await delivered(sha(saved));
  });

  it('6: every save is reported and notified; the notice is not done before what it asks for is', async () => {
    const first = sha(saved);
    const second = await save();
    await delivered(second);
    assert.deepEqual(
      (await ledger('save')).map((row) => row.sha256),
      [first, second],
    );
    assert.equal((await server()).outdated, true);
    await until('the environment to turn yellow', async () => (await local()).outdated);
    const notice = async (): Promise<NotificationJson | undefined> =>
      (await elo<NotificationJson[]>('notifications')).find(
        (each) => each.kind === 'environment-outdated' && each.environmentId === environmentId,
      );
    await until('the notice', async () => (await notice()) !== undefined);
    const id = (await notice())?.id ?? '';
    assert.equal(await refused(1, 'notifications', 'done', id), 'notification-still-due');
    assert.equal((await elo<NotificationJson>('notifications', 'open', id)).state, 'seen');
  });

  it('7: Preparar and Negociar take the newest fresh listing, and nothing older than the save', async () => {
    assert.equal(await refused(1, 'prepare', environmentId), 'listing-not-fresh');
    assert.equal((await ledger('negotiation')).length, 0);
    exportListing();
    assert.ok((await elo<{ importId: string }>('prepare', environmentId)).importId !== '');
    const { openUrl } = await elo<{ openUrl?: string }>('negotiate', environmentId);
    assert.match(await (await fetch(openUrl ?? '')).text(), /Ambiente/);
    await save();
    assert.equal(await refused(1, 'negotiate', environmentId), 'listing-not-fresh');
    exportListing();
  });

  it('8: each update makes a version, and Promob opens at any of them; one of nothing new is refused', async () => {
    const dry = await elo<{ version?: number }>('update', environmentId, '--dry-run');
    assert.equal(dry.version, undefined);
    assert.equal((await server()).versions.length, 0);
    const first = sha(saved);
    assert.equal((await elo<{ version: number }>('update', environmentId)).version, 1);
    assert.equal(await refused(1, 'update', environmentId), 'nothing-to-update');
    await save();
    exportListing();
    assert.equal((await elo<{ version: number }>('update', environmentId)).version, 2);
    const versions = await elo<{ number: number; latest: boolean }[]>('versions', environmentId);
    assert.deepEqual(
      versions.map(({ number, latest }) => [number, latest]),
      [
        [1, false],
        [2, true],
      ],
    );
    const { path } = await elo<{ path: string }>('open', environmentId, '--version', '1');
    assert.equal(sha(readFileSync(path)), first);
    assert.notEqual(path, drawing);
    assert.equal(await refused(1, 'open', environmentId, '--version', '9'), 'version-not-found');
  });

  it('9: an update changes what Promob made, and leaves what was added by hand alone', async () => {
    const byHand = { description: 'Pedra', quantity: '1', total: '900.00' };
    await control.post(`/control/environments/${environmentId}/manual-items`, byHand);
    await save();
    exportListing();
    const dry = await elo<{ changes: { manualItemsKept: number } }>('update', environmentId, '--dry-run');
    assert.equal(dry.changes.manualItemsKept, 1);
    const before = (await server()).items.filter(({ source }) => source === 'promob');
    assert.equal((await elo<{ version: number }>('update', environmentId)).version, 3);
    const { items } = await server();
    assert.deepEqual(
      items.filter(({ source }) => source === 'manual').map(({ total }) => total),
      [byHand.total],
    );
    assert.notDeepEqual(
      items.filter(({ source }) => source === 'promob'),
      before,
    );
  });

  it('10: the quote of an out-of-date project is never approved', async () => {
    await delivered(await save());
    const approve = `/control/environments/${environmentId}/approve`;
    assert.equal((await control.post<{ code: string }>(approve, {}, 409)).code, 'quote-outdated');
    assert.equal((await server()).state, 'outdated');
    exportListing();
    assert.equal((await elo<{ version: number }>('update', environmentId)).version, 4);
    await control.post(approve, {});
    assert.equal((await server()).state, 'converted');
  });

  it('11: the review, after the release, by a reviser, with its first update, and locked once complete', async () => {
    const step = `/control/environments/${environmentId}`;
    await control.post('/control/users/designer', { roles: ['designer', 'reviser'] });
    assert.equal(await refused(1, 'review', 'start', environmentId), 'not-released');
    assert.deepEqual(await elo('review', 'list'), []);
    await control.post(`${step}/release`, {});
    await control.post('/control/users/designer', { roles: ['designer'] });
    assert.equal(await refused(1, 'review', 'start', environmentId), 'forbidden');
    await control.post('/control/users/designer', { roles: ['designer', 'reviser'] });
    await until('the queue', async () => {
      const queue = await elo<EnvironmentJson[]>('review', 'list');
      return queue[0]?.due === 'start-review';
    });
    assert.equal((await elo<EnvironmentJson>('review', 'start', environmentId)).state, 'in-review');
    assert.equal(await refused(1, 'review', 'complete', environmentId), 'update-required');
    await elo('update', environmentId);
    const complete = await elo<EnvironmentJson>('review', 'complete', environmentId);
    assert.deepEqual([complete.locked, complete.purchaseOrders], [true, (await server()).purchaseOrders]);
    assert.ok((complete.purchaseOrders ?? 0) > 0);

    const before = (await ledger('save')).length;
    await save();
    await until('the save to be withheld', async () => (await local()).lastSave?.state === 'withheld');
    exportListing();
    assert.equal(await refused(1, 'update', environmentId), 'environment-locked');
    assert.equal((await ledger('save')).length, before);
    const audit = await elo<{ withheld: number; lost: number; ok: boolean }>('audit');
    assert.deepEqual([audit.withheld, audit.lost, audit.ok], [1, 0, true]);
  });

  it('13: assistance hangs on an occurrence of what is locked, once, named after it', async () => {
    const { id } = await control.post<{ id: string }>(`/control/environments/${environmentId}/occurrences`, {
      description: 'Porta riscada',
    });
    interface Occurrence {
      readonly id: string;
      readonly number: number;
      readonly state: string;
      readonly items: readonly { readonly total: string }[];
    }
    const [open] = await elo<Occurrence[]>('occurrences', environmentId);
    assert.deepEqual([open?.id, open?.number, open?.state], [id, 1, 'open']);
    await control.post(`/control/occurrences/${id}/items`, {
      description: 'Porta',
      quantity: '1',
      total: '80.00',
    });
    const [byHand] = await elo<Occurrence[]>('occurrences');
    assert.deepEqual([byHand?.state, byHand?.items[0]?.total], ['by-hand', '80.00']);
    assert.equal((await ledger('assistance')).length, 0, 'nothing of Promob was needed');

    const made = await elo<{ path: string; environment: EnvironmentJson }>(
      'assistance',
      id,
      '--from',
      'review',
    );
    assert.equal(made.environment.name, 'Cozinha ocorrência: 1');
    assert.equal(basename(made.path), 'Cozinha ocorrência- 1.promob');
    assert.equal(await refused(1, 'assistance', id, '--from', 'blank'), 'assistance-exists');
    assert.equal((await ledger('assistance')).length, 1);
    const free = await control.post<{ id: string }>('/control/environments', { projectId, name: 'Livre' });
    const occurrence = { description: 'x' };
    await control.post(`/control/environments/${free.id}/occurrences`, occurrence, 409);
  });
});
