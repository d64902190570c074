import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real files cannot be part of the repository; where they are present, tests read them in place. */
const folder =
  process.env['ELO_SAMPLES'] ?? resolve(import.meta.dirname, '../../../../shared/samples/promob');

export function realSamplePath(name: string): string {
  return join(folder, name);
}

export function realSample(name: string): Buffer {
  return readFileSync(realSamplePath(name));
}

/** For `it(…, { skip })`: the reason, or false where the samples are there. */
export const skipWithoutSamples: string | false = existsSync(join(folder, 'cozinha.promob'))
  ? false
  : 'skipped: real samples not present';
