import { join } from 'node:path';
import { controlClient } from '../../support/sandbox/controlClient.ts';
import { startSandboxProcess } from '../../support/processes/eloProcess.ts';
import { benchRow, type BenchRow } from '../benchRow.ts';
import type { DrainInput } from '../hosts/drainHost.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { openSlowLine } from '../support/slowLine.ts';
import { median, tenth } from '../support/stats.ts';

const rounds = 3;
const namedSaves = 1_000;
const namedEnvironments = 200;
/** The loop's rate does not depend on how long it goes on; a quarter of the saves shows it. */
const loopShare = 0.25;
const roundTripMs = 50;

/** Saves a second when a queue is drained over a line of 50 ms, against uploading one after the other on the same line. */
export async function drain(context: BenchContext): Promise<BenchRow[]> {
  const saves = scaled(context, namedSaves, 10);
  const environments = scaled(context, namedEnvironments, 2);
  const home = context.workspace.folder('drain');
  const sandbox = await startSandboxProcess(join(home, 'sandbox'));
  context.workspace.defer(() => sandbox.process.stop('SIGKILL').then(() => undefined));
  const control = controlClient(sandbox.addresses.control, sandbox.addresses.controlToken);
  const line = await openSlowLine(sandbox.addresses.foccolojas, roundTripMs);
  context.workspace.defer(() => line.close());
  const customerId = await control.createCustomer('Marina Duarte');
  const projectId = await control.createProject(customerId, 'Apartamento 82');
  const drained: number[] = [];
  const looped: number[] = [];
  let bytes = 0;
  for (let round = 1; round <= rounds; round += 1) {
    context.progress(`round ${round} of ${rounds}: ${saves} saves of ${environments} environments`);
    const environmentIds: string[] = [];
    for (let index = 0; index < environments; index += 1) {
      environmentIds.push(await control.createEnvironment(projectId, `Ambiente ${round}.${index}`));
    }
    const input: DrainInput = {
      server: sandbox.addresses.foccolojas,
      line: line.origin,
      environmentIds,
      saves,
    };
    const host = await context.host('drainHost');
    const measured = await host.call<{ ms: number; bytes: number }>('drain', input, 300_000);
    bytes = measured.bytes;
    drained.push(saves / (measured.ms / 1_000));
    const few = Math.max(10, Math.round(saves * loopShare));
    const loop = await host.call<{ ms: number }>('loop', { ...input, saves: few }, 300_000);
    looped.push(few / (loop.ms / 1_000));
    await host.stop();
  }
  const received = (await control.ledger()).filter((entry) => entry.kind === 'save').length;
  const expected = rounds * (saves + Math.max(10, Math.round(saves * loopShare)));
  if (received !== expected) throw new Error(`the server has ${received} of ${expected} saves`);
  await line.close();
  await sandbox.process.stop();
  return [
    benchRow({
      bench: 'drain',
      unit: 'saves/s',
      elo: median(drained),
      peer: median(looped),
      peerName: 'one upload after the other, same client and line',
      target: '≥ 4 × the loop',
      met: (_rate, ratio) => ratio !== null && ratio >= 4,
      details: {
        saves,
        environments,
        rounds,
        roundTripMs,
        saveKB: tenth(bytes / saves / 1e3),
        all: drained.map(tenth),
        peerAll: looped.map(tenth),
      },
    }),
  ];
}
