import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDelivery } from '../../../../electron/engine/delivery/delivery.ts';
import type { Gate, GateReason, Rules } from '../../../../electron/engine/delivery/ports.ts';
import { connect } from '../../../../electron/engine/database/database.ts';
import type { PauseReason } from '../../../../electron/engine/delivery/types.ts';
import { createFoccoLojasClient } from '../../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import type { TokenSource } from '../../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import { openContents } from '../../../../electron/engine/ledger/contents.ts';
import { createLedger } from '../../../../electron/engine/ledger/ledger.ts';
import type { Delivery as Row } from '../../../../electron/engine/ledger/types.ts';
import { createHttp } from '../../../../electron/engine/net/createHttp.ts';
import { systemClock } from '../../../../shared/domain/clock.ts';

export interface StationOptions {
  readonly url: string;
  /** A data folder to go on with; else a new one. */
  readonly dir?: string;
  readonly concurrency?: number;
  /** The number in the access token `token-N`, as the server knows it; asked for every refresh. */
  readonly freshToken?: () => number;
  /** Where access tokens come from, instead of `token-N`. */
  readonly tokens?: TokenSource;
  readonly rules?: Rules;
  /** No jitter: waits are a hundredth of the ladder, so that a test of real time ends soon. */
  readonly hurried?: boolean;
}

/** One machine: real ledger and contents on disk, real HTTP, delivery between them. */
export function openStation(o: StationOptions) {
  const dir = o.dir ?? mkdtempSync(join(tmpdir(), 'elo-delivery-'));
  const clock = systemClock;
  const ledger = createLedger({ dir, clock, appVersion: '0.0.0-test' });
  const contents = openContents({ dir, clock, appVersion: '0.0.0-test' });
  const http = createHttp({ userAgent: 'elo-test', clock });
  let token = 0;
  const client = createFoccoLojasClient({
    http,
    baseUrl: o.url,
    clock,
    tokens: o.tokens ?? {
      accessToken: async () => `token-${token}`,
      refresh: async () => {
        token = o.freshToken?.() ?? token;
        return `token-${token}`;
      },
    },
  });
  const account = { closed: null as GateReason | null };
  const listeners = new Set<() => void>();
  const gate: Gate = {
    closedBy: () => account.closed,
    recheck: async () => account.closed,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const events: string[] = [];
  let changed: (() => void)[] = [];
  const delivery = createDelivery({
    outbox: ledger.outbox,
    readContent: async (sha256) => contents.get(sha256),
    findSave: (saveId) => ledger.saves.byId(saveId),
    send: client,
    gate,
    rules: o.rules ?? { mayDeliver: () => ({ ok: true }) },
    clock,
    random: () => (o.hurried === true ? Math.random() / 100 : Math.random()),
    log: { info: (message) => events.push(message), warn: (message) => events.push(message) },
    onChange: () => {
      const waiting = changed;
      changed = [];
      waiting.forEach((wake) => wake());
    },
    ...(o.concurrency === undefined ? {} : { concurrency: o.concurrency }),
  });
  let order = 0;
  return {
    dir,
    ledger,
    contents,
    client,
    delivery,
    events,
    setGate(closed: GateReason | null) {
      account.closed = closed;
      listeners.forEach((listener) => listener());
    },
    /** What the account would do at a refusal: remember it. */
    account,
    /** A save of the file bound to an environment, kept as the history does it. */
    save(environmentId: string, bytes: Uint8Array, also: readonly string[] = []): Row {
      order += 1;
      const path = join('/projetos', `${environmentId}.promob`);
      const sha256 = contents.put(bytes);
      const stat = { size: bytes.byteLength, mtimeNs: `${order}`, ctimeNs: `${order}`, ino: environmentId };
      const known = ledger.files.byPath(path);
      const kept = ledger.saves.keep({
        identity: known === null ? { kind: 'new' } : { kind: 'known', fileId: known.fileId },
        path,
        rootId: null,
        stat,
        sighting: { order, batch: 1, away: false, mtimeNs: stat.mtimeNs, ctimeNs: stat.ctimeNs },
        sha256,
        bytes: bytes.byteLength,
        savedAt: null,
        projectGuid: null,
        promobVersion: null,
        history: [],
        facts: {},
      });
      if (kept.kind !== 'kept') throw new Error(`the save was ${kept.kind}`);
      if (known === null) {
        for (const each of [environmentId, ...also]) {
          ledger.bindings.bind({ environmentId: each, fileId: kept.save.fileId });
        }
      }
      const row = ledger.outbox.of({ saveId: kept.save.saveId })[0];
      if (row === undefined) throw new Error('no delivery was made');
      delivery.kick();
      return row;
    },
    /** Turns one bit of a content on disk. */
    damage(sha256: string): void {
      const database = connect(join(dir, 'contents.db'));
      try {
        const { content_id: id } = database.get<{ content_id: number }>(
          'SELECT content_id FROM contents WHERE sha256 = ?',
          [sha256],
        ) ?? { content_id: 0 };
        const row = database.get<{ stored: Buffer }>(
          'SELECT stored FROM content_bytes WHERE content_id = ?',
          [id],
        );
        if (row === undefined) throw new Error('no such content');
        const middle = row.stored.length >> 1;
        row.stored[middle] = (row.stored[middle] ?? 0) ^ 1;
        database.run('UPDATE content_bytes SET stored = ? WHERE content_id = ?', [row.stored, id]);
      } finally {
        database.close();
      }
    },
    /** Waits until nothing is left to deliver; rejects after `limitMs`. */
    async drained(limitMs: number): Promise<void> {
      const end = performance.now() + limitMs;
      while (ledger.outbox.pendingLeaving() > 0) {
        if (performance.now() > end) throw new Error(`not drained in ${limitMs} ms`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 100);
          changed.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
    },
    /** Waits until delivery is paused for this reason; rejects after 30 s. */
    async paused(reason: PauseReason): Promise<void> {
      const end = performance.now() + 30_000;
      while (delivery.state().paused !== reason) {
        if (performance.now() > end) throw new Error(`never paused for ${reason}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close(o: { readonly keep?: boolean } = {}): Promise<void> {
      await delivery.stop(2_000);
      http.close();
      ledger.close();
      contents.close();
      if (o.keep !== true) rmSync(dir, { recursive: true, force: true });
    },
  };
}
