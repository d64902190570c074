import { dirname } from 'node:path';
import type { Proposal } from '../../../shared/contract/proposalSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EnvironmentRow, ProjectFile } from '../ledger/types.ts';
import { evidenceOf, plain, scoreOf, strengthOf } from './evidence.ts';
import type { FoundFile, Sought } from './evidence.ts';
import type { EnvironmentsContext } from './ports.ts';

/** More than a person looks through. */
const mostProposals = 20;
/** One weak sign alone would propose half the disk. */
const leastScore = 20;
/** Files looked at in one turn of the control thread: some milliseconds. */
const filesPerTurn = 100;
/** A file that is the drawing of another environment already is proposed only where much speaks for it. */
const boundCosts = 50;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

function identifiersOf(ledger: Ledger, environmentId: string): string[] {
  return ledger.catalogue
    .versions(environmentId)
    .flatMap(({ identifier }) => (identifier === '' ? [] : [identifier.toLowerCase()]));
}

function soughtOf(ledger: Ledger, row: EnvironmentRow): Sought {
  const { body } = row;
  const customer = ledger.catalogue.customers.get(text(body['customerId']));
  const folders = new Set<string>();
  const siblings = new Set<string>();
  for (const { environmentId, fileId } of ledger.bindings.list()) {
    if (ledger.catalogue.environments.get(environmentId)?.projectId !== row.projectId) continue;
    const file = ledger.files.byId(fileId);
    if (file !== null) folders.add(dirname(file.path));
    if (environmentId !== row.environmentId) {
      for (const identifier of identifiersOf(ledger, environmentId)) siblings.add(identifier);
    }
  }
  const contents = [
    field(body['lastSave'], 'sha256'),
    field(body['lastVersion'], 'saveSha256'),
    field(body['drawing'], 'sha256'),
  ].flatMap((sha256) => (typeof sha256 === 'string' ? [sha256] : []));
  return {
    customer: text(body['customerName']),
    document: text(customer?.body['document']),
    project: text(body['projectName']),
    environment: row.name,
    contents: new Set(contents),
    identifiers: new Set(identifiersOf(ledger, row.environmentId)),
    siblings,
    folders,
  };
}

interface Ambient {
  readonly guid: string | null;
  readonly name: string;
  readonly container: string;
}

function ambientsOf(facts: unknown): Ambient[] {
  const all = field(facts, 'environments');
  return Array.isArray(all)
    ? all.map((each: unknown) => ({
        guid: text(field(each, 'guid')) || null,
        name: text(field(each, 'name')),
        container: text(field(each, 'container')),
      }))
    : [];
}

const fieldsOf = (facts: unknown): Record<string, string> => {
  const customer = field(facts, 'customer');
  return typeof customer === 'object' && customer !== null
    ? Object.fromEntries(Object.entries(customer).map(([key, value]) => [key, text(value)]))
    : {};
};

/**
 * Project files that may be the drawing of an environment, best first, each with what speaks for it. Nothing is bound: that
 * is the user's word alone (`bind`).
 * @throws EloError `environment-not-found`
 */
export async function proposalsFor(context: EnvironmentsContext, environmentId: string): Promise<Proposal[]> {
  const { ledger, clock } = context;
  const row = ledger.catalogue.environments.get(environmentId);
  if (row === null) throw new EloError('environment-not-found', 'no such environment');
  const sought = soughtOf(ledger, row);
  const files = ledger.files.list().filter((file) => file.present && !file.ignored && file.lastSave !== null);
  const guids = new Map<string, number>();
  for (const { projectGuid } of files) {
    if (projectGuid !== null) guids.set(projectGuid, (guids.get(projectGuid) ?? 0) + 1);
  }

  const look = (file: ProjectFile): (Proposal & { readonly score: number }) | null => {
    const { lastSave } = file;
    if (lastSave === null || file.environmentIds.includes(environmentId)) return null;
    const facts = ledger.saves.facts(lastSave.saveId);
    const listing = ledger.listings.newestFor(file.fileId);
    const ambients = ambientsOf(facts);
    const found: FoundFile = {
      path: file.path,
      folder: dirname(file.path),
      sha256: lastSave.sha256,
      projectGuid: file.projectGuid?.toLowerCase() ?? null,
      sameGuid: guids.get(file.projectGuid ?? '') ?? 1,
      customers: [
        fieldsOf(facts),
        ...(listing === null ? [] : [fieldsOf(ledger.listings.facts(listing.listingId))]),
      ],
      ambients: ambients.flatMap(({ name, container }) => [name, container]),
    };
    const evidence = evidenceOf(sought, found);
    const score = scoreOf(evidence) - (file.environmentIds.length === 0 ? 0 : boundCosts);
    if (score < leastScore) return null;
    const named = ambients.find(
      (each) => plain(each.name) === plain(row.name) || plain(each.container) === plain(row.name),
    );
    return {
      fileId: file.fileId,
      path: file.path,
      strength: strengthOf(evidence),
      evidence,
      saves: file.saves,
      lastSave: { saveId: lastSave.saveId, number: lastSave.number, keptAt: lastSave.keptAt },
      boundTo: file.environmentIds.map((id) => ({
        environmentId: id,
        name: ledger.catalogue.environments.get(id)?.name ?? '',
      })),
      ...(ambients.length < 2 || named === undefined || named.guid === null
        ? {}
        : { ambient: { guid: named.guid, name: named.name } }),
      score,
    };
  };

  const proposals: (Proposal & { readonly score: number })[] = [];
  for (let at = 0; at < files.length; at += filesPerTurn) {
    for (const file of files.slice(at, at + filesPerTurn)) {
      const proposal = look(file);
      if (proposal !== null) proposals.push(proposal);
    }
    if (at + filesPerTurn < files.length) {
      await new Promise<void>((resolve) => {
        clock.after(0, resolve);
      });
    }
  }
  return proposals
    .sort((a, b) => b.score - a.score || (a.lastSave.keptAt < b.lastSave.keptAt ? 1 : -1))
    .slice(0, mostProposals)
    .map(({ score: _score, ...proposal }) => proposal);
}
