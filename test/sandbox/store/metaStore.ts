import type { Connection } from './schemaStore.ts';

/** Small values that must survive a restart: tokens, keys, ports, the store's own record. */
export interface MetaStore {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** The value of a name, made and kept on first use. */
  keep(name: string, make: () => string): string;
}

/** Meta values on a connection. */
export function metaStore(db: Connection): MetaStore {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const get = (name: string): string | undefined => select.get(name)?.value;
  const set = (name: string, value: string): void => void upsert.run(name, value);
  const keep = (name: string, make: () => string): string => {
    const known = get(name);
    if (known !== undefined) return known;
    const made = make();
    set(name, made);
    return made;
  };
  return { get, set, keep };
}
