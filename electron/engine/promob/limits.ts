/** Bounds of everything the readers take in. All sizes in bytes. */
export interface ReadLimits {
  /** The file itself. */
  readonly fileBytes: number;
  /** Files inside a container. */
  readonly entries: number;
  /** One inflated entry. */
  readonly entryBytes: number;
  /** All inflated entries of a container together. */
  readonly inflatedBytes: number;
  /** Inflated to compressed size, judged only for entries above {@link ReadLimits.ratioFromBytes}. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly xmlDepth: number;
  readonly xmlAttributeBytes: number;
  readonly xmlAttributesPerElement: number;
  /** One piece of text a reader asked for. */
  readonly xmlTextBytes: number;
  /** Different element and attribute names in one document. */
  readonly xmlNames: number;
  /** ITEM elements of a listing; entities of a drawing. */
  readonly items: number;
  /** CONTAINER folders inside one another, and DOCUMENT and CONTAINER folders altogether. */
  readonly folderDepth: number;
  readonly folders: number;
}

/**
 * Real projects: 0.2–0.3 MB with 7 entries, inflating to 0.4–1.8 MB, XML depth 18, longest attribute 6,744 bytes.
 * The bounds leave factors of 20 and more, and keep a hostile file within 5 s and 300 MB.
 */
export const defaultLimits: ReadLimits = {
  fileBytes: 200 * 1024 * 1024,
  entries: 10_000,
  entryBytes: 128 * 1024 * 1024,
  inflatedBytes: 256 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 64 * 1024 * 1024,
  xmlDepth: 1_000,
  xmlAttributeBytes: 1024 * 1024,
  xmlAttributesPerElement: 1_000,
  xmlTextBytes: 1024 * 1024,
  xmlNames: 10_000,
  items: 500_000,
  folderDepth: 32,
  folders: 1_000,
};

/** Options every reader takes. */
export interface ReadOptions {
  readonly limits?: Partial<ReadLimits>;
  /** Checked between chunks; the read then fails with `cancelled`. */
  readonly signal?: AbortSignal;
}
