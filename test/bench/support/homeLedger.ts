import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import { environmentStates } from '../../../shared/domain/environmentState.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

const names = ['Cozinha', 'Dormitório do casal', 'Suíte máster com closet', 'Sala de estar', 'Área gourmet'];
/** In one transaction: enough to be quick, few enough not to hold it all in memory. */
const atATime = 500;

/**
 * A history in which every environment has its project file with several saves, received by FoccoLojas; every tenth one
 * waits for something. The contents themselves are not there: no row of the home screen needs them.
 */
export function writeHomeLedger(
  dataDir: string,
  { environments, savesEach }: { readonly environments: number; readonly savesEach: number },
): void {
  const ledger = createLedger({ dir: dataDir, clock: systemClock, appVersion: '0.0.0-bench' });
  try {
    const begun = Date.now() - environments * 60_000;
    for (let from = 0; from < environments; from += atATime) {
      ledger.transaction(() => {
        for (let index = from; index < Math.min(environments, from + atATime); index += 1)
          write(index, begun);
      });
    }
  } finally {
    ledger.close();
  }

  function write(index: number, begun: number): void {
    const project = Math.floor(index / 3);
    const at = new Date(begun + index * 60_000).toISOString();
    const calm = index % 10 !== 0;
    const state = calm
      ? 'synchronized'
      : (environmentStates[(index / 10) % environmentStates.length] ?? 'created');
    const environmentId = `e${index}`;
    const outdated = state === 'outdated';
    ledger.catalogue.environments.upsert({
      environmentId,
      projectId: `p${project}`,
      name: names[index % names.length] ?? '',
      state,
      outdated,
      locked: state === 'review-complete',
      lastVersion: state === 'created' ? null : 1 + (index % 9),
      versionToken: `t${index}`,
      updatedAt: at,
      body: { createdAt: at, projectName: `Casa ${project}`, customerName: `Cliente ${project % 997}` },
    });
    const path = join(dataDir, 'Projetos', `Cliente ${project % 997}`, `${index}.promob`);
    let fileId: string | null = null;
    for (let number = 0; number < savesEach; number += 1) {
      const order = index * savesEach + number + 1;
      const time = BigInt(begun + index * 60_000 + number * 1_000) * 1_000_000n;
      const sha256 = createHash('sha256').update(`${index} ${number}`).digest('hex');
      const times = { mtimeNs: time.toString(), ctimeNs: time.toString() };
      const kept = ledger.saves.keep({
        identity: fileId === null ? { kind: 'new' } : { kind: 'known', fileId },
        path,
        rootId: null,
        stat: { size: 2_000_000 + number, ino: `${order}`, ...times },
        sighting: { order, batch: order, away: false, ...times },
        sha256,
        bytes: 2_000_000,
        savedAt: at,
        projectGuid: null,
        promobVersion: null,
        history: [],
        facts: {},
      });
      if (kept.kind !== 'kept') throw new Error(`a save was ${kept.kind}`);
      if (fileId === null) {
        fileId = kept.save.fileId;
        ledger.bindings.bind({ environmentId, fileId });
      }
      for (const { deliveryId } of ledger.outbox.of({ saveId: kept.save.saveId })) {
        ledger.outbox.received(deliveryId, { sha256 }, at);
      }
    }
  }
}
