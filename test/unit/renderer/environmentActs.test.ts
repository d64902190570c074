import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueOf } from '../../../renderer/environment/dueOf.ts';
import { historyRows } from '../../../renderer/environment/historyRows.ts';
import { pick } from '../../../renderer/environment/pair.ts';
import { createPictureCache } from '../../../renderer/components/pictureCache.ts';

describe('what is due', () => {
  const detail = { due: undefined, conflict: false, lastSave: undefined, state: 'converted' } as const;

  it('is a button for whoever may press it', () => {
    assert.deepEqual(dueOf({ ...detail, due: 'update' }, ['designer']), { kind: 'button', act: 'update' });
    assert.deepEqual(dueOf({ ...detail, due: 'start-review' }, ['reviser']), {
      kind: 'button',
      act: 'start-review',
    });
  });

  it('is told, not offered, where only a reviser may do it', () => {
    assert.deepEqual(dueOf({ ...detail, due: 'complete-review' }, ['designer']), {
      kind: 'someone-else',
      text: 'reviser-completes',
    });
  });

  it('is comparing before all else where two machines disagree', () => {
    const lastSave = { saveId: 's', number: 3, keptAt: '2026-11-21T10:00:00.000Z', state: 'kept' as const };
    assert.deepEqual(dueOf({ ...detail, due: 'update', conflict: true, lastSave }, []), {
      kind: 'button',
      act: 'compare',
    });
  });

  it('is nothing where nothing is, or where this window does not know the act', () => {
    assert.equal(dueOf(detail, []), null);
    assert.equal(dueOf({ ...detail, due: 'something-new' }, []), null);
  });
});

describe('two rows to compare', () => {
  it('are ticked and unticked; a third takes the place of the first', () => {
    assert.deepEqual(pick([], 'a'), ['a']);
    assert.deepEqual(pick(['a', 'b'], 'a'), ['b']);
    assert.deepEqual(pick(['a', 'b'], 'c'), ['b', 'c']);
  });
});

describe('the history', () => {
  it('is newest first, with the day once, and keeps its keys when something is added', () => {
    const at = (iso: string) => ({ at: iso, code: 'save-kept', facts: {} });
    // Local noon: the same day in every time zone.
    const noon = (day: number, minute = 0): string => new Date(2026, 10, day, 12, minute).toISOString();
    const rows = historyRows([at(noon(20)), at(noon(21, 5)), at(noon(21))], 'en');
    assert.deepEqual(
      rows.map(({ happening }) => happening.at),
      [noon(21, 5), noon(21), noon(20)],
    );
    assert.deepEqual(
      rows.map(({ day }) => day !== null),
      [true, false, true],
    );
    const later = historyRows([at(noon(20)), at(noon(21, 5)), at(noon(21)), at(noon(22))], 'en');
    assert.deepEqual(
      later.slice(1).map(({ key }) => key),
      rows.map(({ key }) => key),
    );
  });
});

describe('preview pictures', () => {
  const picture = { mediaType: 'image/png' as const, base64: '' };
  function cacheOf(maxBytes: number) {
    const revoked: string[] = [];
    let made = 0;
    const cache = createPictureCache(
      {
        create: () => {
          made += 1;
          return { url: `blob:${made}`, bytes: 1_000_000 };
        },
        revoke: (url) => revoked.push(url),
      },
      maxBytes,
    );
    return { cache, revoked, made: () => made };
  }

  it('are read once however many show them', async () => {
    const { cache, made } = cacheOf(10_000_000);
    let reads = 0;
    const read = async () => {
      reads += 1;
      return picture;
    };
    const [one, two] = [cache.hold('a', read), cache.hold('a', read)];
    assert.equal(await one.ready, 'blob:1');
    assert.equal(await two.ready, 'blob:1');
    assert.deepEqual([reads, made()], [1, 1]);
    assert.equal(cache.peek('a'), 'blob:1');
  });

  it('are forgotten, the longest unused first, when they take too much memory', async () => {
    const { cache, revoked } = cacheOf(2_500_000);
    for (const key of ['a', 'b']) {
      const held = cache.hold(key, async () => picture);
      await held.ready;
      held.release();
    }
    const again = cache.hold('a', async () => picture);
    await again.ready;
    again.release();
    await cache.hold('c', async () => picture).ready;
    assert.deepEqual(revoked, ['blob:2']);
    assert.equal(cache.peek('b'), undefined);
    assert.equal(cache.peek('a'), 'blob:1');
  });

  it('stay while they are shown, and go when nobody shows them any more', async () => {
    const { cache, revoked } = cacheOf(1_500_000);
    const a = cache.hold('a', async () => picture);
    await a.ready;
    const b = cache.hold('b', async () => picture);
    await b.ready;
    assert.deepEqual(revoked, []);
    a.release();
    a.release();
    assert.deepEqual(revoked, ['blob:1']);
  });

  it('that do not exist are remembered; that could not be read are asked for again', async () => {
    const { cache } = cacheOf(1_000_000);
    assert.equal(await cache.hold('none', async () => null).ready, null);
    assert.equal(cache.peek('none'), null);
    const failing = cache.hold('broken', async () => {
      throw new Error('engine away');
    });
    await assert.rejects(failing.ready, /engine away/);
    assert.equal(cache.peek('broken'), undefined);
    assert.equal(await cache.hold('broken', async () => picture).ready, 'blob:1');
  });
});
