import { create } from 'zustand';
import type { EngineEvent } from '../../shared/contract/schemas.ts';

export type ChangedThing = Extract<EngineEvent, { event: 'state' }>['what'] | 'saves';

/**
 * How often each thing has changed since the window opened. A screen that shows it reads it again when its number
 * moves; environments are counted one by one as well, so that only the row concerned is read.
 */
interface Changes {
  readonly of: Readonly<Partial<Record<ChangedThing, number>>>;
  readonly environments: ReadonlyMap<string, number>;
}

export const useChanges = create<Changes>(() => ({ of: {}, environments: new Map() }));

/** Notes that something changed, for one environment or for all (without an id). */
export function noteChange(what: ChangedThing, environmentIds: readonly string[] = []): void {
  useChanges.setState(({ of, environments }) => {
    const next = new Map(environments);
    for (const id of environmentIds) next.set(id, (next.get(id) ?? 0) + 1);
    return { of: { ...of, [what]: (of[what] ?? 0) + 1 }, environments: next };
  });
}
