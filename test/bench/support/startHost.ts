import { fork } from 'node:child_process';
import { monotonic } from './monotonic.ts';
import type { HostMessage } from './hostProtocol.ts';
import type { Workspace } from './workspace.ts';

/** A process that is measured, alone with its memory. */
export interface Host {
  readonly pid: number;
  /** From asking the system for the process to its first line of code, in milliseconds. */
  readonly processStartMs: number;
  /** Asks the process for something; rejects with its error, when it ends, or after the time (default 120 s). */
  call<T>(name: string, input?: unknown, timeoutMs?: number): Promise<T>;
  /** Hears what it tells unasked. */
  onEvent(listener: (event: unknown, at: number) => void): () => void;
  /** Asks it to end and waits; ends it by force after 20 s. */
  stop(): Promise<void>;
}

const callTimeoutMs = 120_000;
const stopTimeoutMs = 20_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Starts a host (a bundled file of `hosts/`, which calls `serveBench`) and waits until it answers. */
export async function startHost(
  workspace: Workspace,
  file: string,
  execArgv: readonly string[] = [],
): Promise<Host> {
  const from = monotonic();
  const child = fork(file, [], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
    // keeps hashes of typed arrays and big integers as they are
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: unknown, at: number) => void>();
  let errors = '';
  let calls = 0;
  let ended = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-4_000);
  });
  const settle = (id: number): Waiting | undefined => {
    const call = waiting.get(id);
    waiting.delete(id);
    clearTimeout(call?.timer);
    return call;
  };
  child.on('message', (message: HostMessage) => {
    if ('event' in message) for (const listener of listeners) listener(message.event, message.at);
    else if ('error' in message) settle(message.id)?.reject(new Error(message.error));
    else settle(message.id)?.resolve(message.value);
  });
  const exit = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      for (const id of waiting.keys()) {
        settle(id)?.reject(new Error(`${file} ended (${String(code ?? signal)}): ${errors}`));
      }
      resolve();
    });
  });
  const call = <T>(name: string, input?: unknown, timeoutMs = callTimeoutMs): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended) {
        reject(new Error(`${file} has ended: ${errors}`));
        return;
      }
      calls += 1;
      const id = calls;
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error(`${name} was not answered within ${timeoutMs} ms: ${errors}`));
      }, timeoutMs);
      waiting.set(id, { resolve: (value) => resolve(value as T), reject, timer });
      child.send({ id, call: name, input });
    });
  const stop = async (): Promise<void> => {
    if (!ended) {
      await call('stop', undefined, stopTimeoutMs).catch(() => undefined);
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      if (child.connected) child.disconnect();
      await exit;
      clearTimeout(timer);
    }
  };
  workspace.defer(() => {
    if (!ended) child.kill('SIGKILL');
    return exit;
  });
  const begun = await call<number>('begun');
  return {
    pid: child.pid ?? -1,
    processStartMs: begun - from,
    call,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };
}
