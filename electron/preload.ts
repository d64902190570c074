/**
 * Runs before the page, in a world of its own. Hands the page one thing: a port to the engine, whenever the shell sends
 * one (at the start, and again after the engine was restarted). A port crosses into the page's world only by
 * `window.postMessage`; it is told to this page's own origin alone.
 */
import { ipcRenderer } from 'electron';
import { pageOrigin } from './shell/identity.ts';
import { portMessage } from './shell/portMessage.ts';

/** What a preload script sees of the page; the DOM's own types belong to the window. */
interface Page {
  postMessage(message: string, origin: string, ports: readonly unknown[]): void;
}

ipcRenderer.on(portMessage, ({ ports }) => {
  (globalThis as unknown as Page).postMessage(portMessage, pageOrigin, ports);
});
