import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Diagnosis } from '../../../shared/contract/windowSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { redaction } from '../../../shared/domain/redaction.ts';

/** A name that is taken gets a number; nobody keeps more reports of one second. */
const mostNames = 50;

/**
 * Writes one report as JSON, never over another file.
 * @param o.forOthers takes addresses, paths and names out
 * @throws EloError `folder-not-found`, `folder-not-writable`
 */
export async function writeReport(o: {
  readonly diagnosis: Diagnosis;
  readonly path: string;
  readonly forOthers: boolean;
}): Promise<{ readonly path: string; readonly bytes: number }> {
  const shown: unknown = o.forOthers
    ? redaction({ homes: [homedir()], addresses: true }).value({
        ...o.diagnosis,
        checks: o.diagnosis.checks.map((check) => ({ ...check, evidence: withoutPlaces(check.evidence) })),
      })
    : o.diagnosis;
  const bytes = Buffer.from(`${JSON.stringify(shown, null, 2)}\n`, 'utf8');
  for (let number = 1; number <= mostNames; number += 1) {
    const path = number === 1 ? o.path : o.path.replace(/(\.\w+)$/, ` (${number})$1`);
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
      return { path, bytes: bytes.length };
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw code === 'ENOENT'
        ? new EloError('folder-not-found', 'there is no folder at that place', {
            cause,
            remedy: 'choose-another-file',
          })
        : new EloError('folder-not-writable', 'the report cannot be written there', {
            cause,
            remedy: 'choose-another-file',
          });
    }
  }
  throw new EloError('folder-not-writable', 'every name is taken', { remedy: 'choose-another-file' });
}

/** Evidence that names places of this machine or network; counts and codes stay. */
const places = new Set(['host', 'addresses', 'folders']);

function withoutPlaces(evidence: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (!places.has(name)) return [name, value];
      return [name, Array.isArray(value) ? value.length : '[omitted]'];
    }),
  );
}
