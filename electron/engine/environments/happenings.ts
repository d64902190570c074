import type { Happening } from '../../../shared/contract/windowSchemas.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Delivery, LedgerEvent } from '../ledger/types.ts';
import { fileNameOf } from './homeRow.ts';

/** Years of work on one environment are a few hundred; of more the newest are shown. */
const mostHappenings = 500;
/** As many events are looked at for them: some are told by another line (an update by its version). */
const mostEvents = 1_000;

type Facts = Happening['facts'];
interface Told {
  readonly code: string;
  readonly facts?: Facts;
}

/** Kinds of FoccoLojas' notifications that have a sentence of their own; an environment's beginning is told by itself. */
const notified = new Set([
  'environment-outdated',
  'update-required',
  'promob-relink-required',
  'quote-outdated',
  'changed-after-conversion',
  'review-ready',
  'occurrence-updated',
]);

/** Acts whose refusal has a sentence of its own. */
const refusable = new Set(['negotiation', 'update', 'review', 'assistance', 'resolution']);

function textOf(row: Delivery | undefined, key: string): string | null {
  const value = row?.payload[key];
  return typeof value === 'string' ? value : null;
}

/** What was received, in the words of who looks back; a version says more of an update than its receipt. */
function received(kind: string, row: Delivery | undefined): string | null {
  switch (kind) {
    case 'save':
      return 'save-received';
    case 'listing':
      return 'listing-received';
    case 'negotiation':
      return textOf(row, 'mode') === 'negotiate' ? 'negotiated' : 'prepared';
    case 'review':
      return textOf(row, 'step') === 'complete' ? 'review-completed' : 'review-started';
    case 'assistance':
      return 'assistance-started';
    case 'resolution':
      return textOf(row, 'choice') === 'mine' ? 'resolved-mine' : 'resolved-theirs';
    default:
      return null;
  }
}

const texts = (facts: Readonly<Record<string, string | number | null | undefined>>): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string | number] => {
      const value = entry[1];
      return value !== null && value !== undefined && value !== '';
    }),
  );

/** How one event of the ledger is told; `null` where something else tells it. */
function tell(
  event: LedgerEvent,
  known: {
    readonly number: number | undefined;
    readonly delivery: Delivery | undefined;
    readonly fileName: string | undefined;
  },
): Told | null {
  const { kind, detail } = event;
  const of = typeof detail['kind'] === 'string' ? detail['kind'] : '';
  const reason = typeof detail['reason'] === 'string' ? detail['reason'] : null;
  const { number, delivery, fileName } = known;
  switch (kind) {
    case 'save-kept':
    case 'save-bytes-dropped':
      return { code: kind, facts: texts({ number }) };
    case 'listing-kept':
    case 'file-moved':
    case 'file-question':
      return { code: kind };
    case 'file-answered': {
      const answer = String(detail['answer']);
      return ['moved', 'copy', 'ignore'].includes(answer) ? { code: `file-answered-${answer}` } : null;
    }
    case 'environment-bound':
    case 'environment-unbound':
      return { code: kind, facts: texts({ fileName }) };
    case 'delivery-received': {
      const code = received(of, delivery);
      return code === null ? null : { code, facts: texts(of === 'save' ? { number } : {}) };
    }
    case 'delivery-withheld':
    case 'delivery-needs-attention':
    case 'delivery-missing': {
      if (of !== 'save' && of !== 'listing') return null;
      return { code: `${of}-${kind.slice('delivery-'.length)}`, facts: texts({ number, reason }) };
    }
    case 'delivery-refused':
      return refusable.has(of) ? { code: `${of}-refused`, facts: texts({ reason }) } : null;
    default:
      return null;
  }
}

/**
 * Events of the files that were an environment's drawing: of the one bound now all of them, of earlier ones while they
 * were bound.
 */
function fileEvents(
  ledger: Ledger,
  environmentId: string,
  ownEvents: readonly LedgerEvent[],
): readonly LedgerEvent[] {
  const current = ledger.bindings.byEnvironment(environmentId)?.fileId ?? null;
  const found = current === null ? [] : ledger.events.forFile(current, mostEvents);
  let until: LedgerEvent | null = null;
  // Newest first: an end is met before its beginning.
  for (const event of ownEvents) {
    if (event.kind === 'environment-unbound') until = event;
    if (event.kind !== 'environment-bound' || until === null || event.fileId === null) continue;
    const [from, to] = [event.seq, until.seq];
    if (event.fileId !== current) {
      found.push(
        ...ledger.events.forFile(event.fileId, mostEvents).filter(({ seq }) => seq > from && seq < to),
      );
    }
    until = null;
  }
  // Those that name an environment are among its own, or are another's.
  return found.filter((event) => event.environmentId === null);
}

/**
 * What happened to an environment, newest first: saves and their receipts, listings, acts, versions, notices.
 * Codes are lower-kebab-case with a sentence `happening.CODE`; facts are numbers of saves and versions, names of options
 * and files, and the `reason` of a refusal (an error code).
 */
export function happenings(ledger: Ledger, environmentId: string): Happening[] {
  const own = ledger.events.forEnvironment(environmentId, mostEvents);
  const events = [...own, ...fileEvents(ledger, environmentId, own)];
  const numbers = ledger.home.saveNames(events.flatMap(({ saveId }) => (saveId === null ? [] : [saveId])));
  const deliveries = new Map(
    ledger.outbox.list({ environmentId, limit: mostEvents }).map((row) => [row.deliveryId, row]),
  );
  const fileNames = new Map<string, string>();
  for (const { fileId } of own) {
    if (fileId === null || fileNames.has(fileId)) continue;
    const file = ledger.files.byId(fileId);
    if (file !== null) fileNames.set(fileId, fileNameOf(file.path));
  }

  const all: (Happening & { readonly order: number })[] = events.flatMap((event) => {
    const told = tell(event, {
      number: numbers.get(event.saveId ?? '')?.number,
      delivery: deliveries.get(String(event.detail['deliveryId'])),
      fileName: fileNames.get(event.fileId ?? ''),
    });
    return told === null
      ? []
      : [{ at: event.at, code: told.code, facts: told.facts ?? {}, order: event.seq }];
  });
  for (const version of ledger.catalogue.versions(environmentId)) {
    all.push({
      at: version.importedAt,
      code: 'version-made',
      facts: texts({ number: version.number, optionName: version.optionName }),
      order: version.number,
    });
  }
  for (const notice of ledger.notifications.forEnvironment(environmentId)) {
    if (!notified.has(notice.kind)) continue;
    all.push({ at: notice.createdAt, code: `notified-${notice.kind}`, facts: {}, order: 0 });
  }
  const createdAt = ledger.catalogue.environments.get(environmentId)?.body['createdAt'];
  if (typeof createdAt === 'string')
    all.push({ at: createdAt, code: 'environment-created', facts: {}, order: -1 });

  return all
    .sort((a, b) => (a.at === b.at ? b.order - a.order : a.at < b.at ? 1 : -1))
    .slice(0, mostHappenings)
    .map(({ at, code, facts }) => ({ at, code, facts }));
}
