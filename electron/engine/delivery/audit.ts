import type { Audit as AuditResult } from '../../../shared/contract/schemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { Delivery } from '../ledger/types.ts';
import { failureOf } from './failure.ts';
import { carriesContent } from './judge.ts';
import type { AuditLedger, DeliveryLog, ReceiptLine, ReceiptSource } from './ports.ts';

/** Compares what Elo believes was received with what FoccoLojas says it has. */
export interface Audit {
  /** One comparison; concurrent calls share it. Never rejects for the network: then `compared` is false. */
  run(): Promise<AuditResult>;
  /** Now and then again: a first one some minutes after the start, then each day. */
  startDaily(): Stop;
}

export interface AuditOptions {
  readonly ledger: AuditLedger;
  readonly client: ReceiptSource;
  readonly clock: Clock;
  readonly log: DeliveryLog;
  /** A row was put right. */
  readonly onChange?: (row: Delivery) => void;
  readonly onResult?: (result: AuditResult) => void;
}

/** FoccoLojas' largest page. */
const pageSize = 500;
/** A store that saves 1,000 times a day for 13 years fills this many; more is a cursor that never ends. */
const mostPages = 10_000;
/** Waits between tries of one page; `null`: the last one. Short, since somebody may be waiting for the answer. */
const retryWaitsMs = [250, 1_000, null];
const longestPageWaitMs = 5_000;
/** After the start the queue is drained first. */
const firstAfterMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** Timers stand still while a machine sleeps, so the day is measured on the wall clock, looked at hourly. */
const lookEveryMs = 60 * 60_000;

const missing = 'missing-at-foccolojas';

/** The audit of a data folder. */
export function createAudit(options: AuditOptions): Audit {
  const { ledger, client, clock, log } = options;
  let running: Promise<AuditResult> | null = null;

  const rows = function* (): Generator<Delivery> {
    let cursor: number | undefined;
    for (;;) {
      const page = ledger.outbox.list({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
      for (const row of page) if (carriesContent(row.kind)) yield row;
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return;
      cursor = last.seq;
    }
  };

  /** A page, asked for again where that may help: one reset in a thousand pages is no reason to compare nothing. */
  const pageAt = async (
    cursor: string | null,
  ): Promise<Awaited<ReturnType<ReceiptSource['listReceipts']>>> => {
    for (const wait of retryWaitsMs) {
      try {
        return await client.listReceipts({
          query: { limit: pageSize, ...(cursor === null ? {} : { cursor }) },
        });
      } catch (error) {
        const { retryable, retryAfterMs } = failureOf(error);
        if (!retryable || wait === null || (retryAfterMs ?? 0) > longestPageWaitMs) throw error;
        await new Promise<void>((resolve) => {
          clock.after(Math.max(wait, retryAfterMs ?? 0), resolve);
        });
      }
    }
    throw new EloError('answer-invalid', 'The list of receipts cannot be read');
  };

  const receipts = async function* (): AsyncGenerator<ReceiptLine> {
    let cursor: string | null = null;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(cursor);
      yield* page.items;
      if (page.nextCursor === null) return;
      if (page.nextCursor === cursor) break;
      cursor = page.nextCursor;
    }
    throw new EloError('answer-invalid', 'The list of receipts does not end', { retryable: true });
  };

  const changed = (deliveryId: string): void => {
    const row = ledger.outbox.byId(deliveryId);
    if (row !== null) options.onChange?.(row);
  };

  /** States in which a row may have been received all the same: the answer was lost, and what was decided then was wrong. */
  const unsure = new Set<Delivery['state']>(['kept', 'needs-attention', 'withheld']);

  /**
   * FoccoLojas has it, this side does not know: the engine died between answer and commit, or the answer was lost and the
   * environment locked before it was asked again.
   */
  const catchUp = (deliveryId: string, sha256: string, receipt: ReceiptLine): void => {
    const row = ledger.outbox.byId(deliveryId);
    // What is on the way is being answered right now; what was received meanwhile is decided.
    if (row === null || !unsure.has(row.state) || receipt.sha256 !== sha256) return;
    if (ledger.outbox.received(deliveryId, { ...receipt }, receipt.receivedAt)) {
      log.info('audit-caught-up', { deliveryId, kind: row.kind });
      changed(deliveryId);
    }
  };

  /** Answers the saves that were lost. */
  const compare = async (): Promise<number> => {
    // This side first: what is received here was received there before the first page is asked for.
    const open = new Map<
      string,
      Pick<Delivery, 'deliveryId' | 'kind' | 'saveId' | 'sha256' | 'state' | 'reason'>
    >();
    for (const { idempotencyKey, deliveryId, kind, saveId, sha256, state, reason } of rows()) {
      open.set(idempotencyKey, { deliveryId, kind, saveId, sha256, state, reason });
    }
    const lost = new Set<string>();
    const lose = (row: { deliveryId: string; kind: string; saveId: string | null }, reason: string): void => {
      if (row.kind === 'save' && row.saveId !== null) lost.add(row.saveId);
      if (ledger.outbox.missing(row.deliveryId, reason)) {
        log.warn('audit-lost', { deliveryId: row.deliveryId, kind: row.kind, code: reason });
        changed(row.deliveryId);
      }
    };
    for await (const receipt of receipts()) {
      const row = open.get(receipt.idempotencyKey);
      if (row === undefined) continue;
      open.delete(receipt.idempotencyKey);
      if (row.state !== 'received') catchUp(row.deliveryId, row.sha256 ?? '', receipt);
      else if (receipt.sha256 !== row.sha256) lose(row, 'receipt-mismatch');
    }
    for (const row of open.values()) {
      // Found missing by an earlier audit and not sent again yet: still lost.
      if (row.state === 'received' || row.reason === missing) lose(row, missing);
    }
    return lost.size;
  };

  const runOnce = async (): Promise<AuditResult> => {
    let lost = 0;
    let compared = false;
    try {
      lost = await compare();
      compared = true;
    } catch (error) {
      log.info('audit-not-compared', { code: toEloError(error).code });
    }
    const counts = ledger.saves.counts();
    const result: AuditResult = {
      ...counts,
      lost,
      compared,
      ok: compared && lost === 0 && counts.needsAttention === 0,
      at: isoTime(clock.now()),
    };
    options.onResult?.(result);
    return result;
  };

  const run = (): Promise<AuditResult> => {
    running ??= runOnce().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    run,
    startDaily: () => {
      let stopped = false;
      let comparedAt: number | null = null;
      let cancel: Stop = () => undefined;
      const look = async (): Promise<void> => {
        // A clock set back must not put the audit off for longer than a day either.
        const since = comparedAt === null ? dayMs : Math.abs(clock.now() - comparedAt);
        if (since >= dayMs) {
          try {
            if ((await run()).compared) comparedAt = clock.now();
          } catch (error) {
            log.warn('audit-failed', { code: toEloError(error).code });
          }
        }
        if (!stopped) cancel = clock.after(lookEveryMs, () => void look());
      };
      cancel = clock.after(firstAfterMs, () => void look());
      return () => {
        stopped = true;
        cancel();
      };
    },
  };
}
