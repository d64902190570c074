import type * as electron from 'electron';

/** The parts of Electron that the shell is built from; the tests hand in others. */
export type ElectronParts = Pick<
  typeof electron,
  | 'app'
  | 'BaseWindow'
  | 'BrowserWindow'
  | 'crashReporter'
  | 'dialog'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'systemPreferences'
  | 'Tray'
  | 'utilityProcess'
>;
