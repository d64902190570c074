import type { App } from 'electron';

/**
 * Chromium's own switches that would open the window to others or take its walls down. Whoever starts the installed app
 * (a shortcut, a link, another program) must not be able to pass them. The fuses see to those of Node.
 */
export const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'load-extension',
  'js-flags',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'ppapi-plugin-launcher',
  'browser-subprocess-path',
  'log-net-log',
] as const;

/** Takes those switches off the command line, before Electron reads them: before it is ready. */
export function refuseSwitches(app: Pick<App, 'commandLine' | 'isPackaged'>): void {
  if (!app.isPackaged) return;
  for (const name of refusedSwitches) app.commandLine.removeSwitch(name);
}
