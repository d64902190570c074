import { connect, isIP } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { tcpAnswerOf } from './tcpAnswer.ts';
import type { TcpAnswer } from './tcpAnswer.ts';

/**
 * Long enough for a machine that is off to be found out: the system gives up asking the local network for it after
 * 3.06 s (Linux: three requests a second apart). Also above the 2 s Windows takes to tell a refused port, which it tries
 * three times over.
 */
export const tcpPatienceMs = 3_500;
/** Windows repeats a refused attempt three times at 500 ms: with less than this a closed port looks filtered. */
const leastOnWindowsMs = 3_000;

export interface TcpAttempt {
  readonly answer: TcpAnswer;
  /** Literal address that was tried. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** From the first packet to the answer; the patience where there was none. */
  readonly ms: number;
  /** This machine's side of the connection; `null` where none was made. */
  readonly source: { readonly address: string; readonly port: number } | null;
  /** The code of the operating system; `null` where it did not speak (open, silence). */
  readonly system: string | null;
}

/**
 * Tries one port of one literal address: one family, no name, no proxy, nothing sent. The connection is closed at once.
 * A port that does not answer in time is `timed-out`, never an error.
 * @param o.timeoutMs default {@link tcpPatienceMs}; on Windows never below 3 s
 * @throws EloError `cancelled` when the signal aborts
 */
export function probeTcp(o: {
  readonly address: string;
  readonly port: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly platform?: NodeJS.Platform;
}): Promise<TcpAttempt> {
  const { address, port, clock, signal } = o;
  const family = isIP(address) === 6 ? 6 : 4;
  const least = (o.platform ?? process.platform) === 'win32' ? leastOnWindowsMs : 0;
  const begun = clock.monotonic();
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new EloError('cancelled', 'the probe was given up'));
      return;
    }
    let over = false;
    const socket = connect({ host: address, port, family, autoSelectFamily: false });
    const end = (tell: () => void): void => {
      if (over) return;
      over = true;
      stopTimer();
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      tell();
    };
    const finish = (answer: TcpAnswer, system: string | null): void => {
      const { localAddress, localPort } = socket;
      const source =
        answer === 'open' && localAddress !== undefined && localPort !== undefined
          ? { address: localAddress, port: localPort }
          : null;
      const ms = Math.round(clock.monotonic() - begun);
      end(() => resolve({ answer, address, family, port, ms, source, system }));
    };
    const cancel = (): void => end(() => reject(new EloError('cancelled', 'the probe was given up')));
    const stopTimer = clock.after(Math.max(least, o.timeoutMs ?? tcpPatienceMs), () =>
      finish('timed-out', null),
    );
    signal.addEventListener('abort', cancel, { once: true });
    socket.on('connect', () => finish('open', null));
    socket.on('error', (error) => {
      const { answer, system } = tcpAnswerOf(error);
      finish(answer, system);
    });
  });
}
