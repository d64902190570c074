/** What a file is to Elo by its name alone; the readers decide what it really is. */
export type FileKind = 'project' | 'listing-candidate' | 'backup';

/** Names by extension, lower case (project files `.promob`, Promob's backups `.bak`, listings as XML). */
const kinds: Readonly<Record<string, FileKind>> = {
  '.promob': 'project',
  '.xml': 'listing-candidate',
  '.bak': 'backup',
};

/**
 * What a file name promises, or null where Elo has nothing to do with it. Pure; the name has no folder in it.
 * Ignored although the extension fits: a leading dot (lock and copy files of other programs, `._` twins of macOS)
 * and `~$` (owner files of editors). A plain leading `~` is a name a person may choose, so it counts.
 */
export function classify(name: string): FileKind | null {
  if (name.startsWith('.') || name.startsWith('~$')) return null;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? null : (kinds[name.slice(dot).toLowerCase()] ?? null);
}

/** Bins and snapshots hold what the user threw away or had before; taking them for new projects would be wrong. */
const skipped: ReadonlySet<string> = new Set([
  '$recycle.bin',
  'system volume information',
  '#recycle', // Synology's bin
  '#snapshot', // Synology's snapshots
  '~snapshot', // NetApp's snapshots
  '@eadir', // Synology's thumbnails, a folder beside each file
  'node_modules', // never projects, often hundreds of thousands of files
]);

/** Whether a folder below a root is left out: bins, snapshots, and folders with a leading dot (made by programs). */
export function skipsFolder(name: string): boolean {
  return name.startsWith('.') || skipped.has(name.toLowerCase());
}
