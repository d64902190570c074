import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { safeFileName } from '../history/safeFileName.ts';
import type { OpenedCopy } from '../ledger/types.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { makeFolder } from '../platform/makeFolder.ts';
import type { EnvironmentsContext } from './ports.ts';

/** The folder of the data folder that opened copies go to; its name is part of what users and drivers know. */
export const openedVersionsFolder = 'versões abertas';

type NewCopy = Pick<OpenedCopy, 'path' | 'environmentId' | 'version' | 'sha256'>;

/** Whether a copy of just that lies there and nothing was ever saved in it: it is opened again. */
function isUntouched(context: EnvironmentsContext, wanted: NewCopy): boolean {
  const { path, environmentId, version, sha256 } = wanted;
  const copy = context.ledger.openedCopies.byPath(path);
  if (copy?.sha256 !== sha256 || copy.environmentId !== environmentId || copy.version !== version)
    return false;
  if ((context.ledger.files.byPath(path)?.saves ?? 0) > 0) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}

/**
 * Writes exact bytes into Elo's own folder, never over another file, and opens them with the system's program for it;
 * where there is none, the path is the answer all the same. A copy nothing was saved in is opened again instead.
 * @param copy.name of the file, without extension
 * @param copy.version `null` where it is another machine's drawing
 */
export async function openCopy(
  context: EnvironmentsContext,
  host: EngineHost,
  copy: {
    readonly environmentId: string;
    readonly version: number | null;
    readonly name: string;
    readonly bytes: Uint8Array;
  },
): Promise<{ readonly path: string; readonly opened: boolean }> {
  const { environmentId, version, bytes } = copy;
  const folder = join(context.dataDir, openedVersionsFolder);
  makeFolder(folder);
  const stem = safeFileName(copy.name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const at = (path: string): NewCopy => ({ path, environmentId, version, sha256 });
  let path = join(folder, `${stem}.promob`);
  for (let number = 2; existsSync(path) && !isUntouched(context, at(path)); number += 1) {
    path = join(folder, `${stem} (${number}).promob`);
  }
  if (!existsSync(path)) {
    // Known before it is there: what is saved in it must never be taken for a project of its own.
    context.ledger.openedCopies.add(at(path));
    writeFileAtomically(path, bytes);
  }
  const opened = await host.openFile(path).then(
    () => true,
    () => false,
  );
  return { path, opened };
}
