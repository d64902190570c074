import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { databaseError, socketProblem } from './databaseError.ts';

/** Where to connect and for how long. */
export interface SocketRequest {
  readonly host: string;
  readonly port: number;
  readonly timeMs: number;
  readonly signal: AbortSignal;
}

/**
 * Connects; of several addresses the next is tried after half the time (Node's own 250 ms gives slow links up).
 * @throws EloError `database-name-unknown`, `database-refused`, `database-no-answer`, `database-unreachable`
 */
export function openSocket({ host, port, timeMs, signal }: SocketRequest): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, autoSelectFamilyAttemptTimeout: Math.max(10, timeMs / 2) });
    const end = (done: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', given);
      socket.removeAllListeners();
      // Whatever still happens to it is nobody's business; unheard it would end the process.
      socket.on('error', () => undefined);
      done();
    };
    const fail = (error: Error): void =>
      end(() => {
        socket.destroy();
        reject(error);
      });
    const given = (): void => fail(databaseError('database-no-answer', 'given-up'));
    const timer = setTimeout(() => fail(databaseError('database-no-answer', 'no-answer')), timeMs);
    signal.addEventListener('abort', given, { once: true });
    if (signal.aborted) given();
    socket.once('connect', () => end(() => resolve(socket)));
    socket.once('error', (error) => fail(socketProblem(error) ?? databaseError('database-unreachable')));
  });
}
