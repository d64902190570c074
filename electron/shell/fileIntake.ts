import { basename } from 'node:path';
import { fromCallError } from '../../shared/contract/callErrors.ts';
import type { EngineControlClient } from '../../shared/contract/hostContract.ts';
import { errorText, text } from '../../shared/text/text.ts';
import type { Locale } from '../../shared/text/text.ts';
import type { Toast } from './toastContent.ts';

export interface FileIntake {
  /** Gives files to the engine, at once or when it is there. */
  take(files: readonly string[]): void;
  /** The engine is there. */
  up(): void;
}

/** Promob hands over one at a time; this many are kept while the engine is away. */
const mostWaiting = 100;

/** Files and listings that *Executar Aplicação* hands over, on their way to the engine; the user hears what became of them. */
export function createFileIntake(parts: {
  readonly control: () => EngineControlClient | null;
  readonly tell: (toast: Toast) => void;
  readonly locale: () => Locale;
}): FileIntake {
  let waiting: string[] = [];
  const give = async (control: EngineControlClient, path: string): Promise<void> => {
    const locale = parts.locale();
    const file = basename(path);
    try {
      await control.takeFile({ path });
      parts.tell({
        title: text('shell.file.taken', { file }, locale),
        body: text('shell.file.taken.what', {}, locale),
        link: { open: 'home' },
      });
    } catch (thrown) {
      const { text: what, remedy } = errorText(fromCallError(thrown), locale);
      parts.tell({
        title: text('shell.file.refused', { file }, locale),
        body: remedy === null ? what : `${what} ${remedy}`,
        link: { open: 'home' },
      });
    }
  };
  const take = (files: readonly string[]): void => {
    const control = parts.control();
    if (control === null) {
      waiting = [...waiting, ...files].slice(0, mostWaiting);
      return;
    }
    for (const path of files) void give(control, path);
  };
  return {
    take,
    up: () => take(waiting.splice(0)),
  };
}
