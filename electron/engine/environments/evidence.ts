import type { Evidence, EvidenceStrength } from '../../../shared/contract/proposalSchemas.ts';

/** What is known of an environment that has no drawing here. Names as FoccoLojas spells them. */
export interface Sought {
  readonly customer: string;
  /** CPF or CNPJ, '' where FoccoLojas has none. */
  readonly document: string;
  readonly project: string;
  readonly environment: string;
  /** Contents FoccoLojas has of it. */
  readonly contents: ReadonlySet<string>;
  /** Identifiers of its versions, and of those of the other environments of its project. */
  readonly identifiers: ReadonlySet<string>;
  readonly siblings: ReadonlySet<string>;
  /** Folders in which the project's other drawings lie. */
  readonly folders: ReadonlySet<string>;
}

/** A project file as it may be its drawing. */
export interface FoundFile {
  readonly path: string;
  readonly folder: string;
  readonly sha256: string;
  readonly projectGuid: string | null;
  /** How many known files carry the same GUID, this one included. */
  readonly sameGuid: number;
  /** Fields of the customer in the file and in its newest listing. */
  readonly customers: readonly Readonly<Record<string, string>>[];
  /** Names of the 3D environments inside, and of what they stand in. */
  readonly ambients: readonly string[];
}

const points: Readonly<Record<EvidenceStrength, number>> = { strong: 100, medium: 30, weak: 10 };

/** Letters and digits alone, without accents: people spell names in many ways. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Words that say nothing of whom they name. */
const empty = new Set([
  'da',
  'de',
  'do',
  'das',
  'dos',
  'e',
  'the',
  'sr',
  'sra',
  'ltda',
  'projeto',
  'cliente',
]);
const words = (name: string): string[] =>
  plain(name)
    .split(' ')
    .filter((word) => word.length > 1 && !empty.has(word));

/** One contains all words of the other, two of them at least (or the only one there is, where it is long). */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [new Set(words(one)), new Set(words(other))];
  const smaller = a.size <= b.size ? a : b;
  const larger = smaller === a ? b : a;
  if (smaller.size === 0) return false;
  const shared = [...smaller].filter((word) => larger.has(word));
  if (shared.length < smaller.size) return false;
  return shared.length >= 2 || (shared[0]?.length ?? 0) >= 5;
}

/** Whether a text contains a name, as whole words. */
const contains = (text: string, name: string): boolean =>
  plain(name).length >= 3 && ` ${plain(text)} `.includes(` ${plain(name)} `);

const code = (value: string): string => value.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** Fields of Promob that hold these, in any case. */
function fieldOf(fields: Readonly<Record<string, string>>, name: string): string {
  const found = Object.entries(fields).find(([key]) => key.toLowerCase() === name);
  return found?.[1] ?? '';
}

/** What speaks for a file being the drawing of an environment, each with how much it says. Names alone prove nothing. */
export function evidenceOf(sought: Sought, file: FoundFile): Evidence[] {
  const found: Evidence[] = [];
  const say = (what: Evidence['code'], strength: EvidenceStrength, fact: string): void => {
    if (!found.some((known) => known.code === what)) found.push({ code: what, strength, fact });
  };
  if (sought.contents.has(file.sha256)) say('same-content', 'strong', '');
  const { projectGuid } = file;
  if (projectGuid !== null && sought.identifiers.has(projectGuid)) {
    // Copies of a file carry its GUID: of several files that do, it singles out none.
    say('project-guid', file.sameGuid === 1 ? 'strong' : 'medium', projectGuid);
  } else if (projectGuid !== null && sought.siblings.has(projectGuid)) {
    say('project-guid-sibling', 'weak', projectGuid);
  }
  for (const fields of file.customers) {
    const document = fieldOf(fields, 'cpfcnpj');
    if (sought.document !== '' && code(document) === code(sought.document)) {
      say('customer-document', 'strong', document);
    }
    const name = fieldOf(fields, 'nomecliente');
    if (name !== '' && plain(name) === plain(sought.customer)) say('customer-name', 'medium', name);
    else if (isAlike(name, sought.customer)) say('customer-name', 'weak', name);
    const environment = fieldOf(fields, 'environment');
    if (environment !== '' && plain(environment) === plain(sought.environment)) {
      say('environment-name', 'medium', environment);
    }
  }
  const fileName = (file.path.split(/[\\/]/).at(-1) ?? '').replace(/\.promob$/i, '');
  const folders = file.folder.split(/[\\/]/).slice(-4);
  const inside = file.ambients.find(
    (name) => plain(name) !== '' && plain(name) === plain(sought.environment),
  );
  if (inside !== undefined) say('environment-name', 'medium', inside);
  if (contains(fileName, sought.environment)) say('file-name', 'medium', fileName);
  if (contains(fileName, sought.customer) || isAlike(fileName, sought.customer)) {
    say('file-names-customer', 'medium', fileName);
  }
  const ofCustomer = folders.find(
    (name) => contains(name, sought.customer) || isAlike(name, sought.customer),
  );
  if (ofCustomer !== undefined) say('folder-names-customer', 'medium', ofCustomer);
  const ofProject = [fileName, ...folders].find((name) => contains(name, sought.project));
  if (ofProject !== undefined) say('names-project', 'weak', ofProject);
  if (sought.folders.has(file.folder)) say('same-folder', 'weak', folders.at(-1) ?? '');
  return found.sort((a, b) => points[b.strength] - points[a.strength]);
}

/** How much all of it says together. */
export function strengthOf(evidence: readonly Evidence[]): EvidenceStrength {
  if (evidence.some(({ strength }) => strength === 'strong')) return 'strong';
  return evidence.filter(({ strength }) => strength === 'medium').length >= 2 ? 'medium' : 'weak';
}

export function scoreOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { strength }) => sum + points[strength], 0);
}
