import type { Picture } from '../../shared/contract/windowSchemas.ts';

/** What the cache asks of its surroundings: the page's own object URLs. */
export interface PictureUrls {
  create(picture: Picture): { readonly url: string; readonly bytes: number };
  revoke(url: string): void;
}

interface Entry {
  readonly ready: Promise<string | null>;
  /** `undefined` while it is read, `null` where the file has no picture. */
  url: string | null | undefined;
  bytes: number;
  users: number;
}

/** A picture somebody shows, until it is released. */
export interface HeldPicture {
  /** Its address; `null` where the file has none. */
  readonly ready: Promise<string | null>;
  release(): void;
}

export interface PictureCache {
  /** The address of a picture, read once however many show it. */
  hold(key: string, read: () => Promise<Picture | null>): HeldPicture;
  /** The address if it is known already (`null`: no picture), else `undefined`. */
  peek(key: string): string | null | undefined;
}

/** What an entry costs besides its picture: pictures that do not exist are remembered too, and are not free. */
const entryBytes = 1_024;

/**
 * Pictures by state, with bounded memory: those nobody shows are forgotten, the longest unused first. A picture never
 * changes, since saves and versions do not; one that could not be read is asked for again.
 * @param maxBytes of the pictures kept; those on the screen stay even above it
 */
export function createPictureCache(urls: PictureUrls, maxBytes: number): PictureCache {
  // A Map keeps the order of insertion: the first entry is the longest unused.
  const entries = new Map<string, Entry>();
  let total = 0;

  const touch = (key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
  };
  const trim = (): void => {
    for (const [key, entry] of entries) {
      if (total <= maxBytes) return;
      if (entry.users > 0 || entry.url === undefined) continue;
      entries.delete(key);
      total -= entry.bytes;
      if (entry.url !== null) urls.revoke(entry.url);
    }
  };
  const start = (key: string, read: () => Promise<Picture | null>): Entry => {
    const settle = async (): Promise<string | null> => {
      try {
        const picture = await read();
        const made = picture === null ? null : urls.create(picture);
        entry.url = made?.url ?? null;
        entry.bytes = entryBytes + (made?.bytes ?? 0);
        total += entry.bytes;
        trim();
        return entry.url;
      } catch (error) {
        entries.delete(key);
        throw error;
      }
    };
    const entry: Entry = { ready: Promise.resolve().then(settle), url: undefined, bytes: 0, users: 0 };
    return entry;
  };

  return {
    hold(key, read) {
      const entry = entries.get(key) ?? start(key, read);
      entry.users += 1;
      touch(key, entry);
      let held = true;
      const release = (): void => {
        if (!held) return;
        held = false;
        entry.users -= 1;
        trim();
      };
      return { ready: entry.ready, release };
    },
    peek: (key) => entries.get(key)?.url,
  };
}
