import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Sandbox, SandboxOptions } from '../../sandbox/startSandbox.ts';
import { startSandbox } from '../../sandbox/startSandbox.ts';
import type { ControlClient } from './controlClient.ts';
import { controlClient } from './controlClient.ts';

/** A sandbox for one test. */
export interface TestSandbox extends Sandbox {
  readonly dataDir: string;
  readonly controls: ControlClient;
  /** Stops it and starts it again on the same folder and the same ports. */
  restart(): Promise<TestSandbox>;
}

/** Starts a sandbox on free ports in a temporary folder; it is stopped and removed when the test ends. */
export async function withSandbox(
  t: Pick<TestContext, 'after'>,
  options: Omit<SandboxOptions, 'dataDir'> = {},
): Promise<TestSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'elo-sandbox-'));
  let running: Sandbox | undefined;
  t.after(async () => {
    await running?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const start = async (ports: Partial<SandboxOptions>): Promise<TestSandbox> => {
    const sandbox = await startSandbox({ ...options, ...ports, dataDir });
    running = sandbox;
    const portOf = (origin: string): number => Number(new URL(origin).port);
    return {
      ...sandbox,
      dataDir,
      controls: controlClient(sandbox.control, sandbox.controlToken),
      async restart() {
        await sandbox.close();
        return start({
          port: portOf(sandbox.foccolojas),
          promobPort: portOf(sandbox.promob),
          controlPort: portOf(sandbox.control),
        });
      },
    };
  };
  return start({});
}
