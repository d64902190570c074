import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';

/** How often a file is looked at: nothing tells this side of Wine that the other side wrote. */
const lookMs = 20;

/**
 * What a process writes into a file, as a stream: Node in Wine cannot write to a pipe. Ends once `ended` says so and
 * everything written has been read.
 */
export function tailFile(path: string, ended: () => boolean): Readable {
  const handle = openSync(path, 'r');
  const buffer = Buffer.alloc(65_536);
  let timer: NodeJS.Timeout | undefined;
  const stream = new Readable({
    read() {
      // Asked first: what is written before the end is read after it.
      const last = ended();
      const length = readSync(handle, buffer);
      if (length > 0) this.push(Buffer.from(buffer.subarray(0, length)));
      else if (last) this.push(null);
      else timer = setTimeout(() => this._read(0), lookMs);
    },
    destroy(error, done) {
      clearTimeout(timer);
      closeSync(handle);
      done(error);
    },
  });
  return stream;
}
