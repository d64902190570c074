import type { BaseWindow } from 'electron';

/**
 * Hears that the Windows session ends. Windows tells that to windows only, shown or not; an app in the tray may have
 * none. So there is one more: never shown, without a page and its process, there until the app ends.
 * @returns lets it close, so that it does not stand in the way of the end
 */
export function hearSessionEnd(create: () => BaseWindow, onEnd: () => void): () => void {
  const ear = create();
  let leaving = false;
  ear.on('session-end', onEnd);
  ear.on('close', (event) => {
    if (!leaving) event.preventDefault();
  });
  return () => {
    leaving = true;
  };
}
