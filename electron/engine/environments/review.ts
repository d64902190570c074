import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import { safeFileName } from '../history/safeFileName.ts';
import type { EnvironmentRow } from '../ledger/types.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { bind, knownEnvironment } from './bind.ts';
import type { Catalogue } from './catalogue.ts';
import { receiptOf } from './handOver.ts';
import { actTimeoutMs, lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** Starts or completes the review of an environment; FoccoLojas decides whether it may (`not-released`, `update-required`). */
export async function review(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  environmentId: string,
  act: 'start' | 'complete',
): Promise<EnvironmentRow> {
  await knownEnvironment(context, catalogue, environmentId);
  const row = context.ledger.outbox.add({
    kind: 'review',
    lane: environmentId,
    environmentId,
    payload: { step: act },
  });
  context.delivery.kick();
  receiptOf(await context.delivery.whenFinal(row.deliveryId, { timeoutMs: actTimeoutMs }));
  return catalogue.refreshEnvironment(environmentId);
}

/** A folder for the file of an assistance: beside the reviewed environment's own file. */
function folderFor(context: EnvironmentsContext, environmentId: string): string {
  const binding = context.ledger.bindings.byEnvironment(environmentId);
  const file = binding === null ? null : context.ledger.files.byId(binding.fileId);
  if (file !== null && file.present) return dirname(file.path);
  const folder = context.ledger.folders.list()[0];
  if (folder !== undefined) return folder.path;
  throw new EloError('no-folder-watched', 'no folder is watched', { remedy: 'choose-another-file' });
}

/**
 * Starts the technical assistance of an occurrence: FoccoLojas makes its environment, Elo its file (blank, or a copy of
 * the review), bound and watched. The file's name is the environment's, made safe for Windows; the exact name stays data.
 */
export async function startAssistance(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  request: { readonly occurrenceId: string; readonly from: 'blank' | 'review' },
): Promise<{ readonly environment: EnvironmentRow; readonly path: string }> {
  const row = context.ledger.outbox.add({
    kind: 'assistance',
    lane: `occurrence:${request.occurrenceId}`,
    payload: { occurrenceId: request.occurrenceId, from: request.from },
  });
  context.delivery.kick();
  receiptOf(await context.delivery.whenFinal(row.deliveryId, { timeoutMs: actTimeoutMs }));
  const made = context.ledger.outbox.byId(row.deliveryId)?.receipt ?? {};
  const environmentId = idOf(made['environment']);
  const environment = await catalogue.refreshEnvironment(environmentId);
  const bytes = await startingFile(context, made['file']);

  const origin = idOf(environment.body['occurrence'], 'ofEnvironmentId');
  const folder = folderFor(context, origin);
  const stem = safeFileName(environment.name);
  let path = join(folder, `${stem}.promob`);
  for (let copy = 2; existsSync(path); copy += 1) path = join(folder, `${stem} (${copy}).promob`);
  writeFileAtomically(path, bytes);
  await context.watch.lookNow(lookTimeoutMs);
  await context.watch.settled([path], settleTimeoutMs);
  return { environment: await bind(context, catalogue, { environmentId, file: path }), path };
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
