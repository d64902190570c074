import { create } from 'zustand';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError } from '../bridge/engine.ts';
import { readAgain } from '../state/homeRows.ts';

export type ActKind =
  | 'prepare'
  | 'negotiate'
  | 'update'
  | 'create'
  | 'bind'
  | 'open-drawing'
  | 'start-review'
  | 'complete-review'
  | 'assistance';

/** Something that was asked for and goes on while the user does other things. */
export interface ActTask {
  readonly id: number;
  readonly kind: ActKind;
  /** The environment's name. */
  readonly name: string;
  readonly environmentId: string | undefined;
  /** Why it failed; `null` while it runs. */
  readonly error: EloError | null;
  readonly again: () => void;
}

export const useActTasks = create<{
  readonly tasks: readonly ActTask[];
  /** How many came to an end: a screen reads again what they may have changed. */
  readonly ended: number;
}>(() => ({ tasks: [], ended: 0 }));

let next = 1;

export function dismissTask(id: number): void {
  useActTasks.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }));
}

function setError(id: number, error: EloError | null): void {
  useActTasks.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, error } : task)),
  }));
}

/**
 * Starts something and lets it run; several run at once. One that failed stays until it is tried again or put away.
 * @param work.act of one environment only one act runs at a time: starting the same once more does nothing
 * @param work.refused says whether the refusal is told elsewhere, so that it need not stay
 * @param work.waiting is told when FoccoLojas has not answered yet: it stays in the queue and goes on by itself
 */
export function startTask<T>(work: {
  readonly kind: ActKind;
  readonly name: string;
  readonly environmentId?: string | undefined;
  readonly act: () => Promise<T>;
  readonly done: (answer: T) => void;
  readonly waiting: () => void;
  readonly refused?: (error: EloError) => boolean;
}): void {
  const { kind, name, environmentId } = work;
  if (environmentId !== undefined) {
    const known = useActTasks.getState().tasks.filter((task) => task.environmentId === environmentId);
    if (known.some(({ error }) => error === null)) return;
    for (const { id } of known) dismissTask(id);
  }
  const id = next;
  next += 1;
  const run = async (): Promise<void> => {
    setError(id, null);
    try {
      const answer = await work.act();
      dismissTask(id);
      work.done(answer);
    } catch (thrown) {
      const error = callError(thrown);
      if (error.code === 'still-waiting') {
        dismissTask(id);
        work.waiting();
      } else if (work.refused?.(error) === true) dismissTask(id);
      else setError(id, error);
    } finally {
      useActTasks.setState(({ ended }) => ({ ended: ended + 1 }));
      if (environmentId !== undefined) readAgain(environmentId);
    }
  };
  const task: ActTask = { id, kind, name, environmentId, error: null, again: () => void run() };
  useActTasks.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
  void run();
}
