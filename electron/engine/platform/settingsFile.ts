import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { EloError } from '../../../shared/domain/eloError.ts';
import { writeFileAtomically } from './atomicFile.ts';

/** Settings are a few kilobytes; anything larger was not written by Elo. */
const maxBytes = 1_000_000;

export interface SettingsFile<T> {
  get(): T;
  /** Merges and writes at once (temporary file, sync, rename). */
  set(change: Partial<T>): T;
  /** Where a damaged file was moved to at opening, `null` when it was sound. Never deleted. */
  readonly movedAside: string | null;
}

/**
 * Opens a JSON settings file, validated on read and on write.
 * A damaged or invalid file is moved aside with its time and the defaults apply.
 * @param schema must accept `{}` and fill in its defaults
 */
export function openSettingsFile<T extends object>(
  path: string,
  schema: z.ZodType<T>,
  now: () => number,
): SettingsFile<T> {
  let movedAside: string | null = null;
  let current = schema.parse({});
  if (existsSync(path)) {
    try {
      if (statSync(path).size > maxBytes) throw new Error('too large');
      current = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      movedAside = `${path}.damaged-${new Date(now()).toISOString().replaceAll(':', '-')}`;
      try {
        renameSync(path, movedAside);
      } catch (cause) {
        throw new EloError(
          'settings-unreadable',
          `settings cannot be read nor moved aside: ${String(error)}`,
          {
            cause,
            remedy: 'contact-support',
          },
        );
      }
    }
  }
  return {
    movedAside,
    get: () => current,
    set(change) {
      const next = schema.parse({ ...current, ...change });
      writeFileAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
      current = next;
      return current;
    },
  };
}
