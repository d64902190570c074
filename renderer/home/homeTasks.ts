import { create } from 'zustand';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError } from '../bridge/engine.ts';
import { readAgain } from '../state/homeRows.ts';

export type HomeTaskKind = 'update' | 'create' | 'bind' | 'start-review' | 'complete-review';

/** Something that was asked for and goes on while the user does other things. */
export interface HomeTask {
  readonly id: number;
  readonly kind: HomeTaskKind;
  /** The environment's name. */
  readonly name: string;
  readonly environmentId: string | undefined;
  /** Why it failed; `null` while it runs. */
  readonly error: EloError | null;
  readonly again: () => void;
}

export const useHomeTasks = create<{ readonly tasks: readonly HomeTask[] }>(() => ({ tasks: [] }));

let next = 1;

export function dismissTask(id: number): void {
  useHomeTasks.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }));
}

function setError(id: number, error: EloError | null): void {
  useHomeTasks.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, error } : task)),
  }));
}

/**
 * Starts something and lets it run; several run at once. One that failed stays until it is tried again or put away.
 * @param work.act of one environment only one act runs at a time: starting the same once more does nothing
 * @param work.waiting is told when FoccoLojas has not answered yet: it stays in the queue and goes on by itself
 */
export function startTask<T>(work: {
  readonly kind: HomeTaskKind;
  readonly name: string;
  readonly environmentId?: string | undefined;
  readonly act: () => Promise<T>;
  readonly done: (answer: T) => void;
  readonly waiting: () => void;
}): void {
  const { kind, name, environmentId } = work;
  if (environmentId !== undefined) {
    const known = useHomeTasks.getState().tasks.filter((task) => task.environmentId === environmentId);
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
      } else setError(id, error);
    } finally {
      if (environmentId !== undefined) readAgain(environmentId);
    }
  };
  const task: HomeTask = { id, kind, name, environmentId, error: null, again: () => void run() };
  useHomeTasks.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
  void run();
}
