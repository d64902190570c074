import type { Socket } from 'node:net';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** Bounds of one exchange in milliseconds; `null` means none. */
export interface Bounds {
  /** From the start until the connection (TLS included) stands. */
  readonly connectMs: number;
  /** Without one byte in either direction, once connected. */
  readonly idleMs: number | null;
  /** From start to the last byte of the answer. */
  readonly totalMs: number | null;
}

/** Watches one exchange. `stop` when it ended, whichever way. */
export interface Deadlines {
  /** The exchange got its socket: a fresh one connects first, a kept one is watched for idleness at once. */
  socket(socket: Socket): void;
  /** The answer began, so the connection stands, whatever was heard of it. */
  connected(): void;
  stop: Stop;
}

/** Starts watching; the first bound that is passed calls `expire` once with a retryable `network-timeout`. */
export function watchDeadlines(clock: Clock, bounds: Bounds, expire: (error: EloError) => void): Deadlines {
  const stops = new Set<Stop>();
  let stopped = false;
  const stop = () => {
    stopped = true;
    for (const cancel of stops) cancel();
    stops.clear();
  };
  const after = (ms: number, run: () => void): Stop => {
    const cancel = clock.after(ms, () => {
      stops.delete(cancel);
      run();
    });
    stops.add(cancel);
    return () => {
      cancel();
      stops.delete(cancel);
    };
  };
  const passed = (phase: string, ms: number) => {
    if (stopped) return;
    stop();
    expire(
      new EloError('network-timeout', `No end of the exchange in time (${phase}, ${ms} ms)`, {
        retryable: true,
        remedy: 'check-connection',
        details: { phase, limitMs: ms },
      }),
    );
  };

  if (bounds.totalMs !== null) after(bounds.totalMs, () => passed('total', bounds.totalMs ?? 0));
  const connected = after(bounds.connectMs, () => passed('connect', bounds.connectMs));

  const watchIdle = (socket: Socket) => {
    const idleMs = bounds.idleMs;
    if (idleMs === null || stopped) return;
    // Counting bytes sees uploads and downloads alike, and needs no event per chunk.
    let moved = socket.bytesRead + socket.bytesWritten;
    const look = () => {
      const now = socket.bytesRead + socket.bytesWritten;
      if (now === moved) return passed('idle', idleMs);
      moved = now;
      after(idleMs, look);
    };
    after(idleMs, look);
  };

  return {
    socket: (socket) => {
      if (stopped) return;
      const ready = () => {
        connected();
        watchIdle(socket);
      };
      const secure = 'encrypted' in socket;
      if (!socket.connecting && !(secure && socket.bytesRead === 0)) return ready();
      socket.once(secure ? 'secureConnect' : 'connect', ready);
    },
    connected: () => connected(),
    stop,
  };
}
