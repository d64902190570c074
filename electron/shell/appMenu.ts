import type { MenuItemConstructorOptions } from 'electron';
import { text } from '../../shared/text/text.ts';
import type { Locale, TextKey } from '../../shared/text/text.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/**
 * The window's menu, hidden until Alt is pressed: it is there for the keys (zoom above all) and in the user's words.
 * No line of it opens the developer's tools.
 */
export function appMenu(locale: Locale, quit: () => void): MenuItemConstructorOptions[] {
  const say = (key: TextKey): string => text(key, {}, locale);
  const roles = (...entries: readonly (readonly [Role, TextKey])[]): MenuItemConstructorOptions[] =>
    entries.map(([role, key]) => ({ role, label: say(key) }));
  return [
    {
      label: 'Elo',
      submenu: [
        ...roles(['close', 'shell.menu.close']),
        { label: say('shell.tray.quit'), accelerator: 'CommandOrControl+Q', click: quit },
      ],
    },
    {
      label: say('shell.menu.edit'),
      submenu: roles(
        ['undo', 'frame.undo'],
        ['cut', 'shell.menu.cut'],
        ['copy', 'frame.copy'],
        ['paste', 'shell.menu.paste'],
        ['selectAll', 'shell.menu.select-all'],
      ),
    },
    {
      label: say('shell.menu.view'),
      submenu: roles(
        ['zoomIn', 'shell.menu.larger'],
        ['zoomOut', 'shell.menu.smaller'],
        ['resetZoom', 'shell.menu.normal'],
        ['togglefullscreen', 'shell.menu.full-screen'],
      ),
    },
  ];
}
