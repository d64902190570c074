import Fastify from 'fastify';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { BASE_PATH } from '../../../../shared/api/common.ts';

/** What happens to one write, in order; a name per entry, as the sandbox's faults do it. */
export type Fault =
  | { readonly kind: 'reset' | 'commitThenReset' | 'truncate' | 'duplicate' | 'hang' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number };

export interface Entry {
  readonly seq: number;
  readonly key: string;
  readonly environmentId: string;
  readonly saveId: string;
  readonly sha256: string;
  readonly receivedAt: string;
}

/**
 * A FoccoLojas over real HTTP that takes saves and nothing else: each key once, faults on demand, a fixed latency.
 * Access tokens of the form `token-N` are good from `tokensFrom` on.
 */
export interface SmallServer {
  readonly url: string;
  readonly faults: Fault[];
  readonly ledger: Entry[];
  /** Writes that reached it, repeated ones included. */
  writes: number;
  tokensFrom: number;
  linked: boolean;
  /** Most writes it was working on at once. */
  most: number;
  /** Most writes of one environment at once; more than 1 would break the order. */
  mostOfOneLane: number;
  close(): Promise<void>;
}

export async function startSmallServer(o: { readonly latencyMs?: number; readonly port?: number } = {}) {
  const receipts = new Map<string, { readonly sha256: string; readonly body: object }>();
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const lanes = new Map<string, number>();
  let working = 0;
  const pause = async () =>
    o.latencyMs === undefined
      ? undefined
      : new Promise<void>((resolve) => {
          setTimeout(resolve, o.latencyMs);
        });
  const problem = (status: number, code: string) => ({ type: 'about:blank', title: code, status, code });

  app.get(`${BASE_PATH}/health`, async () => ({
    status: 'ok',
    time: new Date().toISOString(),
    product: 'foccolojas',
    apiVersion: '1.0.0',
    issuer: `${server.url}/oidc`,
    clientId: 'elo',
  }));
  app.get(`${BASE_PATH}/receipts`, async (request) => {
    const { cursor, limit } = request.query as { cursor?: string; limit?: string };
    const from = Number(cursor ?? 0);
    const size = Math.min(Number(limit ?? 100), 3);
    const items = server.ledger.slice(from, from + size).map((entry) => receipts.get(entry.key)?.body);
    return { items, nextCursor: from + size < server.ledger.length ? String(from + size) : null };
  });
  app.post(`${BASE_PATH}/environments/:environmentId/saves`, async (request, reply) => {
    const { environmentId } = request.params as { environmentId: string };
    const query = request.query as { saveId: string };
    const key = String(request.headers['idempotency-key']);
    const bytes = request.body as Buffer;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    server.writes += 1;
    working += 1;
    server.most = Math.max(server.most, working);
    const ofLane = (lanes.get(environmentId) ?? 0) + 1;
    lanes.set(environmentId, ofLane);
    server.mostOfOneLane = Math.max(server.mostOfOneLane, ofLane);
    try {
      await pause();
      const fault = server.faults.shift();
      if (fault?.kind === 'status') {
        if (fault.retryAfter !== undefined) void reply.header('retry-after', String(fault.retryAfter));
        return await reply
          .code(fault.status)
          .type('application/problem+json')
          .send(problem(fault.status, fault.status === 429 ? 'rate-limited' : 'server-error'));
      }
      if (fault?.kind === 'reset') {
        request.raw.socket.destroy();
        return await reply.hijack();
      }
      if (fault?.kind === 'hang') return await reply.hijack();
      const token = Number(/^Bearer token-(\d+)$/.exec(request.headers.authorization ?? '')?.[1] ?? -1);
      if (token < server.tokensFrom) {
        return await reply.code(401).type('application/problem+json').send(problem(401, 'unauthenticated'));
      }
      if (!server.linked) {
        return await reply
          .code(403)
          .type('application/problem+json')
          .send(problem(403, 'promob-link-required'));
      }
      const commit = () => {
        const stored = receipts.get(key);
        if (stored !== undefined) return stored;
        const entry: Entry = {
          seq: server.ledger.length + 1,
          key,
          environmentId,
          saveId: query.saveId,
          sha256,
          receivedAt: new Date().toISOString(),
        };
        server.ledger.push(entry);
        const made = {
          sha256,
          body: {
            receiptId: `receipt-${entry.seq}`,
            kind: 'save',
            idempotencyKey: key,
            environmentId,
            saveId: query.saveId,
            sha256,
            bytes: bytes.byteLength,
            receivedAt: entry.receivedAt,
            environmentState: 'outdated',
          },
        };
        receipts.set(key, made);
        return made;
      };
      const stored = commit();
      if (fault?.kind === 'duplicate') commit();
      if (stored.sha256 !== sha256) {
        return await reply
          .code(422)
          .type('application/problem+json')
          .send(problem(422, 'idempotency-key-reused'));
      }
      if (fault?.kind === 'commitThenReset') {
        request.raw.socket.destroy();
        return await reply.hijack();
      }
      if (fault?.kind === 'truncate') {
        const text = JSON.stringify(stored.body);
        reply.hijack();
        reply.raw.writeHead(201, { 'content-type': 'application/json', 'content-length': text.length });
        reply.raw.write(text.slice(0, text.length / 2), () => reply.raw.destroy());
        return await reply;
      }
      return await reply.code(201).send(stored.body);
    } finally {
      working -= 1;
      lanes.set(environmentId, ofLane - 1);
    }
  });

  await app.listen({ host: '127.0.0.1', port: o.port ?? 0 });
  const server: SmallServer = {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    faults: [],
    ledger: [],
    writes: 0,
    tokensFrom: 0,
    linked: true,
    most: 0,
    mostOfOneLane: 0,
    close: () => app.close(),
  };
  return server;
}
