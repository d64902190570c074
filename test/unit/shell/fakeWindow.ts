import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { PortPair } from '../../support/processes/portPairs.ts';

/** An event that can be prevented, as Electron hands out. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits an event with a fresh first argument and says whether it was prevented. */
export function emit(from: unknown, name: string, details: object = {}, ...rest: unknown[]): FakeEvent {
  const event = Object.assign(new FakeEvent(), details);
  (from as EventEmitter).emit(name, event, ...rest);
  return event;
}

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export class FakeContents extends EventEmitter {
  url = '';
  loading = true;
  ended = 0;
  openHandler: WindowOpenHandler | null = null;
  /** What was posted into the page: name and ports. */
  readonly posted: { name: string; ports: readonly PortPair[] }[] = [];
  readonly mainFrame = {
    url: '',
    postMessage: (name: string, _message: unknown, ports: readonly PortPair[] = []): void => {
      this.posted.push({ name, ports });
    },
  };
  getURL(): string {
    return this.url;
  }
  isLoading(): boolean {
    return this.loading;
  }
  finishLoading(): void {
    // In this order: the page has loaded while the contents still say that they are loading.
    this.emit('did-finish-load');
    this.loading = false;
    this.emit('did-stop-loading');
  }
  /** Ended at once; the end itself is told later, by the test. */
  forcefullyCrashRenderer(): void {
    this.ended += 1;
  }
  die(reason = 'crashed'): void {
    emit(this, 'render-process-gone', {}, { reason });
  }
  failLoading(code: number, isMainFrame = true): void {
    emit(this, 'did-fail-load', {}, code, 'ERR', this.url, isMainFrame, 1, 1);
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  visible = false;
  hasFocus = false;
  minimized = false;
  maximized = false;
  destroyed = false;
  overlay: { readonly image: unknown; readonly description: string } | null = null;
  bounds: { x: number; y: number; width: number; height: number };

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 0, height = 0 } = options;
    this.bounds = { x, y, width, height };
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.url = url;
    this.webContents.mainFrame.url = url;
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
    this.hasFocus = false;
  }
  focus(): void {
    this.hasFocus = true;
  }
  restore(): void {
    this.minimized = false;
  }
  maximize(): void {
    this.maximized = true;
  }
  isVisible(): boolean {
    return this.visible;
  }
  isFocused(): boolean {
    return this.hasFocus;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.bounds;
  }
  setOverlayIcon(image: unknown, description: string): void {
    this.overlay = { image, description };
  }
  /** The user presses the cross. @returns whether the window stayed */
  pressClose(): boolean {
    const stayed = emit(this, 'close').defaultPrevented;
    if (!stayed) {
      this.destroyed = true;
      this.emit('closed');
    }
    return stayed;
  }
}
