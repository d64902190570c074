import { spawn } from 'node:child_process';
import type { Runner } from './unprivileged.ts';

export interface StartedServer {
  stop(): Promise<void>;
}

/** Starts a server and waits for the line it says when it is ready. @throws with what it said, where it ends before */
export function startServer(o: {
  readonly program: string;
  readonly args: readonly string[];
  readonly runner: Runner;
  readonly ready: RegExp;
  readonly signal: NodeJS.Signals;
}): Promise<StartedServer> {
  const child = spawn(o.program, o.args, {
    ...o.runner,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes: Buffer): void => {
      said = (said + bytes.toString('utf8')).slice(-8_000);
      if (!o.ready.test(said)) return;
      child.stderr.off('data', hear);
      child.stderr.resume();
      resolve({
        stop: async () => {
          child.kill(o.signal);
          await ended;
        },
      });
    };
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${o.program} ended:\n${said}`)));
  });
}
