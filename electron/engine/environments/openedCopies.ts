import type { OpenedCopyView } from '../../../shared/contract/actSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OpenedCopy, SaveRow } from '../ledger/types.ts';
import { replaceFile } from '../platform/replaceFile.ts';
import { boundFile, waitForSaves } from './handOver.ts';
import type { EnvironmentsContext } from './ports.ts';

/** The user's answer: its content becomes the current one of the environment's file, or it stays apart. */
export type CopyAnswer = 'current' | 'apart';

export interface CopyDecision {
  readonly file: string;
  readonly answer: CopyAnswer;
  /** The save of the copy the user was asked about; refused with `file-changed-meanwhile` where a newer one is there. */
  readonly saveId?: string | undefined;
  /** The newest save of the environment's file the user was told of; likewise. */
  readonly currentSaveId?: string | undefined;
}

/** What was saved in an opened copy and not decided about; `null` where nothing is. */
export function undecidedSave(ledger: Ledger, copy: OpenedCopy): SaveRow | null {
  const save = ledger.files.byPath(copy.path)?.lastSave ?? null;
  return save === null || save.saveId === copy.answeredSaveId ? null : save;
}

/** An opened copy as clients see it; with `question` where the user has to decide. */
function viewOf(ledger: Ledger, copy: OpenedCopy): OpenedCopyView {
  const file = ledger.files.byPath(copy.path);
  const save = undecidedSave(ledger, copy);
  const environment = ledger.catalogue.environments.get(copy.environmentId);
  const customerName = environment?.body['customerName'];
  const bound = ledger.bindings.byEnvironment(copy.environmentId);
  const current = bound === null ? null : ledger.files.byId(bound.fileId);
  const openedAt = copy.openedAt;
  return {
    path: copy.path,
    ...(file === null ? {} : { fileId: file.fileId }),
    environmentId: copy.environmentId,
    ...(environment === null ? {} : { environmentName: environment.name }),
    ...(typeof customerName === 'string' ? { customerName } : {}),
    ...(copy.version === null ? {} : { version: copy.version }),
    openedAt,
    ...(copy.answer === null ? {} : { answer: copy.answer }),
    ...(save === null
      ? {}
      : {
          question: {
            saveId: save.saveId,
            number: save.number,
            keptAt: save.keptAt,
            ...(current === null
              ? {}
              : {
                  current: {
                    fileId: current.fileId,
                    path: current.path,
                    ...(current.lastSave === null ? {} : { saveId: current.lastSave.saveId }),
                    // What is newer than the opening stays kept, but would not be the drawing any more.
                    savesSince: ledger.saves.list(current.fileId).filter(({ keptAt }) => keptAt > openedAt)
                      .length,
                    otherEnvironments: current.environmentIds
                      .filter((id) => id !== copy.environmentId)
                      .map((id) => ledger.catalogue.environments.get(id)?.name ?? id),
                  },
                }),
          },
        }),
  };
}

/** Copies that were opened here, newest first: of one environment, or all. */
export function openedCopies(ledger: Ledger, environmentId?: string): OpenedCopyView[] {
  return ledger.openedCopies.list(environmentId).map((copy) => viewOf(ledger, copy));
}

/**
 * What the user decided about a save made in an opened copy. `apart` leaves everything as it is. `current` puts its
 * exact bytes in the place of the environment's file, whose own content is a kept save by then, so that they become that
 * file's next save and are reported as any other.
 * Refusals: `no-open-question`, `environment-not-bound`, `environment-locked`, `file-changed-meanwhile`, `file-away`,
 * `file-in-use`, `file-still-being-saved`, `disk-full`.
 */
export async function decideCopy(
  context: EnvironmentsContext,
  decision: CopyDecision,
): Promise<OpenedCopyView> {
  const { ledger, history } = context;
  const named = ledger.files.find(decision.file);
  const copy = named === null ? null : ledger.openedCopies.byPath(named.path);
  if (named === null || copy === null) throw noQuestion();
  await waitForSaves(context, named.fileId);
  const save = undecidedSave(ledger, copy);
  if (save === null) throw noQuestion();
  if (decision.saveId !== undefined && decision.saveId !== save.saveId) throw changed();
  const { environmentId } = copy;
  if (decision.answer === 'current') {
    const binding = boundFile(context, environmentId);
    if (ledger.catalogue.environments.get(environmentId)?.locked === true) {
      throw new EloError('environment-locked', 'purchase orders were issued', {
        remedy: 'assistance-or-new-option',
      });
    }
    await waitForSaves(context, binding.fileId);
    const current = ledger.files.byId(binding.fileId);
    if (current === null || !current.present || current.lastSave === null) {
      throw new EloError('file-away', 'the environment’s file is not at its place', { remedy: 'retry' });
    }
    if (decision.currentSaveId !== undefined && decision.currentSaveId !== current.lastSave.saveId) {
      throw changed();
    }
    if (current.lastSave.sha256 !== save.sha256) {
      replaceFile(current.path, await history.read(save.sha256), current.lastSave.sha256);
      ledger.events.append({
        kind: 'opened-version-made-current',
        fileId: current.fileId,
        saveId: save.saveId,
        environmentId,
        detail: copy.version === null ? {} : { version: copy.version },
      });
      await waitForSaves(context, binding.fileId);
    }
  }
  ledger.openedCopies.answered(copy.path, save.saveId, decision.answer);
  context.onChanged(environmentId);
  context.delivery.kick();
  return viewOf(ledger, ledger.openedCopies.byPath(copy.path) ?? copy);
}

const noQuestion = (): EloError =>
  new EloError('no-open-question', 'nothing was saved in an opened version that is not decided about');

const changed = (): EloError =>
  new EloError('file-changed-meanwhile', 'something was saved since the question was asked', {
    remedy: 'retry',
  });
