import { createReadStream } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Redacted in one turn of the control thread, in characters: a few milliseconds at some 0.2 µs each. */
const charactersPerTurn = 32 * 1024;
/** Of a line that is longer the rest is passed over; redaction cuts lines at 16 Ki characters anyway. */
const longestLine = 32 * 1024;

/**
 * The lines of a text file, redacted one by one, in pieces; the control thread is given back between them and no more
 * than a piece is in memory. A file that cannot be read (any further) ends there, with a line that says so.
 * @param bytes how much of it: what is appended meanwhile is left out
 */
export async function* redactedLines(
  file: string,
  bytes: number,
  redact: (line: string) => string,
): AsyncGenerator<string, void, undefined> {
  if (bytes === 0) return;
  let line = '';
  let done = '';
  let read = 0;
  const take = (text: string): void => {
    if (line.length < longestLine) line += text;
  };
  try {
    const source = createReadStream(file, {
      encoding: 'utf8',
      end: bytes - 1,
      highWaterMark: charactersPerTurn,
    });
    for await (const chunk of source as AsyncIterable<string>) {
      const parts = chunk.split('\n');
      for (const [index, part] of parts.entries()) {
        take(part);
        if (index === parts.length - 1) break;
        done += `${redact(line)}\n`;
        line = '';
      }
      read += chunk.length;
      if (done !== '') yield done;
      done = '';
      await nextTurn();
    }
  } catch {
    line += `[unreadable after ${read} characters]`;
  }
  const rest = done + redact(line);
  if (rest !== '') yield rest;
}
