import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContents } from '../../electron/engine/ledger/contents.ts';
import { createLedger } from '../../electron/engine/ledger/ledger.ts';
import { systemClock } from '../../shared/domain/clock.ts';

/** The version the simulated engine says it is. */
export const simulatedVersion = '1.0.0';

/** Data folders for runs, in memory where the machine has such a place. */
export interface Templates {
  /** A data folder with both databases made and empty. */
  newDataDir(): string;
  remove(dataDir: string): void;
  close(): void;
}

const files = ['history.db', 'contents.db'];

/** Makes the databases once; each run begins with a copy, which costs a fraction of a millisecond. */
export function createTemplates(): Templates {
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const base = mkdtempSync(join(place, 'elo-simulation-'));
  const template = join(base, 'template');
  const opening = { dir: template, clock: systemClock, appVersion: simulatedVersion };
  createLedger(opening).close();
  openContents(opening).close();
  let made = 0;
  return {
    newDataDir() {
      const dataDir = join(base, String((made += 1)));
      mkdirSync(dataDir);
      for (const file of files) copyFileSync(join(template, file), join(dataDir, file));
      return dataDir;
    },
    remove: (dataDir) => rmSync(dataDir, { recursive: true, force: true }),
    close: () => rmSync(base, { recursive: true, force: true }),
  };
}
