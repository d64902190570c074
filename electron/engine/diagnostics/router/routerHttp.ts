import { request } from 'node:http';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { UpnpProblem } from './routerTypes.ts';

/** The largest descriptions seen are some 20 KB. */
const mostBytes = 256 * 1024;
/** Home routers are slow, but not slower than this. */
const patienceMs = 1_500;

/** What came, or why nothing did. */
export type RouterReply =
  { readonly status: number; readonly body: Buffer } | { readonly problem: UpnpProblem };

/**
 * One exchange with the router, plain HTTP as UPnP has it: no proxy, no redirect, no cookie, bounded in size and time.
 * Not the app's own client: that one refuses plain HTTP to another machine, and nothing secret goes this way.
 * @param o.url its host must be the gateway's literal address
 * @throws EloError `cancelled`
 */
export async function routerHttp(o: {
  readonly url: URL;
  readonly gateway: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly post?: { readonly action: string; readonly body: string };
}): Promise<RouterReply> {
  if (o.url.protocol !== 'http:' || o.url.hostname !== o.gateway || o.url.username !== '') {
    return { problem: 'elsewhere' };
  }
  return new Promise((resolve, reject) => {
    const leave = new AbortController();
    const end = (tell: () => void): void => {
      stopTimer();
      o.signal.removeEventListener('abort', cancel);
      tell();
      leave.abort();
    };
    const fail = (problem: UpnpProblem): void => end(() => resolve({ problem }));
    const cancel = (): void => end(() => reject(new EloError('cancelled', 'the probe was given up')));
    const stopTimer = o.clock.after(patienceMs, () => fail('too-slow'));
    o.signal.addEventListener('abort', cancel, { once: true });
    if (o.signal.aborted) {
      cancel();
      return;
    }
    const body = o.post === undefined ? undefined : Buffer.from(o.post.body, 'utf8');
    const sent = request(
      o.url,
      {
        method: body === undefined ? 'GET' : 'POST',
        agent: false,
        signal: leave.signal,
        maxHeaderSize: 16 * 1024,
        headers: {
          connection: 'close',
          ...(o.post === undefined || body === undefined
            ? {}
            : {
                'content-type': 'text/xml; charset="utf-8"',
                'content-length': String(body.length),
                soapaction: `"${o.post.action}"`,
              }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        let total = 0;
        response.on('data', (part: Buffer) => {
          total += part.length;
          if (total > mostBytes) fail('too-large');
          else parts.push(part);
        });
        response.on('error', () => fail('failed'));
        response.on('end', () =>
          end(() => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) })),
        );
      },
    );
    sent.on('error', () => fail('failed'));
    sent.end(body);
  });
}
