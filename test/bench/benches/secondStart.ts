import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandboxProcess } from '../../support/processes/eloProcess.ts';
import { benchRow, type BenchRow } from '../benchRow.ts';
import type { BenchContext } from '../support/benchContext.ts';
import type { Usage } from '../support/hostProtocol.ts';
import { median, tenth } from '../support/stats.ts';
import { preparedHistory } from './preparedHistory.ts';

const starts = 7;
const startLimitMs = 500;
/** After these starts the engine is left alone and looked at. */
const rests = 2;
const residentAfterMs = 30_000;
/**
 * Idle time is counted from here, when signing in is over. A reconcile comes every 30 s, or after a hundred times as long
 * as the last one took: in a minute at least one of them falls into it, unless the machine is very busy.
 */
const idleFromMs = 3_000;
const idleForMs = 62_000;

interface Rest {
  readonly residentMB: number;
  readonly idleCpuPercent: number;
  readonly idleSeconds: number;
}

/** Starting on a history where nothing changed; then what it costs to be there. */
export async function secondStart(context: BenchContext): Promise<BenchRow[]> {
  const { dataDir, files, folders, firstStartMs, compileCache } = await preparedHistory(context);
  const home = context.workspace.folder('second-start');
  const sandbox = await startSandboxProcess(join(home, 'sandbox'));
  context.workspace.defer(() => sandbox.process.stop('SIGKILL').then(() => undefined));
  const startMs: number[] = [];
  const openMs: number[] = [];
  const processMs: number[] = [];
  const rest: Rest[] = [];
  // One more: the first writes the compiled code down.
  for (let run = 0; run <= starts; run += 1) {
    context.progress(run <= starts - rests ? `start ${run}` : `start ${run} and 65 s of rest`);
    const engine = await context.host('engineHost');
    const opened = await engine.call<{ openMs: number }>('open', {
      dataDir,
      serverUrl: sandbox.addresses.foccolojas,
      compileCache,
    });
    const started = await engine.call<{ startMs: number; filesChecked: number }>('start');
    if (started.filesChecked !== files) {
      throw new Error(`${started.filesChecked} of ${files} files were checked`);
    }
    if (run > 0) {
      processMs.push(engine.processStartMs);
      openMs.push(opened.openMs);
      startMs.push(started.startMs);
    }
    if (run > starts - rests) {
      await engine.call('signIn');
      await pause(idleFromMs);
      const before = await engine.call<Usage>('usage');
      await pause(residentAfterMs - idleFromMs);
      const resident = await engine.call<Usage>('usage');
      await pause(idleForMs - (residentAfterMs - idleFromMs));
      const after = await engine.call<Usage>('usage');
      const seconds = (after.at - before.at) / 1_000;
      rest.push({
        residentMB: resident.rssMB,
        idleCpuPercent: (after.cpuMs - before.cpuMs) / 10 / seconds,
        idleSeconds: seconds,
      });
    }
    await engine.stop();
  }
  await sandbox.process.stop();
  const size = { files, folders };
  return [
    benchRow({
      bench: 'second-start',
      unit: 'ms',
      elo: median(startMs),
      target: '≤ 500 ms from start() to all checked and watched',
      met: (ms) => ms <= startLimitMs,
      details: {
        ...size,
        limit: startLimitMs,
        starts: startMs.length,
        processStart: tenth(median(processMs)),
        openDatabases: tenth(median(openMs)),
        firstStart: Math.round(firstStartMs),
        all: startMs.map(tenth),
      },
    }),
    benchRow({
      bench: 'second-start-resident',
      unit: 'MB',
      elo: median(rest.map(({ residentMB }) => residentMB)),
      target: '≤ 160 MB resident 30 s later',
      met: (mb) => mb <= 160,
      details: { ...size, all: rest.map(({ residentMB }) => tenth(residentMB)) },
    }),
    benchRow({
      bench: 'second-start-idle-cpu',
      unit: '%',
      elo: median(rest.map(({ idleCpuPercent }) => idleCpuPercent)),
      target: '< 0.5 % of a core when idle',
      met: (percent) => percent < 0.5,
      details: {
        ...size,
        seconds: tenth(median(rest.map(({ idleSeconds }) => idleSeconds))),
        all: rest.map(({ idleCpuPercent }) => Number(idleCpuPercent.toFixed(2))),
      },
    }),
  ];
}
