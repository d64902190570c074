import { EloError } from '../../../shared/domain/eloError.ts';
import type { Binding, EnvironmentRow, SaveRow } from '../ledger/types.ts';
import { refuseApart } from './disagreement.ts';
import { freshListingOf } from './environmentView.ts';
import { boundFile } from './handOver.ts';
import type { EnvironmentsContext } from './ports.ts';
import { repeatableVersion } from './repeatVersion.ts';

/** What an update is made of: the last version once more, or what the bound file and its listing hold. */
export type UpdateBasis =
  | {
      readonly of: 'version';
      readonly known: EnvironmentRow;
      readonly number: number;
      readonly drawing: SaveRow | null;
    }
  | { readonly of: 'file'; readonly binding: Binding };

/**
 * What an update of an environment is made of now, before anything is asked of anybody.
 * @param known the environment as FoccoLojas last told it
 * @throws EloError `environment-locked`, `drawing-elsewhere`, `environment-not-bound`, `machines-disagree`,
 * `other-machine-ahead`
 */
export function updateBasis(
  context: Pick<EnvironmentsContext, 'ledger'>,
  environmentId: string,
  known: EnvironmentRow | null,
): UpdateBasis {
  const { ledger } = context;
  if (known?.locked === true) {
    throw new EloError('environment-locked', 'purchase orders were issued', {
      remedy: 'assistance-or-new-option',
    });
  }
  const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId ?? null;
  const drawing = fileId === null ? null : ledger.saves.newest(fileId);
  const number = repeatableVersion(known, drawing);
  if (known !== null && number !== null && (fileId === null || freshListingOf(ledger, fileId) === null)) {
    return { of: 'version', known, number, drawing };
  }
  if (known?.outdated === true && known.lastVersion !== null && fileId === null) {
    throw new EloError('drawing-elsewhere', 'the drawing of this environment is on another machine', {
      details: { version: known.lastVersion },
    });
  }
  const binding = boundFile(context, environmentId);
  refuseApart(ledger, environmentId);
  return { of: 'file', binding };
}

/** Whether the newest save here is the last version already, and FoccoLojas has none newer. */
export function isUpToDate(
  { ledger }: Pick<EnvironmentsContext, 'ledger'>,
  environmentId: string,
  known: EnvironmentRow | null,
): boolean {
  if (known === null || known.outdated) return false;
  const { lastVersion } = known.body;
  const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId;
  const newest = fileId === undefined ? null : ledger.saves.newest(fileId);
  return (
    newest !== null &&
    typeof lastVersion === 'object' &&
    lastVersion !== null &&
    'saveSha256' in lastVersion &&
    lastVersion.saveSha256 === newest.sha256
  );
}
