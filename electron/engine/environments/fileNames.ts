import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileProposalFor, ProposedFile } from '../../../shared/contract/creationSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { safeFileName } from '../history/safeFileName.ts';
import type { EnvironmentsContext } from './ports.ts';

type NamesContext = Pick<EnvironmentsContext, 'ledger' | 'client' | 'watch'>;

/** How files are named where the store says nothing. */
export const defaultConvention = '{customer} - {project} - {environment}';

const conventionKey = (context: Pick<NamesContext, 'client'>): string =>
  `file-name-convention ${context.client.baseUrl}`;

/** Asks FoccoLojas for the store's convention and remembers it, so that a name can be proposed without network. */
export async function refreshConvention(context: NamesContext): Promise<void> {
  const { settings } = await context.client.getStore({});
  context.ledger.values.set(conventionKey(context), settings.fileNameConvention);
}

export function conventionOf(context: NamesContext): string {
  const known = context.ledger.values.get(conventionKey(context));
  return typeof known === 'string' && known.trim() !== '' ? known : defaultConvention;
}

/** A name by a convention, safe for Windows, without its ending. A part nobody knows is left out with what joins it. */
export function nameByConvention(
  convention: string,
  names: { readonly customer: string; readonly project: string; readonly environment: string },
): string {
  const parts = convention
    .replace(/\.promob$/i, '')
    .split(' - ')
    .map((part) =>
      part
        .replaceAll('{customer}', names.customer)
        .replaceAll('{project}', names.project)
        .replaceAll('{environment}', names.environment)
        .trim(),
    )
    .filter((part) => part !== '');
  return safeFileName((parts.length === 0 ? names.environment : parts.join(' - ')).replaceAll(/\s+/g, ' '));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Wish {
  readonly customer: string;
  readonly project: string;
  readonly environment: string;
  readonly projectId: string;
}

function wishOf({ ledger }: NamesContext, of: FileProposalFor): Wish {
  if ('environmentId' in of) {
    const row = ledger.catalogue.environments.get(of.environmentId);
    if (row === null) throw new EloError('environment-not-found', 'no such environment');
    return {
      customer: text(row.body['customerName']),
      project: text(row.body['projectName']),
      environment: row.name,
      projectId: row.projectId,
    };
  }
  const project = ledger.catalogue.projects.get(of.projectId);
  if (project === null) throw new EloError('project-not-found', 'no such project');
  return {
    customer: text(project.body['customerName']),
    project: project.name,
    environment: of.name.trim(),
    projectId: of.projectId,
  };
}

/** The folder a project's other files lie in, else its customer's, else the first watched one. */
function folderFor({ ledger, watch }: NamesContext, wish: Wish): string {
  let ofCustomer: string | null = null;
  for (const { environmentId, fileId } of ledger.bindings.list()) {
    const row = ledger.catalogue.environments.get(environmentId);
    if (row === null) continue;
    const sameProject = row.projectId === wish.projectId;
    if (!sameProject && text(row.body['customerName']) !== wish.customer) continue;
    const file = ledger.files.byId(fileId);
    if (file === null || !file.present || !watch.watches(file.path)) continue;
    if (sameProject) return dirname(file.path);
    ofCustomer ??= dirname(file.path);
  }
  const folder = ofCustomer ?? ledger.folders.list()[0]?.path;
  if (folder !== undefined) return folder;
  throw new EloError('no-folder-watched', 'no folder is watched', { remedy: 'choose-another-file' });
}

/**
 * Where the project file of an environment would be made: named by the store's convention, never where a file is or is
 * about to be. From what is known here alone, so that it stands without network too.
 * @throws EloError `project-not-found`, `environment-not-found`, `no-folder-watched`
 */
export function proposeFile(context: NamesContext, of: FileProposalFor): ProposedFile {
  const wish = wishOf(context, of);
  const convention = conventionOf(context);
  const folder = of.folder ?? folderFor(context, wish);
  const stem = nameByConvention(convention, wish);
  const wished = new Set(
    context.ledger.creations
      .list()
      .flatMap(({ state, file }) => (state === 'done' || state === 'failed' || file === null ? [] : [file])),
  );
  let fileName = `${stem}.promob`;
  for (let copy = 2; existsSync(join(folder, fileName)) || wished.has(join(folder, fileName)); copy += 1) {
    fileName = `${stem} (${copy}).promob`;
  }
  return { path: join(folder, fileName), folder, fileName, convention };
}
