import type { Desktop } from './windowSchemas.ts';

/** What the host tells of itself; the rest of `Desktop` the engine knows. */
export type HostFacts = Pick<
  Desktop,
  'host' | 'canPickFolder' | 'autostart' | 'update' | 'documentsFolder' | 'program'
>;

/** What the engine asks of its host (Electron shell or headless), because only a host can answer. */
export interface EngineHost {
  /** Opens an address in the system's browser. Rejects when there is none; the address is shown to the user then. */
  openUrl(url: string): Promise<void>;
  /** Opens a file with the program the system associates with it. */
  openFile(path: string): Promise<void>;
  /** The proxy for an address as the system knows it: `http://host:port`, or `null` for a direct connection. */
  proxyFor(url: string): Promise<string | null>;
  /** Absent where there is no desktop around the engine (command line, service, tests). */
  readonly desktop?: DesktopHost;
}

/** What only a desktop can do. Refusals carry the code `unsupported` where this one cannot. */
export interface DesktopHost {
  facts(): Promise<HostFacts>;
  /** The system's dialog for a folder; `null` when the user closed it. */
  pickFolder(): Promise<string | null>;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  setAutostart(on: boolean): Promise<void>;
  checkForUpdate(): Promise<void>;
  /** Ends the app and installs what was downloaded. */
  installUpdate(): Promise<void>;
}
