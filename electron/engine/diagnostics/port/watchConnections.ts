import type { Stop } from '../../../../shared/domain/clock.ts';
import type { CheckContext } from '../check.ts';
import { addressKind } from './addressKind.ts';

/** Between two readings; the connection stays several times as long. */
const everyMs = 100;

export interface ConnectionWatch {
  /**
   * Whether a connection with this other side was here while the watch ran, or is now.
   * @param source as the other side knows itself; behind a translation of its own it only knows its inner address, and
   * then a new connection from the internet with the same port is its
   */
  find(source: {
    readonly address: string;
    readonly port: number;
  }): Promise<'found' | 'not-found' | 'unread'>;
  stop: Stop;
}

/** Reads this machine's connections to a port, again and again, until stopped. */
export function watchConnections(
  { machine, clock, signal }: Pick<CheckContext, 'machine' | 'clock' | 'signal'>,
  port: number,
): ConnectionWatch {
  const before = new Set<string>();
  const seen = new Map<string, { address: string; port: number }>();
  let stopped = false;
  let read = false;
  let first = true;
  let stopTimer: Stop = () => undefined;

  const look = async (): Promise<void> => {
    const answer = await machine.connections(port, signal);
    if (!answer.ok) return;
    read = true;
    for (const { remoteAddress, remotePort } of answer.value) {
      const key = `${remoteAddress} ${remotePort}`;
      if (first) before.add(key);
      seen.set(key, { address: remoteAddress, port: remotePort });
    }
    first = false;
  };
  const isStopped = (): boolean => stopped;
  const again = async (): Promise<void> => {
    while (!isStopped()) {
      await look();
      // Stopped while it looked: nobody would end the waiting.
      if (isStopped()) return;
      await new Promise<void>((resolve) => {
        const stop = clock.after(everyMs, resolve);
        stopTimer = () => {
          stop();
          resolve();
        };
      });
    }
  };
  const running = again().catch(() => undefined);

  const stop: Stop = () => {
    stopped = true;
    stopTimer();
  };
  return {
    async find(source) {
      stop();
      await running;
      await look();
      if (!read) return 'unread';
      if (seen.has(`${source.address} ${source.port}`)) return 'found';
      if (addressKind(source.address) === 'public') return 'not-found';
      const translated = [...seen].some(
        ([key, other]) =>
          other.port === source.port && !before.has(key) && addressKind(other.address) === 'public',
      );
      return translated ? 'found' : 'not-found';
    },
    stop,
  };
}
