import { randomBytes } from 'node:crypto';
import type { PortProbe } from '../../../../shared/api/events.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { CheckContext, Lacking } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';
import { addressKind } from './addressKind.ts';
import { staysHere } from './staysHere.ts';
import { temporaryListener } from './temporaryListener.ts';
import type { TemporaryListener } from './temporaryListener.ts';
import { watchConnections } from './watchConnections.ts';

/** What was tested: towards which address, by which family, from where, when. */
export interface OutsideProof {
  readonly publicAddress: string;
  readonly family: 'IPv4' | 'IPv6';
  /** FoccoLojas' host. */
  readonly from: string;
  readonly at: string;
  /** A program had the port, or Elo listened for the moment. */
  readonly listener: 'program' | 'temporary';
}

/**
 * What the test from outside came to. `open` this machine was reached: by the one-time code it told, or because the
 * probe's own connection was found here · `elsewhere` someone answered, and not this machine · `open-not-proved` someone
 * answered, and whether it was this machine could not be seen · `closed` nobody was reached · `not-tested`.
 */
export type OutsideAnswer =
  | ({ readonly answer: 'open'; readonly proof: 'one-time-code' | 'own-connection' } & OutsideProof)
  | ({ readonly answer: 'elsewhere' } & OutsideProof)
  | ({ readonly answer: 'open-not-proved'; readonly why: string } & OutsideProof)
  | ({ readonly answer: 'closed'; readonly why: string } & OutsideProof)
  | {
      readonly answer: 'not-tested';
      readonly reason: NotTested;
      readonly lacks?: Lacking;
      readonly error?: string;
      readonly publicAddress?: string;
      readonly family?: 'IPv4' | 'IPv6';
    };
export type NotTested =
  | 'lacks'
  | 'server-on-this-machine'
  | 'no-network'
  | 'may-not-listen'
  | 'outside-probe-failed'
  | 'not-from-outside'
  | 'other-family'
  | 'through-a-proxy';

/** How long the connection stays, so that it can be found: reading the connections takes Windows a second or two. */
const holdMs = { other: 800, win32: 3_500 } as const;
/** What the other side may say about a port that is proved closed; the rest says nothing about it. */
const closedReasons = new Set(['refused', 'timeout', 'host-unreachable']);

/**
 * Has FoccoLojas try a port of this machine from outside, and sees whether it was this machine that was reached. Where
 * nothing listens, Elo listens for the moment and tells a one-time code.
 * @param lanAddress this machine's address towards the router
 * @throws EloError `cancelled`
 */
export async function testFromOutside(
  parts: Pick<DiagnosticsParts, 'probePort' | 'serverUrl' | 'proxyFor' | 'platform'>,
  context: Pick<CheckContext, 'machine' | 'clock' | 'signal'>,
  { port, lanAddress }: { readonly port: number; readonly lanAddress: string | null },
): Promise<OutsideAnswer> {
  const { signal, machine } = context;
  const serverUrl = parts.serverUrl();
  if (serverUrl === null) return { answer: 'not-tested', reason: 'lacks', lacks: 'server' };
  if (staysHere(serverUrl)) return { answer: 'not-tested', reason: 'server-on-this-machine' };
  if (lanAddress === null) return { answer: 'not-tested', reason: 'no-network' };

  const nonce = `elo-${randomBytes(16).toString('hex')}`;
  const listeners = await machine.listeners(signal);
  const held =
    listeners.ok &&
    listeners.value.some((each) => each.port === port && addressKind(each.address) !== 'loopback');
  const own = held ? 'taken' : await temporaryListener({ address: lanAddress, port, nonce });
  if (own === 'not-allowed' || own === 'no-address') {
    return { answer: 'not-tested', reason: 'may-not-listen' };
  }
  const listener: TemporaryListener | null = own === 'taken' ? null : own;
  const watch = listener === null ? watchConnections(context, port) : null;
  try {
    const stay = parts.platform === 'win32' ? holdMs.win32 : holdMs.other;
    const [found, proxy] = await Promise.all([
      parts.probePort({ port, family: 4, ...(listener === null ? { holdMs: stay } : { nonce }) }, signal),
      parts.proxyFor(serverUrl).catch(() => null),
    ]);
    const proof: OutsideProof = {
      publicAddress: found.address,
      family: found.family,
      from: new URL(serverUrl).host,
      at: found.answeredAt,
      listener: listener === null ? 'program' : 'temporary',
    };
    const proved = await provedBy(found, listener, watch);
    if (proved !== null && proved !== 'no' && proved !== 'unread') {
      return addressKind(found.address) === 'public'
        ? { answer: 'open', proof: proved, ...proof }
        : notTested('not-from-outside', found);
    }
    return judge(found, proof, { proxied: proxy !== null, proved });
  } catch (error) {
    if (signal.aborted || !(error instanceof EloError)) throw error;
    if (error.code === 'sign-in-required') return { answer: 'not-tested', reason: 'lacks', lacks: 'sign-in' };
    if (error.code === 'server-not-set') return { answer: 'not-tested', reason: 'lacks', lacks: 'server' };
    return { answer: 'not-tested', reason: 'outside-probe-failed', error: error.code };
  } finally {
    watch?.stop();
    await listener?.close();
  }
}

type Proof = 'one-time-code' | 'own-connection' | 'no' | 'unread' | null;

/** What shows that it was this machine; `null` where nobody was reached. */
async function provedBy(
  found: PortProbe,
  listener: TemporaryListener | null,
  watch: ReturnType<typeof watchConnections> | null,
): Promise<Proof> {
  if (!found.reachable) return null;
  if (listener !== null) {
    if (found.nonceMatched === true) return 'one-time-code';
    // The code may be lost on the way; the connection itself came all the same.
    const { source } = found;
    const came = listener.callers.some(
      (caller) => caller.address === source?.address && caller.port === source.port,
    );
    return came ? 'own-connection' : 'no';
  }
  if (found.source === undefined || watch === null) return 'unread';
  const seen = await watch.find(found.source);
  return seen === 'found' ? 'own-connection' : seen === 'unread' ? 'unread' : 'no';
}

const notTested = (reason: NotTested, found: PortProbe, error?: string): OutsideAnswer => ({
  answer: 'not-tested',
  reason,
  ...(error === undefined ? {} : { error }),
  publicAddress: found.address,
  family: found.family,
});

/** What an answer says that was not proved to come from this machine. */
function judge(
  found: PortProbe,
  proof: OutsideProof,
  { proxied, proved }: { readonly proxied: boolean; readonly proved: Proof },
): OutsideAnswer {
  if (addressKind(found.address) !== 'public') return notTested('not-from-outside', found);
  if (found.family !== 'IPv4') return notTested('other-family', found);
  // The proxy's address was tried, which need not be the store's.
  if (proxied) return notTested('through-a-proxy', found);
  if (found.reachable) {
    // With a listener of our own whoever answered without the code was another; a program's port may have more than one way in.
    if (proof.listener === 'temporary') return { answer: 'elsewhere', ...proof };
    return { answer: 'open-not-proved', why: proved === 'unread' ? 'unread' : 'not-seen', ...proof };
  }
  const why = found.reason ?? 'failed';
  return closedReasons.has(why)
    ? { answer: 'closed', why, ...proof }
    : notTested('outside-probe-failed', found, why);
}
