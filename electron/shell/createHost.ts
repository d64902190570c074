import { extname } from 'node:path';
import type { BrowserWindow, Dialog, OpenDialogOptions, Session, Shell } from 'electron';
import type { EngineHost } from '../../shared/contract/host.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Autostart } from './autostart.ts';
import { openForEngine } from './openOutside.ts';
import type { PathKind } from './pathKind.ts';
import { systemProxy } from './systemProxy.ts';
import type { Updates } from './updates.ts';

/** What Elo makes and a program shows. Nothing that runs by being opened is on the list. */
const openable = new Set(['.promob', '.pdf', '.txt', '.html', '.xml', '.json', '.zip', '.png', '.jpg']);

export interface HostParts {
  readonly shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly session: () => Pick<Session, 'resolveProxy'>;
  readonly window: () => BrowserWindow | null;
  readonly documentsFolder: () => string;
  /** The path of the program itself. */
  readonly program: () => string;
  readonly pathKind: PathKind;
  readonly autostart: Autostart;
  readonly updates: Updates;
}

/** What only the desktop can do for the engine. */
export function createHost(parts: HostParts): EngineHost {
  const { shell, dialog, autostart, updates, pathKind } = parts;
  const openPath = async (path: string): Promise<void> => {
    const problem = await shell.openPath(path);
    if (problem !== '') throw new EloError('open-failed', 'the system could not open it', { cause: problem });
  };
  return {
    openUrl: (url) => openForEngine(shell, url),
    async openFile(path) {
      if (!openable.has(extname(path).toLowerCase()) || (await pathKind(path)) !== 'file') {
        throw new EloError('open-failed', 'nothing that may be opened lies there');
      }
      await openPath(path);
    },
    proxyFor: async (url) => systemProxy(await parts.session().resolveProxy(url)),
    desktop: {
      facts: async () => ({
        host: 'electron',
        canPickFolder: true,
        autostart: autostart.state(),
        update: updates.view(),
        documentsFolder: parts.documentsFolder(),
        program: parts.program(),
      }),
      async pickFolder() {
        const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
        const window = parts.window();
        const { canceled, filePaths } = await (window === null
          ? dialog.showOpenDialog(options)
          : dialog.showOpenDialog(window, options));
        return canceled ? null : (filePaths[0] ?? null);
      },
      async reveal(path) {
        const kind = await pathKind(path);
        if (kind === null) throw new EloError('open-failed', 'nothing lies there');
        if (kind === 'folder') await openPath(path);
        else shell.showItemInFolder(path);
      },
      setAutostart: async (on) => autostart.set(on),
      checkForUpdate: () => updates.check(),
      installUpdate: () => updates.install(),
    },
  };
}
