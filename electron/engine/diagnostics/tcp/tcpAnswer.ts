/**
 * What an attempt to connect came to, told apart as far as one side can:
 * `open` someone accepted · `refused` the machine answers and nothing listens, or its protection says no · `timed-out`
 * silence · `no-route` this machine knows no way · `host-unreachable` the last network found nobody, or a protection said
 * so · `reset` accepted and cut at once · `blocked` this machine's own protection lets nothing out · `dns-failed` the name
 * was not found · `not-tried` the attempt itself could not be made (out of sockets, bad address): it says nothing about
 * the port.
 */
export const tcpAnswers = [
  'open',
  'refused',
  'timed-out',
  'no-route',
  'host-unreachable',
  'reset',
  'blocked',
  'dns-failed',
  'not-tried',
] as const;
export type TcpAnswer = (typeof tcpAnswers)[number];

/** By the code of the operating system (`errno`) or the resolver. */
const answers: Readonly<Record<string, TcpAnswer>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EHOSTUNREACH: 'host-unreachable',
  EHOSTDOWN: 'host-unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  EACCES: 'blocked',
  EPERM: 'blocked',
  ENOTFOUND: 'dns-failed',
  EAI_AGAIN: 'dns-failed',
  EAI_FAIL: 'dns-failed',
  EAI_NODATA: 'dns-failed',
  ENODATA: 'dns-failed',
};

/** Of several addresses tried at once, the one that got furthest says most. */
const furthest: readonly TcpAnswer[] = [
  'open',
  'reset',
  'refused',
  'blocked',
  'timed-out',
  'host-unreachable',
  'no-route',
  'dns-failed',
  'not-tried',
];

/** The answer that says most. */
export function mostTelling(all: readonly TcpAnswer[]): TcpAnswer {
  return furthest.find((answer) => all.includes(answer)) ?? 'not-tried';
}

/**
 * What an error of a socket means. Node gathers the errors of several addresses in an `AggregateError` whose own message
 * is empty; its parts are looked into.
 * @returns the answer, and the code of the system it was read from
 */
export function tcpAnswerOf(thrown: unknown): { readonly answer: TcpAnswer; readonly system: string } {
  const parts = thrown instanceof AggregateError ? (thrown.errors as unknown[]) : [];
  if (parts.length > 0) {
    const found = parts.map(tcpAnswerOf);
    const best = mostTelling(found.map(({ answer }) => answer));
    return found.find(({ answer }) => answer === best) ?? { answer: 'not-tried', system: 'unknown' };
  }
  const code = (thrown as { code?: unknown } | null)?.code;
  const system = typeof code === 'string' ? code : 'unknown';
  return { answer: Object.hasOwn(answers, system) ? (answers[system] ?? 'not-tried') : 'not-tried', system };
}
