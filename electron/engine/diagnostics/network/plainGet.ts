import { request } from 'node:http';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';

/** A page that ought to be empty: more is not read. */
const mostBytes = 4 * 1024;

export interface PlainAnswer {
  readonly status: number;
  readonly location: string | null;
  /** Bytes of the body, as far as they were read. */
  readonly bytes: number;
}

/**
 * One page by plain HTTP, straight, without proxy, cookies or redirects: to see who answers on the way.
 * @returns `null` where nothing came in time
 * @throws EloError `cancelled`
 */
export function plainGet(o: {
  readonly url: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<PlainAnswer | null> {
  return new Promise((resolve, reject) => {
    const leave = new AbortController();
    const end = (tell: () => void): void => {
      stopTimer();
      o.signal.removeEventListener('abort', cancel);
      tell();
      leave.abort();
    };
    const cancel = (): void => end(() => reject(new EloError('cancelled', 'the page was given up')));
    const stopTimer = o.clock.after(o.timeoutMs, () => end(() => resolve(null)));
    if (o.signal.aborted) {
      cancel();
      return;
    }
    o.signal.addEventListener('abort', cancel, { once: true });
    const sent = request(
      o.url,
      { agent: false, signal: leave.signal, maxHeaderSize: 16 * 1024, headers: { connection: 'close' } },
      (response) => {
        let bytes = 0;
        const told = (): void => {
          const { location } = response.headers;
          const answer = { status: response.statusCode ?? 0, location: location ?? null, bytes };
          end(() => resolve(answer));
        };
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes >= mostBytes) told();
        });
        response.on('error', () => end(() => resolve(null)));
        response.on('end', told);
      },
    );
    sent.on('error', () => end(() => resolve(null)));
    sent.end();
  });
}
