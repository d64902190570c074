import type { PowerMonitor } from 'electron';

/** The machine woke up or somebody came back: the engine looks at once, and toasts that waited are shown. */
export function setupPower(
  powerMonitor: Pick<PowerMonitor, 'on'>,
  parts: { readonly onResume: () => void; readonly onPresence: (away: boolean) => void },
): void {
  powerMonitor.on('resume', () => parts.onResume());
  powerMonitor.on('lock-screen', () => parts.onPresence(true));
  powerMonitor.on('unlock-screen', () => {
    parts.onPresence(false);
    // Network shares come back late after a wake-up: unlocking is the second chance.
    parts.onResume();
  });
}
