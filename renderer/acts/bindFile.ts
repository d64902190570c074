import { engine } from '../bridge/engine.ts';
import { toast } from '../components/toast.ts';
import { readAgain } from '../state/homeRows.ts';
import type { Say } from '../text/language.ts';
import { wholeFile } from './AmbientChoice.tsx';
import { startTask } from './actTasks.ts';
import { readLooseFiles } from './useLooseFiles.ts';

/**
 * Makes a project file the drawing of an environment, with a way back while the note is shown.
 * @param binding.file id or path; `ambient` one 3D environment inside it, or the whole file
 */
export function bindFile(
  binding: {
    readonly environmentId: string;
    readonly name: string;
    readonly file: string;
    readonly fileName: string;
    readonly ambient: string;
  },
  say: Say,
): void {
  const { environmentId, name, file, fileName, ambient } = binding;
  const unbind = async (): Promise<void> => {
    await engine.environments.unbindFile({ environmentId });
    readAgain(environmentId);
    readLooseFiles();
    toast(say('home.bind.undone', { file: fileName }));
  };
  startTask({
    kind: 'bind',
    name,
    environmentId,
    act: () =>
      engine.environments.bindFile({
        environmentId,
        file,
        ...(ambient === wholeFile ? {} : { ambientGuid: ambient }),
      }),
    done: () => {
      readLooseFiles();
      toast(say('home.bind.done', { file: fileName, name }), () => {
        // Refused only where somebody else undid it already: then it is as wished.
        unbind().catch(() => readAgain(environmentId));
      });
    },
    waiting: () => toast(say('home.task.waiting', { name })),
  });
}
