import type { App } from 'electron';
import type { HostFacts } from '../../shared/contract/host.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { hiddenFlag } from './identity.ts';

export interface Autostart {
  state(): HostFacts['autostart'];
  /** @throws EloError `unsupported`, `autostart-switched-off` where the user did that in Windows itself */
  set(on: boolean): void;
}

type LoginApp = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>;

/** Start with Windows, into the tray. Only the installed app: the sources' own Electron would start without them. */
export function createAutostart(
  app: LoginApp,
  platform: NodeJS.Platform,
  path: string = process.execPath,
): Autostart {
  const entry = { path, args: [hiddenFlag] };
  const supported = platform === 'win32' && app.isPackaged;
  const state = (): HostFacts['autostart'] => {
    if (!supported) return 'unsupported';
    const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(entry);
    if (!openAtLogin) return 'off';
    // The entry is there, but Task Manager's list of start-up programs says no.
    return executableWillLaunchAtLogin ? 'on' : 'switched-off-by-user';
  };
  return {
    state,
    set(on) {
      const now = state();
      if (now === 'unsupported') throw new EloError('unsupported', 'this app cannot start by itself');
      if (on && now === 'switched-off-by-user') {
        // Electron could overrule it; who switched it off in Windows meant it.
        throw new EloError('autostart-switched-off', 'start-up was switched off in Windows');
      }
      app.setLoginItemSettings({ ...entry, openAtLogin: on });
    },
  };
}
