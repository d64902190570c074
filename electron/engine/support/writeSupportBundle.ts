import { createWriteStream, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { arch, homedir, platform, release, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Diagnosis } from '../../../shared/contract/diagnosisSchemas.ts';
import type { Audit, Status } from '../../../shared/contract/schemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { redaction } from '../../../shared/domain/redaction.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { redactedLines } from './redactedLines.ts';

/** What support reads first; more is in the logs. */
const eventCount = 200;
/** Rows of the queue that are not received yet. */
const queueCount = 200;
/** The log turns over at 2 MiB, five files; a bundle must still fit into an e-mail. */
const logBytes = 12 * 1024 * 1024;

export interface SupportBundleOptions {
  readonly path: string;
  readonly dataDir: string;
  readonly appVersion: string;
  readonly ledger: Ledger;
  readonly status: Status;
  /** Reports of the diagnosis, made for others. */
  readonly diagnoses: readonly Diagnosis[];
  /** `null` where it could not be made. */
  readonly audit: Audit | null;
  readonly clock: Clock;
}

/**
 * Writes one redacted zip for support: `report.json` (versions, health, audit, last events, what waits and why),
 * `diagnoses.json` and the logs. No names, no paths, no content of projects, no secrets; ids and codes stay, so that both sides can talk about them.
 * Never over another file.
 * @returns where it stands and its size in bytes
 * @throws EloError `file-exists`, `folder-not-found`, `folder-not-writable`
 */
export async function writeSupportBundle(
  options: SupportBundleOptions,
): Promise<{ readonly path: string; readonly bytes: number }> {
  const { path, dataDir, clock } = options;
  if (existsSync(path)) {
    throw new EloError('file-exists', 'there is a file at that place already', {
      remedy: 'choose-another-file',
    });
  }
  if (!existsSync(dirname(path))) {
    throw new EloError('folder-not-found', 'there is no folder at that place', {
      remedy: 'choose-another-file',
    });
  }
  const redact = redaction({ homes: [homedir()], addresses: true });
  const zip = new ZipFile();
  const at = new Date(clock.now());
  const report = JSON.stringify(redact.value(reportOf(options)), null, 2);
  zip.addBuffer(Buffer.from(report, 'utf8'), 'report.json', { mtime: at });
  const diagnoses = JSON.stringify(options.diagnoses, null, 2);
  zip.addBuffer(Buffer.from(diagnoses, 'utf8'), 'diagnoses.json', { mtime: at });
  for (const { path: file, size } of logsOf(join(dataDir, 'logs'))) {
    // Lines were redacted when they were written; a second time costs little and catches what newer rules know. Opened
    // when their turn comes, since only one is written at a time.
    zip.addReadStreamLazy(`logs/${basename(file)}`, { mtime: at }, (ready) => {
      ready(null, Readable.from(redactedLines(file, size, redact.text), { objectMode: false }));
    });
  }
  zip.end();

  const temporary = `${path}.tmp`;
  try {
    await finished(zip.outputStream.pipe(createWriteStream(temporary, { mode: 0o600, flags: 'wx' })));
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new EloError('folder-not-writable', 'the bundle cannot be written there', {
      cause: error,
      remedy: 'choose-another-file',
    });
  }
  return { path, bytes: statSync(path).size };
}

function reportOf({ appVersion, ledger, status, audit, clock }: SupportBundleOptions): object {
  const events = ledger.events.latest(eventCount);
  const waiting = ledger.outbox.list({
    states: ['kept', 'sending', 'withheld', 'needs-attention'],
    limit: queueCount,
  });
  return {
    schema: 1,
    at: isoTime(clock.now()),
    versions: {
      elo: appVersion,
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
      system: `${platform()} ${release()} ${arch()}`,
      memoryMb: Math.round(totalmem() / 1_048_576),
    },
    account: { signedIn: status.signedIn, roles: status.user?.roles ?? [], promobLink: status.promobLink },
    online: status.online,
    health: status.health,
    queue: status.queue,
    folders: status.folders.map(({ state, files, reason }) => ({ state, files, reason: reason ?? null })),
    audit,
    database: { problems: ledger.check(), recovered: ledger.recovered.kind },
    waiting: waiting.map(({ deliveryId, kind, lane, state, attempts, reason, createdAt, nextAttemptAt }) => ({
      deliveryId,
      kind,
      lane,
      state,
      attempts,
      reason,
      createdAt,
      nextAttemptAt,
    })),
    events: events.map(({ seq, at, kind, fileId, saveId, environmentId, detail }) => ({
      seq,
      at,
      kind,
      fileId,
      saveId,
      environmentId,
      detail,
    })),
  };
}

/** Log files, newest first, as many as fit. */
function logsOf(folder: string): { readonly path: string; readonly size: number }[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    })
    .sort((a, b) => b.mtimeMs - a.mtimeMs);
  let total = 0;
  return files.flatMap(({ path, size }) => {
    total += size;
    return total <= logBytes ? [{ path, size }] : [];
  });
}
