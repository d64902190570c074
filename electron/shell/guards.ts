import type { App, Session, Shell, WebContents } from 'electron';
import { pageOrigin } from './identity.ts';
import { openOutside } from './openOutside.ts';
import type { ShellLog } from './shellLog.ts';

/** Whether an address is of the window's own page. */
export function isOwnPage(address: string): boolean {
  return address === pageOrigin || address.startsWith(`${pageOrigin}/`);
}

/** What the page may load: itself, and what it made itself. */
const allowedRequest = (address: string): boolean =>
  isOwnPage(address) || address.startsWith(`blob:${pageOrigin}/`) || address.startsWith('data:');

/** The one thing the page may do beyond showing: put text where *Copiar* was pressed. It cannot read it back. */
const allowedPermission = 'clipboard-sanitized-write';

/** Nothing is granted, nothing is fetched, nothing is saved. */
export function guardSession(session: Session, options: { readonly devTools: boolean }): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(permission === allowedPermission && isOwnPage(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === allowedPermission && isOwnPage(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const devTools = options.devTools && url.startsWith('devtools:');
    callback({ cancel: !allowedRequest(url) && !devTools });
  });
}

/** A page stays where it is: no navigation, no window, no foreign content inside; https links go to the browser. */
export function guardContents(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(shell, url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    if (event.isMainFrame) openOutside(shell, event.url);
  });
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** For every page that ever comes to be, whoever made it. Before the first window. */
export function setupGuards(app: Pick<App, 'on'>, shell: Pick<Shell, 'openExternal'>, log: ShellLog): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, shell));
  app.on('certificate-error', (event, _contents, _url, error, _certificate, callback) => {
    event.preventDefault();
    log.warn('certificate refused', { error });
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _info, callback) => {
    event.preventDefault();
    callback();
  });
}
