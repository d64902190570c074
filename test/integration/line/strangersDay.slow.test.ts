import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Audit, Status } from '../../../shared/contract/schemas.ts';
import { eloJson, runElo, startEngine, startSandboxProcess } from '../../support/processes/eloProcess.ts';
import type { RunningProcess, SandboxAddresses } from '../../support/processes/eloProcess.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { controlClient, signInLikeAPerson } from './publicDriver.ts';
import type { ControlClient, LedgerRow } from './publicDriver.ts';

const fileCount = 5;
const bursts = 10;
const patienceMs = 120_000;

interface Drawing {
  readonly path: string;
  model: ProjectModel;
  environmentId: string;
  readonly written: string[];
}

describe('a day driven only through public surfaces, with everything going wrong', () => {
  const home = mkdtempSync(join(tmpdir(), 'elo-day-'));
  const folder = join(home, 'projetos da loja');
  mkdirSync(folder);
  let addresses: SandboxAddresses;
  let control: ControlClient;
  let common: string[];
  const running: RunningProcess[] = [];
  const drawings: Drawing[] = [];

  const elo = <T>(...args: string[]): Promise<T> => eloJson<T>([...args, ...common]);
  const byPerson = async (command: 'sign-in' | 'link'): Promise<void> => {
    const pages: Promise<unknown>[] = [];
    await eloJson([command, '--open', 'none', ...common], 0, (line) => {
      const address = /https?:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined && pages.length === 0)
        pages.push(signInLikeAPerson(address, 'designer', 'elo'));
    });
    await Promise.all(pages);
  };
  const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
    const end = performance.now() + patienceMs;
    while (!(await done())) {
      if (performance.now() > end) {
        const outbox = await runElo(['outbox', '--json', ...common]);
        throw new Error(`gave up waiting for ${what}: ${outbox.stdout.slice(0, 3_000)}`);
      }
    }
  };
  const ledger = (): Promise<LedgerRow[]> => control.get<LedgerRow[]>('/control/ledger');
  const write = (drawing: Drawing): string => {
    const bytes = buildContainer(drawing.model);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    drawing.written.push(sha256);
    savePromobStyle(drawing.path, bytes);
    drawing.model = workAndSave(drawing.model);
    return sha256;
  };
  const kept = (engine: RunningProcess, sha256: string): Promise<string> =>
    engine.stdout.find(
      (line) => line.includes('"save-kept"') && line.includes(sha256),
      patienceMs,
      `save ${sha256} to be kept`,
    );

  before(async () => {
    const sandbox = await startSandboxProcess(join(home, 'sandbox'));
    running.push(sandbox.process);
    addresses = sandbox.addresses;
    control = controlClient(addresses);
    common = ['--data', join(home, 'elo'), '--server', addresses.foccolojas, '--vault', 'memory'];
    running.push(await startEngine(common));
    await byPerson('sign-in');
    await byPerson('link');
    const customer = await control.post<{ id: string }>('/control/customers', { name: 'Marina Duarte' });
    const project = await control.post<{ id: string }>('/control/projects', {
      customerId: customer.id,
      name: 'Apartamento',
    });
    await elo('folders', 'add', folder);
    for (let index = 1; index <= fileCount; index += 1) {
      const { id } = await control.post<{ id: string }>('/control/environments', {
        projectId: project.id,
        name: `Ambiente ${index}`,
      });
      drawings.push({
        path: join(folder, `Ambiente ${index}.promob`),
        model: newProject({ seed: `day ${index}`, modules: 4, previewBytes: 20_000 }),
        environmentId: id,
        written: [],
      });
    }
  });
  after(async () => {
    for (const each of running.reverse()) await each.stop('SIGKILL').catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  });

  it('delivers 50 saves of 5 files once each, in order, through every fault', async () => {
    const [, engine] = running;
    assert.ok(engine !== undefined);
    for (const drawing of drawings) await kept(engine, write(drawing));
    for (const { environmentId, path } of drawings) await elo('environments', 'bind', environmentId, path);

    const saves = { method: 'POST', path: '/api/comercial/v1/environments/*' };
    for (let burst = 1; burst < bursts; burst += 1) {
      await control.post('/control/faults', [
        { match: saves, times: 2, then: { commitThenReset: true } },
        { match: saves, times: 2, then: { status: 500 } },
        { match: saves, times: 1, then: { status: 429, retryAfter: 1 } },
        { match: saves, times: 2, then: { reset: true } },
        { match: saves, times: 2, then: { duplicate: true } },
        { match: saves, times: 1, then: { truncate: true } },
        { match: {}, times: 3, then: { latencyMs: 50 } },
      ]);
      if (burst === 3 || burst === 7) await control.post('/control/tokens/expire', {});
      if (burst === 5) await control.post('/control/promob/change-password', { username: 'designer' });
      await Promise.all(drawings.map((drawing) => kept(engine, write(drawing))));
      if (burst === 6) {
        await until('the broken link to be noticed', async () => {
          const { promobLink } = await elo<Status>('status');
          return promobLink === 'relink-required';
        });
        const pending = await elo<Status>('status');
        assert.ok(pending.queue.kept > 0, 'saves wait while the link is broken');
        await byPerson('link');
      }
    }
    await control.delete('/control/faults');
    await until('the queue to drain', async () => {
      const { queue } = await elo<Status>('status');
      return queue.kept + queue.sending === 0;
    });

    const received = (await ledger()).filter((row) => row.kind === 'save');
    assert.equal(received.length, fileCount * bursts);
    for (const { environmentId, written } of drawings) {
      const there = received.filter((row) => row.environmentId === environmentId).map((row) => row.sha256);
      assert.deepEqual(there, written);
    }
    const audit = await elo<Audit>('audit');
    assert.deepEqual(
      { saved: audit.saved, received: audit.received, lost: audit.lost, ok: audit.ok },
      { saved: 50, received: 50, lost: 0, ok: true },
    );
  });

  it('refuses to approve an outdated environment, and an update keeps the item added by hand', async () => {
    const [drawing] = drawings;
    assert.ok(drawing !== undefined);
    const { environmentId } = drawing;
    const byHand = { description: 'Puxador especial', quantity: '2', total: '180.50' };
    await control.post(`/control/environments/${environmentId}/manual-items`, byHand);
    const refusal = await control.post<{ code: string }>(
      `/control/environments/${environmentId}/approve`,
      {},
      409,
    );
    assert.equal(refusal.code, 'quote-outdated');

    // The model has moved on since the last save: the listing is exported from what was saved.
    const early = await runElo(['update', environmentId, '--json', ...common]);
    assert.equal(early.code, 1);
    assert.equal((JSON.parse(early.stdout) as { code: string }).code, 'listing-not-fresh');
    writeFileSync(join(folder, 'orçamento.xml'), buildListing(listingOf(drawing.model)));
    const { version } = await elo<{ version: number }>('update', environmentId);
    assert.equal(version, 1);

    interface Server {
      readonly state: string;
      readonly items: readonly { source: string; description: string; quantity: string; total: string }[];
    }
    const server = await control.get<Server>(`/control/environments/${environmentId}`);
    assert.equal(server.state, 'synchronized');
    assert.deepEqual(
      server.items
        .filter((item) => item.source === 'manual')
        .map(({ description, quantity, total }) => ({ description, quantity, total })),
      [byHand],
    );
    assert.ok(server.items.some((item) => item.source === 'promob'));
    await control.post(`/control/environments/${environmentId}/approve`, {});
  });

  it('ends with codes a program can act on', async () => {
    assert.equal((await runElo(['saves', join(folder, 'nothing.promob'), '--json', ...common])).code, 1);
    assert.equal((await runElo(['no-such-command', '--json'])).code, 2);
    const second = await runElo(['run', '--json', ...common]);
    assert.equal(second.code, 1);
    assert.equal((JSON.parse(second.stdout) as { code: string }).code, 'data-folder-in-use');
    const signedOut = join(home, 'nobody');
    const update = await runElo([
      'update',
      'x',
      ...['--data', signedOut, '--server', addresses.foccolojas, '--vault', 'memory', '--json'],
    ]);
    assert.equal(update.code, 3);
  });
});
