import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Connection } from './schemaStore.ts';

/** Bytes are kept in parts of this size, so that a large file never stands in memory as one. */
const PART = 1024 * 1024;

/** Bytes as stored: id, length and the hash of what was stored. */
export interface Stored {
  readonly id: number;
  readonly sha256: string;
  readonly bytes: number;
}

export type ContentStore = ReturnType<typeof contentStore>;

/** Received bytes, exactly. */
export function contentStore(db: Connection) {
  const insert = db.prepare<[string, number]>('INSERT INTO contents (sha256, bytes) VALUES (?, ?)');
  const insertPart = db.prepare<[number, number, Buffer]>('INSERT INTO contentChunks VALUES (?, ?, ?)');
  const finish = db.prepare<[string, number, number]>(
    'UPDATE contents SET sha256 = ?, bytes = ? WHERE id = ?',
  );
  const partOf = db.prepare<[number, number], { bytes: Buffer }>(
    'SELECT bytes FROM contentChunks WHERE contentId = ? AND part = ?',
  );
  const byId = db.prepare<[number], Stored>('SELECT id, sha256, bytes FROM contents WHERE id = ?');

  function put(parts: Iterable<Buffer>): Stored {
    const id = Number(insert.run('', 0).lastInsertRowid);
    const hash = createHash('sha256');
    let number = 0;
    let bytes = 0;
    for (const part of parts) {
      insertPart.run(id, number, part);
      hash.update(part);
      number += 1;
      bytes += part.length;
    }
    const sha256 = hash.digest('hex');
    finish.run(sha256, bytes, id);
    return { id, sha256, bytes };
  }

  function* partsOfFile(path: string): Generator<Buffer> {
    const file = openSync(path, 'r');
    try {
      for (;;) {
        const part = Buffer.alloc(PART);
        const read = readSync(file, part, 0, PART, null);
        if (read === 0) return;
        yield part.subarray(0, read);
      }
    } finally {
      closeSync(file);
    }
  }

  function* read(id: number): Generator<Buffer> {
    for (let part = 0; ; part += 1) {
      const row = partOf.get(id, part);
      if (row === undefined) return;
      yield row.bytes;
    }
  }

  return {
    /** Stores the bytes of a file; the hash is that of what was stored. */
    putFile: (path: string) => put(partsOfFile(path)),
    putBytes: (bytes: Buffer) => put([bytes]),
    find: (id: number) => byId.get(id),
    read,
  };
}
