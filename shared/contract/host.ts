/** What the engine asks of its host (Electron shell or headless), because only a host can answer. */
export interface EngineHost {
  /** Opens an address in the system's browser. Rejects when there is none; the address is shown to the user then. */
  openUrl(url: string): Promise<void>;
  /** Opens a file with the program the system associates with it. */
  openFile(path: string): Promise<void>;
  /** The proxy for an address as the system knows it: `http://host:port`, or `null` for a direct connection. */
  proxyFor(url: string): Promise<string | null>;
}
