import type { Totals } from '../../../shared/api/common.ts';
import type { Item } from '../../../shared/api/environments.ts';
import type { Standing } from '../drawings.ts';
import type { ListedItem, Listing } from '../reading/readListing.ts';
import type { Connection } from './schemaStore.ts';

export interface SaveRow {
  readonly seq: number;
  readonly id: string;
  readonly environmentId: string;
  readonly number: number;
  readonly keptAt: string;
  readonly savedAt: string | null;
  readonly fileName: string;
  readonly ambientGuid: string | null;
  readonly projectGuid: string | null;
  readonly contentId: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedAt: string;
  readonly lineage: string;
  readonly standing: Standing;
}

export interface ListingRow {
  readonly seq: number;
  readonly id: string;
  readonly environmentId: string;
  readonly capturedAt: string;
  readonly fileName: string;
  readonly projectGuid: string | null;
  readonly contentId: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly parsed: Listing;
  readonly receivedAt: string;
}

export interface ImportRow {
  readonly id: string;
  readonly environmentId: string;
  readonly saveSeq: number;
  readonly listingSeq: number;
  readonly optionName: string;
  readonly identifier: string | null;
  readonly totals: Totals;
  readonly items: readonly ListedItem[];
  readonly createdAt: string;
  readonly madeVersion: number | null;
}

export interface VersionRow {
  readonly environmentId: string;
  readonly number: number;
  readonly optionName: string;
  readonly importedAt: string;
  readonly identifier: string | null;
  readonly saveSeq: number;
  readonly listingSeq: number;
  readonly totals: Totals;
  readonly items: readonly ListedItem[];
}

/** An item by Promob with what recognises it in the next listing. */
export interface KeyedItem {
  readonly key: string;
  readonly item: Item;
}

type Texts<Row, Keys extends keyof Row> = Omit<Row, Keys> & Record<Keys, string>;

export type WorkStore = ReturnType<typeof workStore>;

/** Saves, listings, imports (negotiations), versions and items of environments. */
export function workStore(db: Connection) {
  const newestSave = db.prepare<[string], SaveRow>(
    'SELECT * FROM saves WHERE environmentId = ? ORDER BY seq DESC LIMIT 1',
  );
  const rivals = db.prepare<[string], SaveRow>(
    "SELECT * FROM saves WHERE environmentId = ? AND standing = 'rival' ORDER BY seq",
  );
  const withContent = db.prepare<[string, string], { seq: number }>(
    'SELECT seq FROM saves WHERE environmentId = ? AND sha256 = ? LIMIT 1',
  );
  const saveBySeq = db.prepare<[number], SaveRow>('SELECT * FROM saves WHERE seq = ?');
  const saveById = db.prepare<[string, string], SaveRow>(
    'SELECT * FROM saves WHERE environmentId = ? AND id = ? ORDER BY seq DESC LIMIT 1',
  );
  const listingBySeq = db.prepare<[number], Texts<ListingRow, 'parsed'>>(
    'SELECT * FROM listings WHERE seq = ?',
  );
  const listingById = db.prepare<[string, string], Texts<ListingRow, 'parsed'>>(
    'SELECT * FROM listings WHERE environmentId = ? AND id = ? ORDER BY seq DESC LIMIT 1',
  );
  const lastVersion = db.prepare<[string], Texts<VersionRow, 'totals' | 'items'>>(
    'SELECT * FROM versions WHERE environmentId = ? ORDER BY number DESC LIMIT 1',
  );
  const versionByNumber = db.prepare<[string, number], Texts<VersionRow, 'totals' | 'items'>>(
    'SELECT * FROM versions WHERE environmentId = ? AND number = ?',
  );
  const versionsOf = db.prepare<[string], Texts<VersionRow, 'totals' | 'items'>>(
    'SELECT * FROM versions WHERE environmentId = ? ORDER BY number',
  );
  const itemsOf = db.prepare<[string, string], { key: string; data: string }>(
    'SELECT key, data FROM items WHERE environmentId = ? AND source = ? ORDER BY position',
  );
  const insertItem = db.prepare('INSERT INTO items VALUES (?, ?, ?, ?, ?)');
  const listing = (row: Texts<ListingRow, 'parsed'> | undefined): ListingRow | undefined =>
    row === undefined ? undefined : { ...row, parsed: JSON.parse(row.parsed) as Listing };
  const version = (row: Texts<VersionRow, 'totals' | 'items'> | undefined): VersionRow | undefined =>
    row === undefined
      ? undefined
      : { ...row, totals: JSON.parse(row.totals) as Totals, items: JSON.parse(row.items) as ListedItem[] };
  return {
    addSave(row: Omit<SaveRow, 'seq'>): number {
      const done = db
        .prepare(
          `INSERT INTO saves (id, environmentId, number, keptAt, savedAt, fileName, ambientGuid, projectGuid, contentId, sha256, bytes, receivedAt, lineage, standing)
           VALUES (@id, @environmentId, @number, @keptAt, @savedAt, @fileName, @ambientGuid, @projectGuid, @contentId, @sha256, @bytes, @receivedAt, @lineage, @standing)`,
        )
        .run(row);
      return Number(done.lastInsertRowid);
    },
    newestSave: (environmentId: string) => newestSave.get(environmentId),
    save: (seq: number) => saveBySeq.get(seq),
    /** Saves that stand against the drawing, oldest first. */
    rivals: (environmentId: string) => rivals.all(environmentId),
    hasContent: (environmentId: string, sha256: string) =>
      withContent.get(environmentId, sha256) !== undefined,
    stand: (seq: number, standing: Standing) =>
      void db.prepare('UPDATE saves SET standing = ? WHERE seq = ?').run(standing, seq),
    saveNamed: (environmentId: string, id: string) => saveById.get(environmentId, id),
    addListing(row: Omit<ListingRow, 'seq'>): void {
      db.prepare(
        `INSERT INTO listings (id, environmentId, capturedAt, fileName, projectGuid, contentId, sha256, bytes, parsed, receivedAt)
         VALUES (@id, @environmentId, @capturedAt, @fileName, @projectGuid, @contentId, @sha256, @bytes, @parsed, @receivedAt)`,
      ).run({ ...row, parsed: JSON.stringify(row.parsed) });
    },
    listing: (seq: number) => listing(listingBySeq.get(seq)),
    listingNamed: (environmentId: string, id: string) => listing(listingById.get(environmentId, id)),
    addImport(row: ImportRow): void {
      db.prepare(
        `INSERT INTO imports VALUES (@id, @environmentId, @saveSeq, @listingSeq, @optionName, @identifier, @totals, @items, @createdAt, @madeVersion)`,
      ).run({ ...row, totals: JSON.stringify(row.totals), items: JSON.stringify(row.items) });
    },
    import(id: string): ImportRow | undefined {
      const row = db
        .prepare<[string], Texts<ImportRow, 'totals' | 'items'>>('SELECT * FROM imports WHERE id = ?')
        .get(id);
      if (row === undefined) return undefined;
      return {
        ...row,
        totals: JSON.parse(row.totals) as Totals,
        items: JSON.parse(row.items) as ListedItem[],
      };
    },
    importMade: (id: string, version: number) =>
      void db.prepare('UPDATE imports SET madeVersion = ? WHERE id = ?').run(version, id),
    addVersion(row: VersionRow): void {
      db.prepare(
        `INSERT INTO versions VALUES (@environmentId, @number, @optionName, @importedAt, @identifier, @saveSeq, @listingSeq, @totals, @items)`,
      ).run({ ...row, totals: JSON.stringify(row.totals), items: JSON.stringify(row.items) });
    },
    lastVersion: (environmentId: string) => version(lastVersion.get(environmentId)),
    version: (environmentId: string, number: number) => version(versionByNumber.get(environmentId, number)),
    versions: (environmentId: string) =>
      versionsOf.all(environmentId).map((row) => version(row) as VersionRow),
    promobItems: (environmentId: string): KeyedItem[] =>
      itemsOf
        .all(environmentId, 'promob')
        .map((row) => ({ key: row.key, item: JSON.parse(row.data) as Item })),
    manualItems: (environmentId: string): Item[] =>
      itemsOf.all(environmentId, 'manual').map((row) => JSON.parse(row.data) as Item),
    /** Puts these items by Promob in the place of the former ones; items added by hand are in other rows and are not touched. */
    replacePromobItems(environmentId: string, items: readonly KeyedItem[]): void {
      db.prepare("DELETE FROM items WHERE environmentId = ? AND source = 'promob'").run(environmentId);
      for (const [position, { key, item }] of items.entries()) {
        insertItem.run(environmentId, 'promob', position, key, JSON.stringify(item));
      }
    },
    addManualItem(environmentId: string, item: Item): void {
      const position = itemsOf.all(environmentId, 'manual').length;
      insertItem.run(environmentId, 'manual', position, item.id, JSON.stringify(item));
    },
  };
}
