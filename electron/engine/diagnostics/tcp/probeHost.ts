import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { probeTcp } from './probeTcp.ts';
import type { TcpAttempt } from './probeTcp.ts';
import { mostTelling, tcpAnswerOf } from './tcpAnswer.ts';
import type { TcpAnswer } from './tcpAnswer.ts';

/** The system's resolver has no bound of its own; with several silent servers it takes half a minute. */
const dnsPatienceMs = 4_000;
/** Of a name with many addresses two of each family say enough. */
const mostOfAFamily = 2;

export interface HostAttempt {
  /** The answer that says most of all that were tried. */
  readonly answer: TcpAnswer;
  /** The attempt it comes from; `null` where the name was not found. */
  readonly best: TcpAttempt | null;
  /** Every address that was tried, each family by itself. */
  readonly attempts: readonly TcpAttempt[];
  /** What the name was found to be, as the system resolves it (hosts file included). */
  readonly addresses: readonly string[];
  readonly dnsMs: number;
  /** The resolver's code (`ENOTFOUND`, `EAI_AGAIN`, `took-too-long`); `null` where the name was found. */
  readonly dnsCode: string | null;
}

export type Lookup = (host: string) => Promise<readonly string[]>;
const systemLookup: Lookup = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * Tries a port of a name or literal address, each family on its own so that a broken IPv6 is not mistaken for a closed
 * port. A name that is not found, or not within 4 s, is `dns-failed`.
 * @throws EloError `cancelled`
 */
export async function probeHost(o: {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly platform?: NodeJS.Platform;
  readonly lookup?: Lookup;
}): Promise<HostAttempt> {
  const { clock, signal } = o;
  const host = o.host.replace(/^\[|\]$/g, '');
  const begun = clock.monotonic();
  const unknown = (dnsCode: string): HostAttempt => ({
    answer: 'dns-failed',
    best: null,
    attempts: [],
    addresses: [],
    dnsMs: Math.round(clock.monotonic() - begun),
    dnsCode,
  });
  let addresses: readonly string[];
  try {
    const found = isIP(host) === 0 ? await inTime((o.lookup ?? systemLookup)(host), clock, signal) : [host];
    if (found === late) return unknown('took-too-long');
    addresses = found;
  } catch (error) {
    if (signal.aborted) throw new EloError('cancelled', 'the probe was given up', { cause: error });
    return unknown(tcpAnswerOf(error).system);
  }
  if (addresses.length === 0) return unknown('ENODATA');
  const dnsMs = Math.round(clock.monotonic() - begun);
  const chosen = ([4, 6] as const).flatMap((family) =>
    addresses.filter((address) => isIP(address) === family).slice(0, mostOfAFamily),
  );
  const attempts = await Promise.all(chosen.map((address) => probeTcp({ ...o, address })));
  const answer = mostTelling(attempts.map((attempt) => attempt.answer));
  const best = attempts.find((attempt) => attempt.answer === answer) ?? null;
  return { answer, best, attempts, addresses, dnsMs, dnsCode: null };
}

/** The time is over: told apart from an error of the resolver. */
const late = Symbol('late');

async function inTime<T>(work: Promise<T>, clock: Clock, signal: AbortSignal): Promise<T | typeof late> {
  work.catch(() => undefined);
  let stopTimer = (): void => undefined;
  let stopListening = (): void => undefined;
  const timer = new Promise<typeof late>((resolve, reject) => {
    stopTimer = clock.after(dnsPatienceMs, () => resolve(late));
    const cancel = (): void => reject(new EloError('cancelled', 'the look-up was given up'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    stopListening = () => signal.removeEventListener('abort', cancel);
  });
  try {
    return await Promise.race([work, timer]);
  } finally {
    stopTimer();
    stopListening();
    timer.catch(() => undefined);
  }
}
