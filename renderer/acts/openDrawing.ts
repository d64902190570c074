import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { toast } from '../components/toast.ts';
import { saying } from '../text/language.ts';
import { startTask } from './actTasks.ts';

/** Opens the drawing another machine made, as a copy to go on from; what is saved in it is asked about there and here. */
export function openDrawing({ environmentId, name }: Pick<HomeRow, 'environmentId' | 'name'>): void {
  startTask({
    kind: 'open-drawing',
    name,
    environmentId,
    act: () => engine.environments.openDrawing({ environmentId }),
    done: ({ path, opened }) =>
      toast(saying()(opened ? 'machines.ahead.opened' : 'machines.ahead.not-opened', { name, path })),
    waiting: () => toast(saying()('home.task.waiting', { name })),
  });
}
