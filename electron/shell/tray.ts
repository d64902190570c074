import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { Clock } from '../../shared/domain/clock.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import type { Severity } from '../../shared/domain/worstState.ts';
import type { TrayView } from './trayView.ts';

export interface TrayIcon {
  show(view: TrayView): void;
  destroy(): void;
}

export interface TrayParts {
  readonly create: (image: NativeImage) => Tray;
  readonly image: (name: string) => NativeImage;
  readonly menu: (template: MenuItemConstructorOptions[]) => Electron.Menu;
  readonly clock: Clock;
  readonly reducedMotion: () => boolean;
  /** Shows the window; without a link, as it was left. */
  readonly open: (link?: DeepLink) => void;
  readonly quit: () => void;
}

/** Pictures of a state, in the order they are shown; only sending moves. */
const pictures: Readonly<Record<Severity, readonly string[]>> = {
  well: ['tray-well'],
  busy: ['tray-busy', 'tray-busy-2'],
  calm: ['tray-calm'],
  attention: ['tray-attention'],
  failed: ['tray-failed'],
};

/** Slow enough to be calm. */
const frameMs = 700;

/** The icon beside the clock: worst state, menu, a click opens the window. */
export function createTray(parts: TrayParts): TrayIcon {
  const tray = parts.create(parts.image('tray-calm'));
  let shown: TrayView | null = null;
  let stopMoving = (): void => undefined;

  const picture = (severity: Severity): void => {
    stopMoving();
    const frames = parts.reducedMotion() ? pictures[severity].slice(0, 1) : pictures[severity];
    let frame = 0;
    const next = (): void => {
      const name = frames[frame % frames.length];
      if (name !== undefined) tray.setImage(parts.image(name));
      frame += 1;
      if (frames.length > 1) stopMoving = parts.clock.after(frameMs, next);
    };
    next();
  };

  tray.on('click', () => parts.open());
  return {
    show(view) {
      if (JSON.stringify(view) === JSON.stringify(shown)) return;
      if (view.severity !== shown?.severity) picture(view.severity);
      shown = view;
      tray.setToolTip(view.tooltip);
      tray.setContextMenu(
        parts.menu(
          view.lines.map((line): MenuItemConstructorOptions => {
            switch (line.kind) {
              case 'line':
                return { type: 'separator' };
              case 'open':
                return { label: line.label, click: () => parts.open(line.link) };
              case 'quit':
                return { label: line.label, click: () => parts.quit() };
            }
          }),
        ),
      );
    },
    destroy() {
      stopMoving();
      tray.destroy();
    },
  };
}
