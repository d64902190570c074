import { EventEmitter } from 'node:events';

/** electron-updater as far as the shell uses it; a test plays the server and the installer. */
export class FakeUpdater extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  allowPrerelease = true;
  disableWebInstaller = false;
  logger: object | null = {};
  checks = 0;
  installed: boolean[][] = [];
  /** What handing over to the installer comes to, besides. */
  whenAsked: () => void = () => undefined;
  async checkForUpdates(): Promise<null> {
    this.checks += 1;
    return null;
  }
  quitAndInstall(...words: boolean[]): void {
    this.installed.push(words);
    this.whenAsked();
  }
}
