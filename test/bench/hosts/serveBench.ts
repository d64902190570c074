import { monotonic } from '../support/monotonic.ts';
import type { HostCall, HostMessage, Usage } from '../support/hostProtocol.ts';

const begun = monotonic();

function send(message: HostMessage): void {
  if (process.connected) process.send?.(message);
}

/** Tells the benchmark something unasked. */
export function tell(event: unknown): void {
  send({ event, at: monotonic() });
}

function usage(): Usage {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    rssMB: rss / 2 ** 20,
    heapMB: heapUsed / 2 ** 20,
    cpuMs: (user + system) / 1_000,
    at: monotonic(),
  };
}

/** What a host can be asked for, by name; inputs and answers are plain data. */
export type HostCalls = Readonly<Record<string, (input: never) => unknown>>;

/**
 * Answers the benchmark in a process of its own: the body of a host. Every host also answers `begun` (when its first
 * line ran), `usage`, `collect` (garbage, where the process allows it) and `stop`, which ends it after `calls.stop`.
 */
export function serveBench(calls: HostCalls): void {
  const all = new Map<string, (input: never) => unknown>([
    ['begun', () => begun],
    ['usage', usage],
    ['collect', () => globalThis.gc?.()],
    ['stop', () => undefined],
    ...Object.entries(calls),
  ]);
  process.on('message', (message: HostCall) => {
    void (async () => {
      try {
        const run = all.get(message.call);
        if (run === undefined) throw new Error(`no call named ${message.call}`);
        send({ id: message.id, value: await run(message.input as never) });
      } catch (error) {
        send({
          id: message.id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
    })();
  });
  // The benchmark lets go when it has what it wanted, or when it died.
  process.on('disconnect', () => process.exit(0));
}
