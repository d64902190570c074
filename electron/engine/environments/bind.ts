import { EloError } from '../../../shared/domain/eloError.ts';
import type { EnvironmentRow, ProjectFile } from '../ledger/types.ts';
import type { Catalogue } from './catalogue.ts';
import { lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/**
 * The project file a user named by id or path. A file that was saved a moment ago is waited for; of one without any save
 * whose bytes were found unreadable nothing is, until they change.
 * Refusals: `file-not-watched` (outside every watched folder), `file-not-found`, `container-incomplete` (there, and no
 * whole project yet), `file-ignored`, and the reader's own.
 */
export async function namedFile(
  context: {
    readonly ledger: { readonly files: Pick<EnvironmentsContext['ledger']['files'], 'find'> };
    readonly watch: Pick<EnvironmentsContext['watch'], 'lookNow' | 'settled' | 'unreadable' | 'watches'>;
  },
  fileIdOrPath: string,
): Promise<ProjectFile> {
  const { ledger, watch } = context;
  let file = ledger.files.find(fileIdOrPath);
  let settled = true;
  if (file === null || file.saves === 0) {
    refuseUnreadable(watch, file?.path ?? fileIdOrPath);
    await watch.lookNow(lookTimeoutMs);
    settled = await watch.settled([file?.path ?? fileIdOrPath], settleTimeoutMs);
    file = ledger.files.find(fileIdOrPath);
    if (file === null || file.saves === 0) refuseUnreadable(watch, file?.path ?? fileIdOrPath);
  }
  if (file === null) {
    const outside = /[\\/]/.test(fileIdOrPath) && !watch.watches(fileIdOrPath);
    if (!outside && !settled) {
      throw new EloError('container-incomplete', 'what lies there is no whole project yet', {
        remedy: 'choose-another-file',
      });
    }
    throw outside
      ? new EloError('file-not-watched', 'the file lies in no watched folder', {
          remedy: 'choose-another-file',
        })
      : new EloError('file-not-found', 'no such project file', { remedy: 'choose-another-file' });
  }
  return file;
}

function refuseUnreadable(watch: Pick<EnvironmentsContext['watch'], 'unreadable'>, path: string): void {
  const code = watch.unreadable(path);
  if (code !== null) {
    throw new EloError(code, 'what lies there cannot be read', { remedy: 'choose-another-file' });
  }
}

/** The environment's row, asked of FoccoLojas where this machine does not know it yet. */
export async function knownEnvironment(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  environmentId: string,
): Promise<EnvironmentRow> {
  return (
    context.ledger.catalogue.environments.get(environmentId) ??
    (await catalogue.refreshEnvironment(environmentId))
  );
}

function ambientsOf(facts: Readonly<Record<string, unknown>> | null): string[] {
  const environments = facts?.['environments'];
  if (!Array.isArray(environments)) return [];
  return environments.flatMap((environment: unknown) =>
    typeof environment === 'object' && environment !== null && 'guid' in environment
      ? [String(environment.guid)]
      : [],
  );
}

/**
 * Binds a project file to an environment; its newest save becomes due at once.
 * @param request `ambientGuid` names one 3D environment inside the file; it must be there (`ambient-not-in-file`)
 */
export async function bind(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  request: {
    readonly environmentId: string;
    readonly file: string;
    readonly ambientGuid?: string | undefined;
  },
): Promise<EnvironmentRow> {
  const environment = await knownEnvironment(context, catalogue, request.environmentId);
  const file = await namedFile(context, request.file);
  if (file.ignored) {
    throw new EloError('file-ignored', 'the file was set to be ignored', { remedy: 'answer-question' });
  }
  if (context.ledger.openedCopies.byPath(file.path) !== null) {
    throw new EloError('file-is-opened-version', 'an opened version is a copy of Elo’s own', {
      remedy: 'choose-another-file',
    });
  }
  const ambientGuid = request.ambientGuid?.toLowerCase().replace(/^\{|\}$/g, '');
  if (ambientGuid !== undefined) {
    const facts = file.lastSave === null ? null : context.ledger.saves.facts(file.lastSave.saveId);
    if (!ambientsOf(facts).includes(ambientGuid)) {
      throw new EloError('ambient-not-in-file', 'the file holds no 3D environment of that identity', {
        remedy: 'choose-another-file',
      });
    }
  }
  context.ledger.bindings.bind({
    environmentId: environment.environmentId,
    fileId: file.fileId,
    ...(ambientGuid === undefined ? {} : { ambientGuid }),
  });
  context.delivery.kick();
  context.onChanged(environment.environmentId);
  return environment;
}
