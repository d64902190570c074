import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileView, SaveJson } from '../../../shared/contract/schemas.ts';
import type { LedgerRow } from '../../integration/line/publicDriver.ts';
import { eloJson } from '../../support/processes/eloProcess.ts';
import { createRandom } from '../../support/promob/random.ts';
import type { HistorySave, ReceivedSave, RestoredSave } from './compareLedgers.ts';
import type { Stage } from './stage.ts';
import { withEngine } from './withEngine.ts';
import type { Writer } from './writer.ts';

/** Saves that are restored through the command line; every one is restored over the same socket besides. */
const restoredByCommand = 10;

const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Ledger 2: `elo files` and `elo saves` of each file, by the writer's name where a writer knows the place. */
export async function readHistory(
  stage: Stage,
  writers: readonly Writer[],
): Promise<Map<string, HistorySave[]>> {
  const history = new Map<string, HistorySave[]>();
  for (const file of await eloJson<FileView[]>(['files', ...stage.common])) {
    const writer = writers.find((each) => each.path() === file.path);
    const saves = await eloJson<SaveJson[]>(['saves', file.fileId, ...stage.common]);
    history.set(
      writer?.name ?? `${file.path}${file.question === undefined ? '' : ' (asked about)'}`,
      [...saves].sort((a, b) => a.number - b.number),
    );
  }
  return history;
}

/** Every save of the history, given back and hashed: some by `elo restore`, all over the socket. */
export async function restoreAll(
  stage: Stage,
  history: ReadonlyMap<string, readonly HistorySave[]>,
  seed: string,
): Promise<RestoredSave[]> {
  const random = createRandom(`${seed} restores`);
  const to = join(stage.home, 'restaurados');
  mkdirSync(to, { recursive: true });
  const all = [...history.values()].flat();
  const restored: RestoredSave[] = [];
  const take = (saveId: string, path: string): void => {
    restored.push({ saveId, sha256: hashOfFile(path) });
    rmSync(path);
  };
  const ids = all.map(({ saveId }) => saveId);
  const [first, ...others] = ids;
  for (let count = Math.min(restoredByCommand, ids.length); count > 0 && first !== undefined; count -= 1) {
    const saveId = random.pick([first, ...others]);
    const { path } = await eloJson<{ path: string }>(['restore', saveId, '--to', to, ...stage.common]);
    take(saveId, path);
  }
  for (const saveId of ids) {
    const given = await withEngine(stage.dataDir, (client) => client.saves.restore({ saveId, to }));
    if (given === null) restored.push({ saveId, sha256: 'not restored' });
    else take(saveId, given.path);
  }
  return restored;
}

/** Ledger 3: what the other side received. */
export async function readReceived(stage: Stage): Promise<ReceivedSave[]> {
  const rows = await stage.control().get<(LedgerRow & { readonly saveId?: string })[]>('/control/ledger');
  return rows
    .filter((row) => row.kind === 'save')
    .map((row) => ({
      seq: row.seq,
      environmentId: row.environmentId ?? '',
      idempotencyKey: row.idempotencyKey,
      saveId: row.saveId ?? '',
      sha256: row.sha256 ?? '',
    }));
}
