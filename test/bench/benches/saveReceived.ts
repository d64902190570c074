import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { controlClient } from '../../support/sandbox/controlClient.ts';
import { startSandboxProcess } from '../../support/processes/eloProcess.ts';
import { createRandom } from '../../support/promob/random.ts';
import { benchRow, missingRow, type BenchRow } from '../benchRow.ts';
import { ensureProgram } from '../peers/ensureProgram.ts';
import { startSyncthingPair, syncthingLog } from '../peers/syncthingPair.ts';
import { atomicSave } from '../support/atomicSave.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { engineEvents } from '../support/engineEvents.ts';
import { projectSaves } from '../support/projectSaves.ts';
import { writeProjectTree } from '../support/projectTree.ts';
import { median, percentile, tenth } from '../support/stats.ts';
import { waitFor } from '../support/waitFor.ts';

const patienceMs = 60_000;
/** Saves that are measured; the first ones warm up code and connections. */
const eloSaves = 40;
const warmUps = 3;
/** Each costs over a second and the pause after it. */
const peerSaves = 20;
const peerWarmUps = 2;
/**
 * A project of 2 MB with as much drawing to read as a real file of that size has: 12 MB of XML (the real sample of
 * 0.29 MB holds 1.8 MB); the rest is preview, since generated drawings shrink further than real ones.
 */
const modules = 1_000;
const projectBytes = 2_000_000;
const drawingShare = 0.18;
/** Other projects in the same folder. */
const neighbours = { folders: 20, perFolder: 10 };

const limitMs = 200;
const target = 'p50 ≤ 200 ms and ≤ 1/5 of the peer';

interface Latencies {
  readonly kept: number[];
  readonly claimed: number[];
  readonly received: number[];
}

/** Writes the saves to files: tens of megabytes are better on disk than in the memory of the one who measures. */
async function prepareSaves(context: BenchContext): Promise<readonly string[]> {
  return context.shared(`saves ${context.scale}`, async () => {
    const folder = context.workspace.folder('saves');
    const paths: string[] = [];
    const source = projectSaves({
      seed: 'save to received',
      modules: scaled(context, modules, 4),
      previewBytes: scaled(context, projectBytes * (1 - drawingShare), 2_000),
      change: 'touch',
    });
    for (let number = 0; number < eloSaves + warmUps + 1; number += 1) {
      const path = join(folder, `${number}.promob`);
      writeFileSync(path, source.next().value.newPreview);
      paths.push(path);
    }
    return paths;
  });
}

async function measureElo(context: BenchContext, saves: readonly string[]): Promise<Latencies> {
  const home = context.workspace.folder('save-received');
  const projects = join(home, 'Projetos');
  writeProjectTree(projects, { ...neighbours, seed: 'neighbours' });
  const sandbox = await startSandboxProcess(join(home, 'sandbox'));
  context.workspace.defer(() => sandbox.process.stop('SIGKILL').then(() => undefined));
  const control = controlClient(sandbox.addresses.control, sandbox.addresses.controlToken);
  const engine = await context.host('engineHost');
  const events = engineEvents(engine);
  await engine.call('open', {
    dataDir: join(home, 'elo'),
    serverUrl: sandbox.addresses.foccolojas,
    compileCache: join(home, 'compiled'),
  });
  await engine.call('start');
  await engine.call('signIn');
  await engine.call('addFolder', projects);
  const all = neighbours.folders * neighbours.perFolder;
  await waitFor(
    'the neighbours to be kept',
    async () => (await engine.call<number>('kept')) >= all,
    patienceMs,
    50,
  );

  const file = join(projects, 'Cliente 0', 'Cozinha.promob');
  const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const first = readFileSync(saves[0] ?? '');
  atomicSave(file, first);
  const firstSha = shaOf(first);
  await events.next(0, (event) => event.event === 'save-kept' && event.sha256 === firstSha, patienceMs);
  await engine.call('bind', { environmentId: await control.anEnvironment(), file });
  await events.next(0, (event) => event.event === 'save-received' && event.sha256 === firstSha, patienceMs);

  const latencies: Latencies = { kept: [], claimed: [], received: [] };
  const random = createRandom('pauses');
  for (const [index, path] of saves.slice(1).entries()) {
    const bytes = readFileSync(path);
    const sha256 = shaOf(bytes);
    await pause(random.integer(250, 600));
    const from = events.all.length;
    const savedAt = atomicSave(file, bytes);
    const kept = await events.next(
      from,
      (event) => event.event === 'save-kept' && event.sha256 === sha256,
      patienceMs,
    );
    const received = await events.next(
      from,
      (event) => event.event === 'save-received' && event.sha256 === sha256,
      patienceMs,
    );
    const claimed = events.all
      .slice(from)
      .find(({ event }) => event.event === 'state' && event.what === 'queue');
    if (index < warmUps) continue;
    latencies.kept.push(kept.at - savedAt);
    latencies.claimed.push((claimed ?? kept).at - savedAt);
    latencies.received.push(received.at - savedAt);
  }
  await engine.stop();
  await sandbox.process.stop();
  return latencies;
}

async function measureSyncthing(
  context: BenchContext,
  saves: readonly string[],
): Promise<{ readonly ms: number[]; readonly version: string }> {
  const pair = await startSyncthingPair(context.workspace, 1);
  const all = writeProjectTree(pair.from, { ...neighbours, seed: 'neighbours' });
  const arrived = (folder: number, file: number): boolean =>
    statSync(
      join(pair.to, `Cliente ${Math.floor(folder / 100)}`, `Projeto ${folder}`, `Ambiente ${file}.promob`),
      { throwIfNoEntry: false },
    ) !== undefined;
  const complete = (): boolean => {
    for (let folder = 0; folder < neighbours.folders; folder += 1)
      for (let file = 0; file < neighbours.perFolder; file += 1) if (!arrived(folder, file)) return false;
    return true;
  };
  try {
    await waitFor(`${all} files to arrive`, complete, 120_000, 200);
  } catch (error) {
    throw new Error(`${String(error)}\n${syncthingLog(pair)}`, { cause: error });
  }
  const [file, copy] = [pair.from, pair.to].map((folder) => join(folder, 'Cliente 0', 'Cozinha.promob'));
  if (file === undefined || copy === undefined) throw new Error('no pair');
  mkdirSync(join(pair.from, 'Cliente 0'), { recursive: true });
  const ms: number[] = [];
  const random = createRandom('pauses');
  for (const [index, path] of saves.slice(0, peerSaves + peerWarmUps).entries()) {
    const bytes = readFileSync(path);
    // It gathers what changes close together; a designer saves with pauses.
    await pause(random.integer(1_500, 2_500));
    const savedAt = atomicSave(file, bytes);
    const visible = (): boolean => {
      const stat = statSync(copy, { throwIfNoEntry: false });
      return stat?.size === bytes.byteLength && readFileSync(copy).equals(bytes);
    };
    const at = await waitFor('the save on the other side', visible, patienceMs);
    if (index >= peerWarmUps) ms.push(at - savedAt);
  }
  await pair.stop();
  return { ms, version: pair.version };
}

/** From the last byte of a save to FoccoLojas' receipt in the ledger, against Syncthing at its fastest. */
export async function saveReceived(context: BenchContext): Promise<BenchRow[]> {
  context.progress('making the saves of a 2 MB project');
  const saves = await prepareSaves(context);
  const bytes = statSync(saves[1] ?? '').size;
  context.progress(`${eloSaves} saves of ${(bytes / 1e6).toFixed(2)} MB to the sandbox`);
  const elo = await measureElo(context, saves);
  const p50 = median(elo.received);
  const details = {
    saves: elo.received.length,
    limit: limitMs,
    projectMB: tenth(bytes / 1e6),
    p95: tenth(percentile(elo.received, 0.95)),
    keptP50: tenth(median(elo.kept)),
    claimedP50: tenth(median(elo.claimed)),
    deliveredP50: tenth(median(elo.received.map((ms, index) => ms - (elo.kept[index] ?? 0)))),
    all: elo.received.map(tenth),
  };
  const why = ensureProgram('syncthing', context.progress);
  const row = { bench: 'save-received', unit: 'ms', target, peerName: 'Syncthing, fsWatcherDelayS=1' };
  if (why !== null) return [missingRow({ ...row, elo: p50 }, why, details)];
  context.progress(`${peerSaves} saves to a second Syncthing`);
  const peer = await measureSyncthing(context, saves);
  return [
    benchRow({
      ...row,
      elo: p50,
      peer: median(peer.ms),
      peerName: `Syncthing ${peer.version}, fsWatcherDelayS=1`,
      met: (ms, ratio) => ms <= limitMs && ratio !== null && ratio <= 1 / 5,
      details: {
        ...details,
        peerSaves: peer.ms.length,
        peerP95: tenth(percentile(peer.ms, 0.95)),
        peerAll: peer.ms.map(tenth),
      },
    }),
  ];
}
