import type { WebPreferences } from 'electron';

/** The window's rights, all of them spelled out: none beyond showing its own page. */
export function webPreferences(options: {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly devTools: boolean;
}): WebPreferences {
  return {
    preload: options.preload,
    devTools: options.devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // It would fetch dictionaries.
    spellcheck: false,
  };
}
