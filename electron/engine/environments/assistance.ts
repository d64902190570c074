import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import { safeFileName } from '../history/safeFileName.ts';
import type { EnvironmentRow } from '../ledger/types.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { askedAssistances, noteAssistance } from './askedAssistance.ts';
import { bind } from './bind.ts';
import type { Catalogue } from './catalogue.ts';
import { receiptOf } from './handOver.ts';
import { assistanceOf, readOccurrences } from './occurrences.ts';
import { actTimeoutMs, lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

export interface AssistanceRequest {
  readonly occurrenceId: string;
  readonly from: 'blank' | 'review';
}

export interface MadeAssistance {
  readonly environment: EnvironmentRow;
  readonly path: string;
}

export interface Assistances {
  /**
   * Starts the technical assistance of an occurrence: FoccoLojas makes its environment, Elo its file (blank, or a copy
   * of the review), bound and watched. The file's name is the environment's, made safe for Windows; the exact name
   * stays data. Offline it is queued, and finishes by itself.
   * Refusals: `assistance-exists` (with the environment it has), `assistance-asked` (in the other way), and
   * FoccoLojas' own.
   */
  start(request: AssistanceRequest): Promise<MadeAssistance>;
  /** Finishes what was asked for while nobody waits any more: after a restart, or when the network is back. */
  goOn(): Promise<void>;
}

export function createAssistances(context: EnvironmentsContext, catalogue: Catalogue): Assistances {
  const { ledger } = context;
  /** One finishing of each at a time. */
  const running = new Map<string, Promise<MadeAssistance>>();

  /** Says which environment the occurrence has already, where it has one that is not being finished here. */
  const refuseIfMade = (occurrenceId: string): void => {
    const row = ledger.occurrences.get(occurrenceId);
    const made = row === null ? null : assistanceOf(row);
    if (row === null || made === null || askedAssistances(ledger)[occurrenceId] !== undefined) return;
    throw new EloError('assistance-exists', 'this occurrence has its assistance already', {
      details: { number: row.number, environmentId: made.environmentId, environmentName: made.name },
    });
  };

  /** The row of an assistance: the one that waits already, or a new one. */
  const queue = ({ occurrenceId, from }: AssistanceRequest): string =>
    ledger.transaction(() => {
      const earlier = askedAssistances(ledger)[occurrenceId];
      const state = earlier === undefined ? null : (ledger.outbox.byId(earlier.deliveryId)?.state ?? null);
      if (earlier !== undefined && state !== null && state !== 'refused') {
        if (earlier.from === from) return earlier.deliveryId;
        throw new EloError('assistance-asked', 'this assistance was asked for in the other way', {
          details: { from: earlier.from },
        });
      }
      const row = ledger.outbox.add({
        kind: 'assistance',
        lane: `occurrence:${occurrenceId}`,
        payload: { occurrenceId, from },
      });
      noteAssistance(ledger, occurrenceId, { deliveryId: row.deliveryId, from });
      return row.deliveryId;
    });

  const tell = (occurrenceId: string): void => {
    context.onChanged(ledger.occurrences.get(occurrenceId)?.environmentId);
  };

  const finish = async (occurrenceId: string, deliveryId: string): Promise<MadeAssistance> => {
    const receipt = ledger.outbox.byId(deliveryId)?.receipt ?? {};
    const environmentId = idOf(receipt['environment']);
    const environment = await catalogue.refreshEnvironment(environmentId);
    const bound = ledger.bindings.byEnvironment(environmentId);
    const file = bound === null ? null : ledger.files.byId(bound.fileId);
    if (file !== null) {
      // Bound before the end was noted, or by the user himself.
      noteAssistance(ledger, occurrenceId, null);
      return { environment, path: file.path };
    }

    const asked = askedAssistances(ledger)[occurrenceId];
    if (asked === undefined) throw new EloError('assistance-exists', 'its file was unbound since');
    let { path } = asked;
    if (path === undefined) {
      path = freePath(
        folderFor(context, idOf(environment.body['occurrence'], 'ofEnvironmentId')),
        environment,
      );
      noteAssistance(ledger, occurrenceId, { ...asked, path });
    }
    if (!existsSync(path)) writeFileAtomically(path, await startingFile(context, receipt['file']));
    await context.watch.lookNow(lookTimeoutMs);
    await context.watch.settled([path], settleTimeoutMs);
    const made = await bind(context, catalogue, { environmentId, file: path });
    noteAssistance(ledger, occurrenceId, null);
    tell(occurrenceId);
    return { environment: made, path };
  };

  const finishOnce = (occurrenceId: string, deliveryId: string): Promise<MadeAssistance> => {
    const work =
      running.get(occurrenceId) ??
      finish(occurrenceId, deliveryId)
        .catch((error: unknown) => {
          const { code, retryable } = toEloError(error);
          const asked = askedAssistances(ledger)[occurrenceId];
          if (asked !== undefined && !retryable && code !== 'session-closed') {
            noteAssistance(ledger, occurrenceId, { ...asked, problem: code });
            tell(occurrenceId);
          }
          throw error;
        })
        .finally(() => running.delete(occurrenceId));
    running.set(occurrenceId, work);
    return work;
  };

  return {
    async start(request) {
      const { occurrenceId } = request;
      refuseIfMade(occurrenceId);
      const deliveryId = queue(request);
      context.delivery.kick();
      tell(occurrenceId);
      const row = await context.delivery.whenFinal(deliveryId, { timeoutMs: actTimeoutMs });
      if (row.state === 'refused') {
        noteAssistance(ledger, occurrenceId, null);
        const of = ledger.occurrences.get(occurrenceId)?.environmentId;
        if (of !== undefined) await readOccurrences(context, of).catch(() => undefined);
        // Another machine was first: it says which environment it is.
        if (row.reason === 'wrong-state') refuseIfMade(occurrenceId);
      }
      receiptOf(row);
      return finishOnce(occurrenceId, deliveryId);
    },
    async goOn() {
      for (const [occurrenceId, { deliveryId }] of Object.entries(askedAssistances(ledger))) {
        const state = ledger.outbox.byId(deliveryId)?.state;
        if (state === 'received') await finishOnce(occurrenceId, deliveryId).catch(() => undefined);
        else if (state === undefined || state === 'refused') {
          noteAssistance(ledger, occurrenceId, null);
          tell(occurrenceId);
        }
      }
    },
  };
}

/** A folder for the file of an assistance: beside the reviewed environment's own file. */
function folderFor({ ledger, watch }: EnvironmentsContext, environmentId: string): string {
  const binding = ledger.bindings.byEnvironment(environmentId);
  const file = binding === null ? null : ledger.files.byId(binding.fileId);
  if (file !== null && file.present && watch.watches(file.path)) return dirname(file.path);
  const folder = ledger.folders.list()[0];
  if (folder !== undefined) return folder.path;
  throw new EloError('no-folder-watched', 'no folder is watched', { remedy: 'choose-another-file' });
}

/** A place where no file is, under the environment's name. */
function freePath(folder: string, { name }: EnvironmentRow): string {
  const stem = safeFileName(name);
  let path = join(folder, `${stem}.promob`);
  for (let copy = 2; existsSync(path); copy += 1) path = join(folder, `${stem} (${copy}).promob`);
  return path;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function idOf(value: unknown, key = 'id'): string {
  const id = field(value, key);
  if (typeof id === 'string') return id;
  throw new EloError('unexpected-answer', `FoccoLojas' answer has no ${key}`, { remedy: 'update-elo' });
}

async function startingFile(context: EnvironmentsContext, file: unknown): Promise<Uint8Array> {
  if (field(file, 'from') === 'blank') return context.client.getBlankProject({});
  const number = field(file, 'number');
  if (typeof number !== 'number') {
    throw new EloError('unexpected-answer', "FoccoLojas' answer names no version", { remedy: 'update-elo' });
  }
  return context.client.getVersionFile({ params: { environmentId: idOf(file, 'environmentId'), number } });
}
