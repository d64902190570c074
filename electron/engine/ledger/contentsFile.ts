import { join } from 'node:path';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { OpenedDatabase } from '../database/openDatabase.ts';
import { createCodecs } from './codecs.ts';
import type { Codecs } from './codecs.ts';
import { createContentForms, hashOf } from './contentForms.ts';
import type { ContentForms } from './contentForms.ts';
import { createContentsStore } from './contentsStore.ts';
import type { ContentsStore } from './contentsStore.ts';
import { createDifferences } from './differences.ts';
import type { Differences } from './differences.ts';
import { contentsMigrations } from './migrations/contentsMigrations.ts';
import { makeFolder } from '../platform/makeFolder.ts';

export interface ContentsOptions {
  /** The data folder. */
  readonly dir: string;
  readonly clock: Clock;
  readonly appVersion: string;
  /** Another name of the file than `contents.db`. */
  readonly name?: string;
  readonly codecs?: Codecs;
  /** `null` for a runtime that has none. */
  readonly differences?: Differences | null;
  /** False in a worker: only the control thread, which opens first, may move a damaged file aside. */
  readonly recover?: boolean;
  /** Only reads; the file must exist in its newest shape. */
  readonly readonly?: boolean;
  /** `quick` reads the whole file at open: for one that has shown damage. Default `schema`. */
  readonly check?: 'quick' | 'schema';
}

/** One opened file of contents: its rows, the forms they are in, and verified reading. */
export interface ContentsFile {
  readonly database: OpenedDatabase;
  readonly store: ContentsStore;
  readonly forms: ContentForms;
  /** As `Contents.get`. */
  readonly get: (sha256: string) => Uint8Array;
}

/** "ELOC": marks contents.db as ours. */
const contentsApplicationId = 0x45_4c_4f_43;

/** A file with fewer pages (of 4 KB) is new: it can still be made one that gives free pages back, at no cost. */
const newFilePages = 64;

/** Opens (or makes) a file of contents. @throws EloError as `openDatabase` */
export function openContentsFile(o: ContentsOptions): ContentsFile {
  if (o.readonly !== true) makeFolder(o.dir);
  const database = openDatabase({
    file: join(o.dir, o.name ?? 'contents.db'),
    applicationId: contentsApplicationId,
    appVersion: o.appVersion,
    migrations: contentsMigrations,
    clock: o.clock,
    readonly: o.readonly === true,
    recover: o.recover !== false,
    // as large as everything ever saved; each content is verified by its hash when it is read
    check: o.check ?? 'schema',
  });
  // in KB: contents are read once and written once, so that pages kept of them only take memory from others
  database.pragma('cache_size = -2000');
  if (o.readonly !== true && o.recover !== false) letShrink(database);
  const store = createContentsStore(database);
  const codecs = o.codecs ?? createCodecs();
  const forms = createContentForms(
    store,
    codecs,
    o.differences === undefined ? createDifferences() : o.differences,
  );

  const get = (sha256: string): Uint8Array =>
    store.reading(() => {
      if (store.find(sha256)?.whole !== 1) {
        const retiredAt = store.retiredAt(sha256);
        throw retiredAt === null
          ? new EloError('content-missing', 'the content is not in this history', { details: { sha256 } })
          : new EloError('content-retired', 'the bytes were dropped to make room', {
              details: { sha256, retiredAt },
            });
      }
      let content: Uint8Array | null = null;
      let cause: unknown = null;
      try {
        content = forms.bytes(sha256);
      } catch (thrown) {
        // a row of a codec this runtime lacks is not damaged
        if (
          thrown instanceof RangeError &&
          !('errno' in thrown) &&
          !('code' in thrown) &&
          forms.isIntact(sha256)
        ) {
          throw new EloError('codec-unavailable', thrown.message, { cause: thrown });
        }
        // the file's own trouble is told as such
        if (thrown instanceof EloError && thrown.code !== 'database-damaged') throw thrown;
        cause = thrown;
      }
      if (content === null || hashOf(content) !== sha256) {
        throw new EloError('content-damaged', 'the kept bytes are not what they were', {
          cause,
          remedy: 'restore-backup',
          details: { sha256 },
        });
      }
      return content;
    });

  return { database, store, forms, get };
}

/** New files give free pages back to the disk; what was made before keeps its free pages for what comes. */
function letShrink(database: OpenedDatabase): void {
  if (database.pragma('auto_vacuum') !== 0 || Number(database.pragma('page_count')) >= newFilePages) return;
  try {
    database.pragma('auto_vacuum = INCREMENTAL');
    database.exec('VACUUM');
  } catch (thrown) {
    // no room or someone else at it: the file is as good without
    if (!(thrown instanceof EloError)) throw thrown;
  }
}
