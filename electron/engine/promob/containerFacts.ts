/** Something a reader noticed without refusing the file. `code` is stable and kebab-case, `detail` is for people and logs. */
export interface ReadWarning {
  readonly code: string;
  readonly detail: string;
}

/** One entry of the save history that Promob keeps inside the file. */
export interface SaveFacts {
  /** UTC, ISO-8601 without milliseconds; null where the file holds no readable date. */
  readonly savedAt: string | null;
  readonly productCode: string | null;
  /** Promob's version, e.g. `5.60.41.2`. */
  readonly version: string | null;
}

/** One 3D environment drawn in the file. */
export interface EnvironmentFacts {
  /** AMBIENT3D@NAME */
  readonly name: string | null;
  /** CONTAINER@NAME of the container it stands in, e.g. `Cozinhas`. */
  readonly container: string | null;
  readonly guid: string | null;
  /** AMBIENT3D@DOCUMENTPATH, e.g. `2\0`; a listing names environments in the same way. */
  readonly documentPath: string | null;
  /** INFORMACOES elements, nested ones included. */
  readonly entityCount: number;
  /** Counted by INFORMACOES@TYPE; entities without a type count under the empty name. */
  readonly entitiesByType: Readonly<Record<string, number>>;
}

/** One file inside the container, every one of them verified. */
export interface EntryFacts {
  /** As written, with backslashes. */
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
  /** Lower-case hex, 8 digits. */
  readonly crc32: string;
}

/** Everything read from a `.promob` or `.bak`; plain data. */
export interface ContainerFacts {
  readonly kind: 'promob-project';
  /** Evidence of the project, never identity: copies of a file share it. */
  readonly projectGuid: string | null;
  readonly customerNumber: string | null;
  readonly systemId: string | null;
  readonly systemName: string | null;
  readonly distribution: string | null;
  readonly promobVersion: string | null;
  /** Of the Promob that saved last; null where the file names none. */
  readonly serialNumber: string | null;
  /** Oldest first, in the file's own order. */
  readonly saves: readonly SaveFacts[];
  readonly environments: readonly EnvironmentFacts[];
  /** Personal data: filled-in fields only, never for a log. */
  readonly customer: Readonly<Record<string, string>>;
  readonly previewBytes: number;
  readonly warnings: readonly ReadWarning[];
  readonly entries: readonly EntryFacts[];
  readonly preview: { readonly entry: string; readonly bytes: number } | null;
}
