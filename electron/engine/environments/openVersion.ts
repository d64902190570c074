import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { versionCopyName } from '../../../shared/text/pages.ts';
import { safeFileName } from '../history/safeFileName.ts';
import type { VersionRow } from '../ledger/types.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import type { EnvironmentsContext } from './ports.ts';
import { makeFolder } from '../platform/makeFolder.ts';

/** The folder of the data folder that opened versions go to; its name is part of what users and drivers know. */
export const openedVersionsFolder = 'versões abertas';

/** The version's row, or the refusal `version-not-found`. */
export function versionOf(context: EnvironmentsContext, environmentId: string, number: number): VersionRow {
  const row = context.ledger.catalogue.versions(environmentId).find((version) => version.number === number);
  if (row === undefined) {
    throw new EloError('version-not-found', `environment ${environmentId} has no version ${number}`);
  }
  return row;
}

/** The exact file of a version: from this machine's history where it was made here, else from FoccoLojas. */
async function bytesOf(context: EnvironmentsContext, version: VersionRow): Promise<Uint8Array> {
  if (version.localSaveId !== null) {
    const save = context.ledger.saves.byId(version.localSaveId);
    if (save !== null) return context.history.read(save.sha256);
  }
  return context.client.getVersionFile({
    params: { environmentId: version.environmentId, number: version.number },
  });
}

/** Whether a copy of the same version lies there and nothing was ever saved in it: it is opened again. */
function isUntouched(context: EnvironmentsContext, path: string, sha256: string): boolean {
  const copy = context.ledger.openedCopies.byPath(path);
  if (copy?.sha256 !== sha256 || (context.ledger.files.byPath(path)?.saves ?? 0) > 0) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}

/**
 * Writes the exact file of a version into Elo's own folder, under a name that says so and never over another file,
 * and opens it with the system's program for it; where there is none, the path is the answer all the same.
 */
export async function openVersion(
  context: EnvironmentsContext,
  host: EngineHost,
  request: { readonly environmentId: string; readonly version: number },
): Promise<{ readonly path: string; readonly opened: boolean }> {
  const version = versionOf(context, request.environmentId, request.version);
  const environment = context.ledger.catalogue.environments.get(request.environmentId);
  const bytes = await bytesOf(context, version);
  const folder = join(context.dataDir, openedVersionsFolder);
  makeFolder(folder);
  const stem = safeFileName(
    versionCopyName(environment?.name ?? request.environmentId, version.number, version.importedAt),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let path = join(folder, `${stem}.promob`);
  for (let copy = 2; existsSync(path) && !isUntouched(context, path, sha256); copy += 1) {
    path = join(folder, `${stem} (${copy}).promob`);
  }
  if (!existsSync(path)) {
    // Known before it is there: what is saved in it must never be taken for a project of its own.
    context.ledger.openedCopies.add({
      path,
      environmentId: request.environmentId,
      version: version.number,
      sha256,
    });
    writeFileAtomically(path, bytes);
  }
  const opened = await host.openFile(path).then(
    () => true,
    () => false,
  );
  return { path, opened };
}
