import type { App } from 'electron';
import type { Clock } from '../../shared/domain/clock.ts';

export interface Quit {
  /** Ends the app: the engine in order, then what `atEnd` does, then everything. */
  now(): void;
  /** The system ends: the engine is told at once, nothing is waited for. */
  sessionEnds(): void;
}

/** An installer ends the app in the turn after it began; later it will not, and nothing else would. */
const installerMs = 5_000;

/** Every way out of the app goes through the engine's orderly end. */
export function setupQuit(parts: {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly clock: Clock;
  /** The window may close from now on. */
  readonly letGo: () => void;
  readonly stopEngine: () => Promise<void>;
  /** Last of all; `true` where an installer ends the app. It is ended some seconds later all the same. */
  readonly atEnd: () => boolean;
}): Quit {
  const { app, clock } = parts;
  let ending: Promise<void> | null = null;
  let ended = false;
  const end = (): void => {
    parts.letGo();
    ending ??= parts
      .stopEngine()
      .catch(() => undefined)
      .then(() => {
        ended = true;
        if (parts.atEnd()) clock.after(installerMs, () => app.exit(0));
        else app.exit(0);
      });
  };
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    end();
  });
  // The tray is the app's home: it stays when the last window is gone.
  app.on('window-all-closed', () => undefined);
  return {
    now: end,
    sessionEnds() {
      parts.letGo();
      void parts.stopEngine();
    },
  };
}
