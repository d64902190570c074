import type { App, Protocol } from 'electron';
import { linkScheme } from '../../shared/domain/deepLink.ts';

/** Windows tells toasts, taskbar and shortcuts of one app by this name; the installer writes the same one. */
export const appUserModelId = 'br.com.elo.desktop';

/** Whom Windows calls when an old toast is clicked. Fixed: it stands in the Start menu's shortcut from then on. */
export const toastActivatorClsid = '{6C1F0E0B-6B0A-4E0C-9B0B-3A1D5E2C7F41}';

/** The window's own scheme and host; nothing else is ever shown in it. */
export const pageScheme = 'app';
export const pageHost = 'elo';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageAddress = `${pageOrigin}/index.html`;

/** Started with Windows: the window stays in the tray. */
export const hiddenFlag = '--hidden';

/** Says who this app is, before anything is shown. */
export function setupIdentity(
  app: Pick<App, 'setAppUserModelId' | 'setToastActivatorCLSID' | 'setName'>,
  platform: NodeJS.Platform,
): void {
  app.setName('Elo');
  if (platform !== 'win32') return;
  // First the class, since naming the app writes both into the shortcut.
  app.setToastActivatorCLSID(toastActivatorClsid);
  app.setAppUserModelId(appUserModelId);
}

/** Must run before the app is ready: afterwards a scheme stays a stranger without origin. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Links of the form `elo://` are handed to the installed app; `--` ends the options, whatever a link says. */
export function registerLinks(app: Pick<App, 'setAsDefaultProtocolClient' | 'isPackaged'>): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);
}
