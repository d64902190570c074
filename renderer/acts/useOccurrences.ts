import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import { engine } from '../bridge/engine.ts';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import type { Read } from '../state/useRead.ts';
import { useActTasks } from './actTasks.ts';

/** The occurrences of an environment, or of the whole store, kept fresh while they are shown. */
export function useOccurrences(environmentId?: string): Read<readonly OccurrenceView[]> {
  const own = useChanges(({ environments }) =>
    environmentId === undefined ? 0 : (environments.get(environmentId) ?? 0),
  );
  const queue = useChanges(({ of }) => `${of.queue ?? 0} ${of.environments ?? 0}`);
  const ended = useActTasks((tasks) => tasks.ended);
  return useRead(
    `occurrences ${environmentId ?? ''}`,
    (signal) => engine.occurrences.list(environmentId === undefined ? {} : { environmentId }, { signal }),
    `${own} ${queue} ${ended}`,
  );
}
