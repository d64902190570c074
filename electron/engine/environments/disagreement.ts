import { Environment } from '../../../shared/api/environments.ts';
import type { RivalSave } from '../../../shared/api/environments.ts';
import type { DisagreementView } from '../../../shared/contract/disagreementSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EnvironmentRow, SaveRow } from '../ledger/types.ts';

const told = Environment.shape.disagreement.unwrap();

/** The drawings FoccoLojas says stand against each other, the current one first; none where the machines agree. */
export function sidesOf(row: Pick<EnvironmentRow, 'body'>): readonly RivalSave[] {
  const parsed = told.safeParse(row.body['disagreement']);
  return parsed.success ? parsed.data.saves : [];
}

/** The save of this machine's file that is one of them: the newest of its own. */
function ownSave(ledger: Ledger, environmentId: string, sides: readonly RivalSave[]): SaveRow | null {
  const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId;
  if (fileId === undefined) return null;
  const contents = new Set(sides.map(({ sha256 }) => sha256));
  return ledger.saves.list(fileId).findLast(({ sha256 }) => contents.has(sha256)) ?? null;
}

/** Both sides of a disagreement as this machine sees them; `null` where the machines agree. */
export function disagreementOf(ledger: Ledger, row: EnvironmentRow): DisagreementView | null {
  const sides = sidesOf(row);
  if (sides.length === 0 || row.locked) return null;
  const own = ownSave(ledger, row.environmentId, sides);
  const lastVersion: unknown = row.body['lastVersion'];
  const versionSha256 =
    typeof lastVersion === 'object' && lastVersion !== null && 'saveSha256' in lastVersion
      ? lastVersion.saveSha256
      : null;
  const version = (sha256: string): { version?: number } =>
    sha256 === versionSha256 && row.lastVersion !== null ? { version: row.lastVersion } : {};
  return {
    environmentId: row.environmentId,
    versionToken: row.versionToken,
    mine:
      own === null
        ? null
        : {
            saveId: own.saveId,
            number: own.number,
            keptAt: own.keptAt,
            sha256: own.sha256,
            ...version(own.sha256),
          },
    theirs: sides
      .filter(({ sha256 }) => sha256 !== own?.sha256)
      .map(({ saveId, sha256, fileName, receivedAt, current }) => ({
        saveId,
        sha256,
        fileName,
        receivedAt,
        current,
        ...version(sha256),
      })),
  };
}

/**
 * What must not be handed over before somebody decided, or took over what another machine drew. FoccoLojas refuses it too;
 * asking first only spares the way.
 * @throws EloError `machines-disagree`, `other-machine-ahead`
 */
export function refuseApart(ledger: Ledger, environmentId: string): void {
  const row = ledger.catalogue.environments.get(environmentId);
  if (row === null || row.locked) return;
  if (sidesOf(row).length > 0) {
    throw new EloError('machines-disagree', 'two machines changed this environment apart', {
      remedy: 'compare',
    });
  }
  if (ledger.home.facts([environmentId])[0]?.behind === true) {
    throw new EloError('other-machine-ahead', 'another machine made the drawing of this environment', {
      remedy: 'open-drawing',
    });
  }
}
