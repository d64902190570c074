/** Delivery on its own ledger and contents against a sandbox, and the loop it is compared with. */
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { openStation } from '../../integration/delivery/support/station.ts';
import { signInTo } from '../../integration/delivery/support/sandboxAccount.ts';
import { projectSaves } from '../support/projectSaves.ts';
import { monotonic } from '../support/monotonic.ts';
import { serveBench } from './serveBench.ts';

export interface DrainInput {
  /** Where the accounts are. */
  readonly server: string;
  /** The line to the server, as the client uses it. */
  readonly line: string;
  readonly environmentIds: readonly string[];
  readonly saves: number;
}

const longestMs = 180_000;

/** Saves of a small project, each other bytes. */
function contents(count: number): Buffer[] {
  const made: Buffer[] = [];
  const source = projectSaves({ seed: randomUUID(), modules: 2, previewBytes: 10_000, change: 'touch' });
  for (let index = 0; index < count; index += 1) made.push(source.next().value.newPreview);
  return made;
}

serveBench({
  /** Queues the saves, then drains them; the time from starting delivery to the last receipt written. */
  async drain({ server, line, environmentIds, saves }: DrainInput) {
    const account = await signInTo(server, 'designer');
    await account.link();
    const station = openStation({ url: line, tokens: account.tokens });
    try {
      let bytes = 0;
      contents(saves).forEach((content, index) => {
        bytes += content.byteLength;
        station.save(environmentIds[index % environmentIds.length] ?? '', content);
      });
      const from = monotonic();
      station.delivery.start();
      await station.drained(longestMs);
      const ms = monotonic() - from;
      const { kept, sending, needsAttention } = station.ledger.outbox.counts();
      if (kept + sending + needsAttention > 0) throw new Error('not everything was received');
      return { ms, bytes };
    } finally {
      await station.close();
    }
  },
  /** The same client on the same line, one upload after the other. */
  async loop({ server, line, environmentIds, saves }: DrainInput) {
    const account = await signInTo(server, 'designer');
    await account.link();
    const station = openStation({ url: line, tokens: account.tokens });
    try {
      const all = contents(saves);
      const from = monotonic();
      for (const [index, body] of all.entries()) {
        await station.client.createSave({
          params: { environmentId: environmentIds[index % environmentIds.length] ?? '' },
          query: {
            saveId: v7(),
            number: index + 1,
            keptAt: new Date().toISOString(),
            fileName: 'Cozinha.promob',
          },
          body,
          idempotencyKey: v7(),
        });
      }
      return { ms: monotonic() - from };
    } finally {
      await station.close();
    }
  },
});
