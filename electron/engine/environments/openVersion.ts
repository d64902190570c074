import { EloError } from '../../../shared/domain/eloError.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { versionCopyName } from '../../../shared/text/pages.ts';
import type { VersionRow } from '../ledger/types.ts';
import { openCopy } from './openCopy.ts';
import type { EnvironmentsContext } from './ports.ts';

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
  return openCopy(context, host, {
    environmentId: request.environmentId,
    version: version.number,
    name: versionCopyName(environment?.name ?? request.environmentId, version.number, version.importedAt),
    bytes,
  });
}
