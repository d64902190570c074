import { extname, isAbsolute } from 'node:path';
import { EloError } from '../../shared/domain/eloError.ts';
import { settleTimeoutMs } from './environments/ports.ts';
import type { Intake } from './intake/intake.ts';
import type { Keeping } from './keeping.ts';

/**
 * A file handed over by another program (Promob's *Executar Aplicação*): a listing is taken in wherever it lies, a
 * project file is looked at and kept where it is watched.
 * Refusals: `not-a-project-name` (neither of both), `file-not-watched`, and the reader's own.
 */
export async function takeFile(
  o: { readonly intake: Pick<Intake, 'takeIn'>; readonly keeping: Pick<Keeping, 'watch' | 'watches'> },
  path: string,
): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (!isAbsolute(path) || (ending !== '.xml' && ending !== '.promob')) {
    throw new EloError('not-a-project-name', 'neither a project file nor a listing', {
      remedy: 'choose-another-file',
    });
  }
  if (ending === '.xml') {
    await o.intake.takeIn(path);
    return;
  }
  if (!o.keeping.watches(path)) {
    throw new EloError('file-not-watched', 'the file lies in no watched folder', {
      remedy: 'choose-another-file',
    });
  }
  o.keeping.watch.lookAt(path);
  await o.keeping.watch.settled([path], settleTimeoutMs);
}
