import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { CreationRow } from '../ledger/creationsSection.ts';
import { writeNewFile } from '../platform/newFile.ts';
import type { EnvironmentsContext } from './ports.ts';

const refused = (code: string, message: string): EloError =>
  new EloError(code, message, { remedy: 'choose-another-file' });

/**
 * Where a project file may be made: asked for by the user, in a watched folder, never over another file, nor where
 * another one is about to be made.
 * @throws EloError `not-a-project-name`, `file-not-watched`, `file-exists`
 */
export function checkNewFile(context: EnvironmentsContext, path: string, creationId?: string): void {
  if (extname(path).toLowerCase() !== '.promob') {
    throw refused('not-a-project-name', 'a project file ends in .promob');
  }
  if (!context.watch.watches(path)) throw refused('file-not-watched', 'the file lies in no watched folder');
  const wished = context.ledger.creations
    .list()
    .some(
      (other) =>
        other.file === path &&
        other.creationId !== creationId &&
        (other.state === 'asked' || other.state === 'file'),
    );
  if (wished || existsSync(path)) throw refused('file-exists', 'there is a file at that place already');
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Whether what lies at the wished place is what this creation put there before the engine died. */
function isOurs(context: EnvironmentsContext, path: string, blank: Uint8Array): boolean {
  const file = context.ledger.files.byPath(path);
  return (file !== null && file.saves > 0) || hashOf(readFileSync(path)) === hashOf(blank);
}

/**
 * Makes the project file of an environment from the store's blank project and binds it. First the place is taken and bound,
 * then the file appears there complete: from its first moment it is known as the environment's, whatever other file has
 * the same content, and an engine that dies in between goes on without asking and without a second file.
 * @param row its state is `file`; `environmentId` and `file` are set
 * @throws EloError `file-exists`, `file-not-watched`, `environment-already-bound`, `disk-full`, `folder-not-writable`,
 * `folder-not-found`, `blank-project-not-set`, the network's
 */
export async function makeFile(context: EnvironmentsContext, row: CreationRow): Promise<void> {
  const { ledger } = context;
  const { environmentId, file: path, creationId } = row;
  if (environmentId === null || path === null) throw new TypeError('a file is made for an environment');
  const blank = await context.client.getBlankProject({});
  // From here on in one turn: nobody else looks at the place in between.
  const now = ledger.creations.byId(creationId);
  if (now === null || now.state !== 'file') return;
  if (now.begun && existsSync(path)) {
    if (isOurs(context, path, blank)) return;
    ledger.transaction(() => {
      ledger.bindings.unbind(environmentId);
      ledger.creations.change(creationId, { begun: false });
    });
    throw refused('file-exists', 'another file appeared at that place');
  }
  if (!now.begun) {
    if (ledger.bindings.byEnvironment(environmentId) !== null) {
      throw new EloError('environment-already-bound', 'the environment is bound to another file');
    }
    checkNewFile(context, path, creationId);
    ledger.transaction(() => {
      ledger.bindings.bind({ environmentId, fileId: ledger.files.expect(path) });
      ledger.creations.change(creationId, { begun: true });
    });
  }
  try {
    writeNewFile(path, blank);
  } catch (error) {
    ledger.transaction(() => {
      ledger.bindings.unbind(environmentId);
      ledger.creations.change(creationId, { begun: false });
    });
    throw error;
  }
}
