import type { App, BrowserWindow, NativeImage } from 'electron';
import { text } from '../../shared/text/text.ts';
import type { Locale } from '../../shared/text/text.ts';

/** One to nine have a picture of their own. */
const mostShown = 9;

/** The number of unread notifications on the taskbar's button (Windows) or the dock's icon (elsewhere). */
export function showBadge(
  parts: {
    readonly app: Pick<App, 'setBadgeCount'>;
    readonly window: Pick<BrowserWindow, 'setOverlayIcon'> | null;
    readonly image: (name: string) => NativeImage;
    readonly platform: NodeJS.Platform;
  },
  unread: number,
  locale: Locale,
): void {
  if (parts.platform !== 'win32') {
    parts.app.setBadgeCount(unread);
    return;
  }
  if (unread <= 0) {
    parts.window?.setOverlayIcon(null, '');
    return;
  }
  const name = unread > mostShown ? 'badge-more' : `badge-${unread}`;
  parts.window?.setOverlayIcon(parts.image(name), text('shell.badge', { count: unread }, locale));
}
