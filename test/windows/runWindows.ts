/** `npm run test:windows`: the tests of this folder, where there is a Wine; otherwise it says so and succeeds. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeLeftovers } from './support/openWindows.ts';
import { prepareWindows, windowsMissing } from './support/prepareWindows.ts';

/** Four minutes on two quiet cores, three times that where others work, too: this only ends what hangs. */
const longestMs = 20 * 60_000;

function run(): number {
  const missing = windowsMissing();
  if (missing !== null) {
    console.log(missing);
    return 0;
  }
  // Before the first test, so that a slow registry is not charged to it.
  prepareWindows();
  const folder = import.meta.dirname;
  const asked = process.argv.slice(2);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.windows.test.ts'))
    .filter((name) => asked.length === 0 || asked.some((part) => name.includes(part)));
  if (files.length === 0) throw new Error(`no test of this folder is called like ${asked.join(', ')}`);
  const { status, error } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      ...files.map((name) => join(folder, name)),
    ],
    { stdio: 'inherit', timeout: longestMs },
  );
  if (error !== undefined) throw error;
  return status ?? 1;
}

try {
  process.exitCode = run();
} finally {
  // Those of a test that was killed; every other one has tidied up after itself.
  removeLeftovers();
}
