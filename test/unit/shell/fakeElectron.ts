import { EventEmitter } from 'node:events';
import type {
  App,
  BaseWindowConstructorOptions,
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  NotificationConstructorOptions,
  Session,
  WebContents,
} from 'electron';
import type { ElectronParts } from '../../../electron/shell/electronParts.ts';
import { portChannel } from '../../support/processes/portPairs.ts';
import type { PortPair } from '../../support/processes/portPairs.ts';
import { emit, FakeContents, FakeWindow } from './fakeWindow.ts';

type Permission = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];

export class FakeSession extends EventEmitter {
  request: NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]> | null = null;
  check: NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]> | null = null;
  device: NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]> | null = null;
  display: NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]> | null = null;
  before: ((details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void) | null =
    null;
  proxy = 'DIRECT';
  readonly webRequest = {
    onBeforeRequest: (listener: typeof this.before): void => {
      this.before = listener;
    },
  };
  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: typeof this.display): void {
    this.display = handler;
  }
  async resolveProxy(): Promise<string> {
    return this.proxy;
  }
  /** Whether a page at an address would be granted something, asked both ways. */
  grants(permission: Permission, address: string): boolean {
    let granted = false;
    const contents = Object.assign(new FakeContents(), { url: address }) as unknown as WebContents;
    this.request?.(contents, permission, (answer) => (granted = answer), {} as never);
    const checked = this.check?.(contents, permission, address, {} as never) ?? false;
    return granted || checked;
  }
  /** Whether the page may fetch an address. */
  loads(url: string): boolean {
    let cancelled = true;
    this.before?.({ url }, ({ cancel = false }) => (cancelled = cancel));
    return !cancelled;
  }
}

/** The engine's process as the shell sees it; a test plays the engine. */
export class FakeProcess extends EventEmitter {
  readonly entry: string;
  readonly sent: { readonly message: unknown; readonly ports: readonly PortPair[] }[] = [];
  killed = false;
  constructor(entry: string) {
    super();
    this.entry = entry;
  }
  postMessage(message: unknown, ports: readonly PortPair[] = []): void {
    this.sent.push({ message, ports });
    this.emit('sent', { data: message, ports });
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 1);
    return true;
  }
}

export class FakeNotification extends EventEmitter {
  readonly options: NotificationConstructorOptions;
  shown = false;
  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.shown = true;
  }
}

export class FakeBaseWindow extends EventEmitter {
  readonly options: BaseWindowConstructorOptions;
  constructor(options: BaseWindowConstructorOptions) {
    super();
    this.options = options;
  }
}

export class FakeTray extends EventEmitter {
  image: unknown;
  tooltip = '';
  menu: readonly MenuItemConstructorOptions[] = [];
  destroyed = false;
  readonly images: unknown[] = [];
  constructor(image: unknown) {
    super();
    this.image = image;
  }
  setImage(image: unknown): void {
    this.image = image;
    this.images.push(image);
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: { readonly template: readonly MenuItemConstructorOptions[] }): void {
    this.menu = menu.template;
  }
  destroy(): void {
    this.destroyed = true;
  }
  /** Presses a line of the menu by its words. */
  press(label: string): void {
    const line = this.menu.find((item) => item.label === label);
    if (line?.click === undefined) throw new Error(`no line ${label}`);
    line.click({} as never, undefined, {});
  }
}

export class FakeApp extends EventEmitter {
  /** Every call that matters, in order. */
  readonly calls: string[] = [];
  readonly paths: Record<string, string> = {};
  isPackaged = true;
  firstInstance = true;
  readonly switches = new Set<string>();
  readonly commandLine = {
    removeSwitch: (name: string): void => {
      if (this.#isReady) throw new Error('too late');
      this.switches.delete(name);
    },
  };
  badge = 0;
  login = { openAtLogin: false, executableWillLaunchAtLogin: false };
  loginSet: unknown[] = [];
  protocolClient: readonly unknown[] | null = null;
  appUserModelId = '';
  clsid = '';
  exitCode: number | null = null;
  /** The words of each start that follows this one's end. */
  readonly relaunched: string[][] = [];
  markReady: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => {
    this.markReady = resolve;
  });
  #isReady = false;

  whenReady(): Promise<void> {
    this.calls.push('whenReady');
    return this.#ready;
  }
  becomeReady(): void {
    this.#isReady = true;
    this.calls.push('ready');
    this.markReady();
  }
  isReady(): boolean {
    return this.#isReady;
  }
  setName(): void {
    this.calls.push('setName');
  }
  setPath(name: string, path: string): void {
    this.calls.push(`setPath ${name}`);
    this.paths[name] = path;
  }
  getPath(name: string): string {
    return this.paths[name] ?? `/fake/${name}`;
  }
  getVersion(): string {
    return '1.2.3';
  }
  getLocale(): string {
    return 'pt-BR';
  }
  setAppUserModelId(id: string): void {
    this.calls.push('setAppUserModelId');
    this.appUserModelId = id;
  }
  setToastActivatorCLSID(id: string): void {
    this.calls.push('setToastActivatorCLSID');
    this.clsid = id;
  }
  enableSandbox(): void {
    if (this.#isReady) throw new Error('enableSandbox() can only be called before app is ready');
    this.calls.push('enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    this.calls.push('lock');
    return this.firstInstance;
  }
  setAsDefaultProtocolClient(...words: unknown[]): boolean {
    this.protocolClient = words;
    return true;
  }
  setBadgeCount(count: number): boolean {
    this.badge = count;
    return true;
  }
  getLoginItemSettings(): typeof this.login {
    return this.login;
  }
  setLoginItemSettings(settings: unknown): void {
    this.loginSet.push(settings);
  }
  quit(): void {
    this.calls.push('quit');
    if (!emit(this, 'before-quit').defaultPrevented) this.exit(0);
  }
  relaunch({ args = ['as before'] }: { args?: string[] } = {}): void {
    this.relaunched.push(args);
  }
  exit(code = 0): void {
    this.exitCode ??= code;
    this.emit('exited');
  }
}

export interface FakeElectron {
  readonly electron: ElectronParts;
  readonly app: FakeApp;
  readonly session: FakeSession;
  readonly windows: FakeWindow[];
  /** Windows without a page. */
  readonly baseWindows: FakeBaseWindow[];
  readonly processes: FakeProcess[];
  readonly notifications: FakeNotification[];
  readonly trays: FakeTray[];
  /** Addresses handed to the system's browser. */
  readonly opened: string[];
  readonly shownInFolder: string[];
  readonly openedPaths: string[];
  readonly powerMonitor: EventEmitter;
  readonly dialogs: unknown[];
  /** Message boxes that stand open; each is closed by calling it. */
  readonly boxes: (() => void)[];
  readonly menus: (readonly MenuItemConstructorOptions[])[];
  /** Schemes that were made privileged while the app was not ready yet. */
  readonly schemes: unknown[];
  readonly pages: Map<string, (request: Request) => Promise<Response>>;
  readonly crashReports: unknown[];
  /** What the folder dialog answers. */
  folderChosen: string | null;
  /** A click on a toast, as Windows tells it. */
  activate(launch: string): void;
}

/** A hand-written Electron: as much of it as the shell uses, with the order rules that the real one has. */
export function createFakeElectron(): FakeElectron {
  const app = new FakeApp();
  const session = new FakeSession();
  let activation: ((details: { type: string; arguments: string }) => void) | null = null;
  let earlyActivation: string | null = null;
  const own: Omit<FakeElectron, 'electron'> = {
    app,
    session,
    windows: [],
    baseWindows: [],
    processes: [],
    notifications: [],
    trays: [],
    opened: [],
    shownInFolder: [],
    openedPaths: [],
    powerMonitor: new EventEmitter(),
    dialogs: [],
    boxes: [],
    menus: [],
    schemes: [],
    pages: new Map(),
    crashReports: [],
    folderChosen: null,
    activate(launch) {
      if (activation === null) earlyActivation = launch;
      else activation({ type: 'click', arguments: launch });
    },
  };
  const needsReady = (what: string): void => {
    if (!app.isReady()) throw new Error(`${what} before app is ready`);
  };
  const workArea = { x: 0, y: 0, width: 1366, height: 728 };
  const electron = {
    app: app as unknown as App,
    BaseWindow: class extends FakeBaseWindow {
      constructor(options: BaseWindowConstructorOptions) {
        super(options);
        needsReady('a window');
        own.baseWindows.push(this);
      }
    },
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        needsReady('a window');
        own.windows.push(this);
        emit(app, 'web-contents-created', {}, this.webContents);
      }
    },
    crashReporter: { start: (options: unknown) => own.crashReports.push(options) },
    dialog: {
      showOpenDialog: async (...words: unknown[]) => {
        own.dialogs.push(words.at(-1));
        return result.folderChosen === null
          ? { canceled: true, filePaths: [] }
          : { canceled: false, filePaths: [result.folderChosen] };
      },
      showMessageBox: async (...words: unknown[]) => {
        own.dialogs.push(words.at(-1));
        await new Promise<void>((resolve) => own.boxes.push(resolve));
        return { response: 0, checkboxChecked: false };
      },
    },
    Menu: {
      buildFromTemplate: (template: readonly MenuItemConstructorOptions[]) => ({ template }),
      setApplicationMenu: (menu: { readonly template: readonly MenuItemConstructorOptions[] }) =>
        own.menus.push(menu.template),
    },
    MessageChannelMain: class {
      port1: PortPair;
      port2: PortPair;
      constructor() {
        ({ port1: this.port1, port2: this.port2 } = portChannel());
      }
    },
    nativeImage: { createFromPath: (path: string) => ({ path }) },
    nativeTheme: { shouldUseDarkColors: false },
    Notification: class extends FakeNotification {
      static isSupported(): boolean {
        return true;
      }
      static handleActivation(callback: NonNullable<typeof activation>): void {
        activation = callback;
        if (earlyActivation !== null) callback({ type: 'click', arguments: earlyActivation });
      }
      constructor(options: NotificationConstructorOptions) {
        super(options);
        own.notifications.push(this);
      }
    },
    powerMonitor: own.powerMonitor,
    protocol: {
      registerSchemesAsPrivileged: (schemes: readonly unknown[]) => {
        if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged after app is ready');
        app.calls.push('scheme');
        own.schemes.push(...schemes);
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        needsReady('protocol.handle');
        own.pages.set(scheme, handler);
      },
    },
    screen: {
      getAllDisplays: () => [{ id: 1, workArea }],
      getPrimaryDisplay: () => ({ id: 1, workArea }),
    },
    session: { defaultSession: session },
    shell: {
      openExternal: async (url: string) => void own.opened.push(url),
      openPath: async (path: string) => {
        own.openedPaths.push(path);
        return '';
      },
      showItemInFolder: (path: string) => own.shownInFolder.push(path),
    },
    systemPreferences: { getAnimationSettings: () => ({ prefersReducedMotion: false }) },
    Tray: class extends FakeTray {
      constructor(image: unknown) {
        super(image);
        needsReady('a tray');
        own.trays.push(this);
      }
    },
    utilityProcess: {
      fork: (entry: string) => {
        needsReady('a utility process');
        const process = new FakeProcess(entry);
        own.processes.push(process);
        return process;
      },
    },
  } as unknown as ElectronParts;
  const result: FakeElectron = Object.assign(own, { electron });
  return result;
}
