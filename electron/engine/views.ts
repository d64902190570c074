/** Rows of the ledger as the engine's clients see them. */
import type {
  DeliveryView,
  FileView,
  ListingView,
  SaveJson,
  VersionView,
} from '../../shared/contract/schemas.ts';
import { isoTime } from '../../shared/domain/clock.ts';
import { isFresh } from '../../shared/domain/freshness.ts';
import { undecidedSave } from './environments/openedCopies.ts';
import { fileNameOf } from './environments/homeRow.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Delivery, ListingRow, OpenedCopy, ProjectFile, SaveView, VersionRow } from './ledger/types.ts';

/** Money as the contract spells it. */
const money = /^-?\d{1,15}(\.\d{1,6})?$/;

export function fileView(ledger: Ledger, file: ProjectFile): FileView {
  const copy = ledger.openedCopies.byPath(file.path);
  const asked = copy === null ? null : copyQuestion(ledger, copy);
  return {
    fileId: file.fileId,
    path: file.path,
    projectGuid: file.projectGuid,
    saves: file.saves,
    environmentIds: [...file.environmentIds],
    present: file.present,
    ignored: file.ignored,
    ...(file.question === null
      ? {}
      : { question: { code: file.question.code, otherFileIds: [...file.question.otherFileIds] } }),
    ...(copy === null
      ? {}
      : {
          openedVersion: {
            environmentId: copy.environmentId,
            ...(copy.version === null ? {} : { number: copy.version }),
          },
        }),
    ...(asked === null ? {} : { question: asked }),
    ...(file.problem === null ? {} : { problem: file.problem }),
    ...(file.unreadableSince === null ? {} : { unreadableSince: file.unreadableSince }),
  };
}

/** What was saved in an opened version waits for the user's decision; it names the environment's file. */
function copyQuestion(ledger: Ledger, copy: OpenedCopy): FileView['question'] | null {
  if (undecidedSave(ledger, copy) === null) return null;
  const bound = ledger.bindings.byEnvironment(copy.environmentId);
  return { code: 'opened-version-saved', otherFileIds: bound === null ? [] : [bound.fileId] };
}

export function saveJson(ledger: Ledger, save: SaveView): SaveJson {
  const reason =
    save.state === 'needs-attention' || save.state === 'withheld'
      ? ledger.outbox.of({ saveId: save.saveId }).find((row) => row.state === save.state)?.reason
      : null;
  return {
    saveId: save.saveId,
    number: save.number,
    keptAt: save.keptAt,
    ...(save.savedAt === null ? {} : { savedAt: save.savedAt }),
    sha256: save.sha256,
    bytes: save.bytes,
    state: save.state,
    ...(reason === null || reason === undefined ? {} : { reason }),
    ...(save.receivedAt === null ? {} : { receivedAt: save.receivedAt }),
    versions: save.versions.map(({ environmentId, number }) => ({ environmentId, number })),
  };
}

export function listingView(ledger: Ledger, listing: ListingRow): ListingView {
  const newest = listing.fileId === null ? null : ledger.saves.newest(listing.fileId);
  const current = listing.fileId === null ? null : ledger.listings.newestFor(listing.fileId);
  return {
    listingId: listing.listingId,
    ...(listing.fileId === null ? {} : { fileId: listing.fileId }),
    path: listing.path,
    capturedAt: listing.capturedAt,
    sha256: listing.sha256,
    totals: listing.totals,
    fresh:
      current?.listingId === listing.listingId &&
      newest !== null &&
      isFresh(listing.sighting, newest.sighting),
  };
}

export function versionView(version: VersionRow): VersionView {
  const totals = version.body['totals'];
  const total =
    typeof totals === 'object' && totals !== null && 'budget' in totals ? totals.budget : undefined;
  return {
    number: version.number,
    optionName: version.optionName,
    importedAt: version.importedAt,
    identifier: version.identifier === '' ? null : version.identifier,
    ...(version.localSaveId === null ? {} : { saveId: version.localSaveId }),
    latest: version.latest,
    converted: version.converted,
    ...(total === null || (typeof total === 'string' && money.test(total)) ? { total } : {}),
  };
}

/** Deliveries with the names a person knows them by. */
export function deliveryViews(ledger: Ledger, rows: readonly Delivery[]): DeliveryView[] {
  const environments = ledger.home.environmentNames(
    rows.flatMap(({ environmentId }) => (environmentId === null ? [] : [environmentId])),
  );
  const saves = ledger.home.saveNames(rows.flatMap(({ saveId }) => (saveId === null ? [] : [saveId])));
  return rows.map((row) => {
    const environment = environments.get(row.environmentId ?? '');
    const save = saves.get(row.saveId ?? '');
    const named = row.payload['fileName'];
    const fileName = typeof named === 'string' ? named : save?.path;
    return {
      ...deliveryView(row),
      ...(environment === undefined ? {} : { environmentName: environment.name }),
      ...(environment === undefined || environment.customerName === null
        ? {}
        : { customerName: environment.customerName }),
      ...(save === undefined ? {} : { saveNumber: save.number }),
      ...(fileName === undefined ? {} : { fileName: fileNameOf(fileName) }),
    };
  });
}

function deliveryView(row: Delivery): DeliveryView {
  return {
    id: row.deliveryId,
    seq: row.seq,
    kind: row.kind,
    ...(row.environmentId === null ? {} : { environmentId: row.environmentId }),
    ...(row.saveId === null ? {} : { saveId: row.saveId }),
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    state: row.state,
    attempts: row.attempts,
    ...(row.reason === null ? {} : { reason: row.reason }),
    createdAt: row.createdAt,
    ...(row.nextAttemptAt === 0 ? {} : { nextAttemptAt: isoTime(row.nextAttemptAt) }),
    ...(row.receivedAt === null ? {} : { receivedAt: row.receivedAt }),
  };
}
