/**
 * The whole main job, start to end, against the sandbox: no display, no account, no network, no vault.
 * `--data DIR` keeps what it made. The last line of standard output is one JSON object; exit 0 only when all is well.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type {
  Audit,
  EngineEvent,
  NotificationView,
  SaveJson,
  Status,
  VersionView,
} from '../../shared/contract/schemas.ts';
import { eloJson, startEngine, startSandboxProcess } from '../support/processes/eloProcess.ts';
import type { RunningProcess } from '../support/processes/eloProcess.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { buildListing } from '../support/promob/buildListing.ts';
import { workAndSave } from '../support/promob/mutateProject.ts';
import { listingOf } from '../support/promob/newListing.ts';
import { newProject } from '../support/promob/newProject.ts';
import { savePromobStyle } from '../support/promob/savePromobStyle.ts';
import { ControlRefusal, controlClient } from '../support/sandbox/controlClient.ts';
import { signInByForm } from '../support/sandbox/signInByForm.ts';
import { percentile } from './percentile.ts';
import { createTimeline } from './timeline.ts';

const user = 'designer';
const password = 'elo';
/** Every wait of the demo is bounded by this. */
const patienceMs = 60_000;
const onlineSaves = 12;
const offlineSaves = 8;

const { values: options } = parseArgs({ options: { data: { type: 'string' } } });
const keep = options.data !== undefined;
const home = keep ? resolve(options.data ?? '') : mkdtempSync(join(tmpdir(), 'elo-demo-'));
const data = join(home, 'elo');
const projects = join(home, 'Projetos');
const exports = join(home, 'Orçamentos');
if (existsSync(data)) {
  process.stderr.write(`${home} holds an earlier demo; name an empty folder\n`);
  process.exit(2);
}
for (const folder of [home, data, projects, exports]) mkdirSync(folder, { recursive: true });

const out = createTimeline((line) => process.stdout.write(`${line}\n`));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const running: RunningProcess[] = [];

function eventOf(line: string): EngineEvent | null {
  return line.startsWith('{') ? (JSON.parse(line) as EngineEvent) : null;
}

async function main(): Promise<boolean> {
  out.chapter('1. FoccoLojas, Promob and the engine');
  let sandbox = await out.during('starting the sandbox', () => startSandboxProcess(join(home, 'sandbox')));
  running.push(sandbox.process);
  const { addresses } = sandbox;
  const control = controlClient(addresses.control, addresses.controlToken);
  const common = ['--data', data, '--server', addresses.foccolojas, '--vault', 'memory'];
  const elo = <T>(...args: string[]): Promise<T> => eloJson<T>([...args, ...common]);
  const engine = await out.during('starting the engine (secrets in memory only)', () => startEngine(common));
  running.push(engine);

  const event = (satisfies: (event: EngineEvent) => boolean, what: string): Promise<string> =>
    engine.stdout.find(
      (line) => {
        const seen = eventOf(line);
        return seen !== null && satisfies(seen);
      },
      patienceMs,
      what,
    );
  const received = (bytes: Uint8Array): Promise<string> => {
    const sha256 = hash(bytes);
    return event(
      (seen) => seen.event === 'save-received' && seen.sha256 === sha256,
      `the receipt of ${sha256}`,
    );
  };

  const byBrowser = async (command: 'sign-in' | 'link'): Promise<{ promobLink: string }> => {
    const pages: Promise<unknown>[] = [];
    const result = await eloJson<{ promobLink: string }>(
      [command, '--open', 'none', ...common],
      0,
      (line) => {
        const address = /https?:\/\/\S+/.exec(line)?.[0];
        if (address !== undefined && pages.length === 0) pages.push(signInByForm(address, user, password));
      },
    );
    await Promise.all(pages);
    return result;
  };
  await out.during('signing in to FoccoLojas through the browser form', () => byBrowser('sign-in'));
  const { promobLink } = await out.during('linking the Promob user', () => byBrowser('link'));
  out.step(`Promob user: ${promobLink}`);

  out.chapter('2. A customer, a project, an environment, two watched folders');
  const customerId = await control.createCustomer('Marina Duarte');
  const projectId = await control.createProject(customerId, 'Apartamento 82');
  const { environmentId } = await elo<{ environmentId: string }>(
    'environments',
    'create',
    '--project',
    projectId,
    '--name',
    'Cozinha',
  );
  await control.addManualItem(environmentId, {
    description: 'Granito instalado',
    quantity: '1',
    total: '1850.00',
  });
  await elo('folders', 'add', projects);
  await elo('folders', 'add', exports);
  out.step('the environment is there, with one item added by hand in FoccoLojas');

  out.chapter('3. The designer saves');
  let model = newProject({ seed: 'demo', modules: 24 });
  let bytes = buildContainer(model);
  const path = join(projects, 'Marina Duarte - Cozinha.promob');
  const written: { readonly sha256: string; readonly bytes: Uint8Array }[] = [];
  const save = (): number => {
    if (written.length > 0) {
      model = workAndSave(model);
      bytes = buildContainer(model);
    }
    written.push({ sha256: hash(bytes), bytes });
    return savePromobStyle(path, bytes);
  };
  save();
  await event((seen) => seen.event === 'save-kept' && seen.sha256 === hash(bytes), 'the first save');
  await elo('environments', 'bind', environmentId, path);
  await received(bytes);
  out.step(`save 1 kept, bound and received (${bytes.length.toLocaleString('en')} bytes)`);
  const latencies: number[] = [];
  for (let count = 1; count < onlineSaves; count += 1) {
    const writtenAt = save();
    await received(bytes);
    latencies.push(performance.now() - writtenAt);
    out.step(`save ${count + 1} received after ${Math.round(latencies.at(-1) ?? 0)} ms`);
  }

  out.chapter('4. The listing is exported, the environment updated: version 1');
  const listingPath = join(exports, 'Cozinha.xml');
  const exportListing = (): void => writeFileSync(listingPath, buildListing(listingOf(model)));
  exportListing();
  const first = await elo<{ version: number }>('update', environmentId);
  out.step(`version ${first.version}`);

  out.chapter('5. Saved again → notified → updated: version 2');
  const seenBefore = new Set((await elo<NotificationView[]>('notifications')).map(({ id }) => id));
  const writtenAt = save();
  const line = await event(
    (seen) =>
      seen.event === 'notification' &&
      seen.notification.environmentId === environmentId &&
      !seenBefore.has(seen.notification.id),
    'the notification',
  );
  const notificationMs = Math.round(performance.now() - writtenAt);
  const notice = eventOf(line);
  const notificationId = notice?.event === 'notification' ? notice.notification.id : '';
  out.step(`notified after ${notificationMs} ms: the environment is out of date`);
  const refused = await control.approve(environmentId).then(
    () => 'approved',
    (error: unknown) => (error instanceof ControlRefusal ? error.code : String(error)),
  );
  out.step(`approving the outdated quote is refused: ${refused}`);
  exportListing();
  const second = await elo<{ version: number }>('update', '--notification', notificationId);
  const server = await control.environment(environmentId);
  const manualItemsKept = server.items.filter(
    (item) =>
      item.source === 'manual' && item.description === 'Granito instalado' && item.total === '1850.00',
  ).length;
  out.step(`version ${second.version}; ${manualItemsKept} item added by hand is as it was`);

  out.chapter('6. Offline, and back');
  const port = Number(new URL(addresses.foccolojas).port);
  await sandbox.process.stop('SIGKILL');
  for (let count = 0; count < offlineSaves; count += 1) {
    save();
    const { sha256 } = written.at(-1) ?? { sha256: '' };
    await event((seen) => seen.event === 'save-kept' && seen.sha256 === sha256, 'a save kept offline');
  }
  const { queue } = await elo<Status>('status');
  out.step(`FoccoLojas is gone; ${queue.kept + queue.sending} saves are kept and wait`);
  sandbox = await out.during('FoccoLojas comes back', () => startSandboxProcess(join(home, 'sandbox'), port));
  running.push(sandbox.process);
  await out.during('everything that waited is received', () => received(bytes));

  out.chapter('7. An older save, byte for byte');
  const saves = await elo<SaveJson[]>('saves', path);
  const older = saves.find((each) => each.number === 3);
  const restored = await elo<{ path: string; sha256: string }>('restore', older?.saveId ?? '', '--to', home);
  const restoredIdentical = readFileSync(restored.path).equals(written[2]?.bytes ?? new Uint8Array());
  out.step(`save 3 restored, ${restoredIdentical ? 'identical' : 'NOT identical'}`);

  out.chapter('8. Both sides compared');
  const audit = await elo<Audit>('audit');
  const ledger = (
    await controlClient(sandbox.addresses.control, sandbox.addresses.controlToken).ledger()
  ).filter((row) => row.kind === 'save');
  const distinct = new Set(ledger.map((row) => row.sha256));
  const inOrder = ledger.every((row, index) => row.sha256 === written[index]?.sha256);
  const versions = await elo<VersionView[]>('versions', environmentId);
  out.step(
    `${audit.saved} saved, ${audit.received} received, ${audit.lost} lost; in order: ${String(inOrder)}`,
  );
  await engine.stop();
  await sandbox.process.stop();

  const summary = {
    ok:
      audit.ok &&
      inOrder &&
      ledger.length === written.length &&
      restoredIdentical &&
      promobLink === 'linked' &&
      refused === 'quote-outdated' &&
      versions.length === 2 &&
      manualItemsKept === 1,
    linked: promobLink === 'linked',
    saves: written.length,
    received: audit.received,
    duplicatesOnServer: ledger.length - distinct.size,
    lost: audit.lost,
    saveToReceivedMs: { p50: percentile(latencies, 50), p95: percentile(latencies, 95) },
    notificationMs,
    versions: versions.length,
    manualItemsKept,
    restoredIdentical,
  };
  process.stdout.write(`\n${JSON.stringify(summary)}\n`);
  return summary.ok;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const each of running) await each.stop('SIGKILL').catch(() => undefined);
  if (!keep) rmSync(home, { recursive: true, force: true });
}
