import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import {
  comparisonSchema,
  floorPlanSchema,
  listingTreeSchema,
} from '../../../shared/contract/windowSchemas.ts';
import type { StateRef } from '../../../shared/contract/windowSchemas.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { SaveRow, VersionRow } from '../../../electron/engine/ledger/types.ts';
import { createStateViews } from '../../../electron/engine/history/stateViews.ts';
import type { FetchVersion, StateViews } from '../../../electron/engine/history/stateViews.ts';
import { createViewsPool } from '../../../electron/engine/history/views/createViewsPool.ts';
import { viewsJobs } from '../../../electron/engine/history/views/viewsJobs.ts';
import { hashOf } from '../../../electron/engine/ledger/contents.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { addModule, moveModule, saveAgain } from '../../support/promob/mutateProject.ts';
import { listingOf, withUnusualItems } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { historyBench, withCode } from './historyFixture.ts';
import type { HistoryBench } from './historyFixture.ts';

const first = newProject({ seed: 'views', modules: 4, environments: 2, previewBytes: 3_000 });
const moved =
  first.containers[0]?.environments[0]?.entities.find(({ type }) => type === 'MODULO')?.guid ?? '';
const second = saveAgain(addModule(moveModule(first, 0, moved, 250)));

interface Bench extends HistoryBench {
  readonly views: StateViews;
  /** Versions FoccoLojas was asked for. */
  readonly fetched: string[];
}

function viewsBench(
  t: TestContext,
  o: { readonly fetchVersion?: FetchVersion; readonly threads?: boolean } = {},
): Bench {
  const bench = historyBench(t);
  const pool = o.threads === true ? createViewsPool() : createInlinePool(viewsJobs);
  const fetched: string[] = [];
  const views = createStateViews({
    ledger: bench.ledger,
    history: bench.history,
    pool,
    clock: systemClock,
    fetchVersion: (environmentId, version, signal) => {
      fetched.push(`${environmentId} ${version}`);
      if (o.fetchVersion === undefined) throw new Error('nothing is to be fetched');
      return o.fetchVersion(environmentId, version, signal);
    },
    fetchSave: () => Promise.reject(new Error('nothing is to be fetched')),
  });
  t.after(() => {
    views.close();
    return pool.close();
  });
  return { ...bench, views, fetched };
}

async function keepSave(bench: Bench, model: ProjectModel): Promise<SaveRow> {
  const outcome = await bench.save('cozinha.promob', buildContainer(model));
  assert.ok(outcome.outcome === 'accepted' && outcome.save !== undefined, JSON.stringify(outcome));
  return outcome.save;
}

async function keepListing(bench: Bench, name: string, model: ProjectModel): Promise<string> {
  const path = bench.write(name, buildListing(withUnusualItems(listingOf(model), 'odd')));
  const outcome = await bench.history.keepListing(bench.seen(path));
  assert.ok(outcome.outcome === 'accepted' && outcome.listing !== undefined, JSON.stringify(outcome));
  return outcome.listing.listingId;
}

/** A version as FoccoLojas tells it. */
const version = (number: number, o: Partial<VersionRow> = {}): VersionRow => ({
  environmentId: 'env-1',
  number,
  optionName: 'Padrão',
  importedAt: '2026-03-01T12:00:00.000Z',
  identifier: '',
  saveSha256: null,
  localSaveId: null,
  latest: false,
  converted: false,
  body: {},
  ...o,
});
const ref = (number: number): StateRef => ({ environmentId: 'env-1', version: number });

describe('looking at states', () => {
  it('compares two saves with the listing of each, in a thread of its own', async (t) => {
    const bench = viewsBench(t, { threads: true });
    const before = await keepSave(bench, first);
    await keepListing(bench, 'a.xml', first);
    const after = await keepSave(bench, second);
    await keepListing(bench, 'b.xml', second);
    const comparison = await bench.views.compare({ saveId: before.saveId }, { saveId: after.saveId });
    comparisonSchema.parse(comparison);
    assert.equal(comparison.identical, false);
    assert.deepEqual(comparison.before, {
      saveId: before.saveId,
      saveNumber: 1,
      at: before.keptAt,
      sha256: before.sha256,
      hasPicture: true,
      hasListing: true,
    });
    assert.equal(comparison.after.saveNumber, 2);
    assert.equal(comparison.drawing.added.length, 1);
    assert.deepEqual(comparison.drawing.removed, []);
    assert.deepEqual(
      comparison.drawing.changed.map((change) => [change.before.guid, change.changes]),
      [[moved, ['place']]],
    );
    assert.ok(comparison.items !== null);
    // items are numbered by what they are of: one module more is one item more, told with its parts once
    assert.deepEqual(
      [comparison.items.added.length, comparison.items.removed.length, comparison.items.changed.length],
      [1, 0, 0],
    );
    assert.ok(Number(comparison.total.after) > Number(comparison.total.before));
    const drawnAfter = new Set(comparison.plans.after.shapes.map(({ key }) => key));
    for (const { key } of comparison.drawing.added) assert.ok(drawnAfter.has(key));
    assert.deepEqual(bench.fetched, []);
  });

  it('says that the same content is identical, and finds nothing', async (t) => {
    const bench = viewsBench(t);
    const save = await keepSave(bench, first);
    const { identical, drawing, items, before } = await bench.views.compare(
      { saveId: save.saveId },
      { saveId: save.saveId },
    );
    assert.equal(identical, true);
    assert.deepEqual([drawing.added, drawing.removed, drawing.changed, items], [[], [], [], null]);
    assert.equal(before.hasListing, false);
  });

  it('gives a save the listing that was fresh for it, not that of a later one', async (t) => {
    const bench = viewsBench(t);
    const one = await keepSave(bench, first);
    await keepListing(bench, 'a.xml', first);
    const two = await keepSave(bench, second);
    await keepListing(bench, 'b.xml', second);
    const three = await keepSave(bench, saveAgain(second));
    const totals = async (a: SaveRow, b: SaveRow): Promise<(string | null)[]> => {
      const { total } = await bench.views.compare({ saveId: a.saveId }, { saveId: b.saveId });
      return [total.before, total.after];
    };
    const [a, b] = await totals(one, two);
    assert.ok(a !== null && b !== null && a !== b);
    assert.deepEqual(await totals(two, one), [b, a]);
    assert.deepEqual(await totals(two, three), [b, null]);
  });

  it('draws the environment that is asked for, and names all of them', async (t) => {
    const bench = viewsBench(t);
    const { saveId } = await keepSave(bench, first);
    const [one, other] = first.containers.map(({ environments }) => environments[0]?.guid ?? '');
    const ambients = [
      { guid: one, name: 'Ambiente 3D' },
      { guid: other, name: 'Ambiente 3D' },
    ];
    assert.deepEqual(bench.views.ambients(saveId), ambients);
    for (const [asked, drawn] of [
      [undefined, one],
      [other, other],
      [`{${(other ?? '').toUpperCase()}}`, other],
      ['00000000-0000-4000-8000-000000000001', one],
    ]) {
      const plan = await bench.views.plan({ saveId }, asked);
      floorPlanSchema.parse(plan);
      assert.equal(plan.ambient?.guid, drawn);
      assert.deepEqual(plan.ambients, ambients);
      assert.ok(plan.shapes.length > 5 && plan.bounds !== null);
    }
  });

  it('answers the picture as it stands in the file', async (t) => {
    const bench = viewsBench(t);
    const { saveId } = await keepSave(bench, first);
    const picture = await bench.views.picture({ saveId });
    assert.equal(picture?.mediaType, 'image/jpeg');
    assert.deepEqual(
      Buffer.from(picture?.base64 ?? '', 'base64'),
      Buffer.from((await bench.history.preview(saveId)) ?? []),
    );
    const without = await keepSave(bench, saveAgain({ ...first, previewBytes: 0 }));
    assert.equal(await bench.views.picture({ saveId: without.saveId }), null);
    const png = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Buffer.alloc(40),
    ]);
    const other = await bench.save(
      'png.promob',
      buildContainer({ ...first, previewBytes: 0 }, { replace: { 'vista.png': png } }),
    );
    assert.ok(other.outcome === 'accepted' && other.save !== undefined);
    assert.deepEqual(await bench.views.picture({ saveId: other.save.saveId }), {
      mediaType: 'image/png',
      base64: png.toString('base64'),
    });
  });

  it('shows every item of a listing, the odd ones too', async (t) => {
    const bench = viewsBench(t);
    const listingId = await keepListing(bench, 'a.xml', first);
    const tree = await bench.views.listingTree({ listingId });
    listingTreeSchema.parse(tree);
    assert.equal(tree.listingId, listingId);
    assert.equal(tree.items.length, bench.ledger.listings.byId(listingId)?.itemCount);
    assert.deepEqual(
      tree.items.map(({ index }) => index),
      [...tree.items.keys()],
    );
    for (const { parent, index } of tree.items) assert.ok(parent === null || parent < index);
    for (const flag of ['no-code', 'no-quantity', 'no-price', 'error-value', 'unresolved-value']) {
      assert.ok(
        tree.items.some(({ flags }) => flags.includes(flag)),
        flag,
      );
    }
    assert.equal(tree.totals.budget, bench.ledger.listings.byId(listingId)?.totals.budget);
  });

  it('refuses what is not there', async (t) => {
    const bench = viewsBench(t);
    await assert.rejects(bench.views.plan({ saveId: 'none' }), withCode('save-not-found'));
    await assert.rejects(bench.views.picture({ saveId: 'none' }), withCode('save-not-found'));
    await assert.rejects(bench.views.picture(ref(1)), withCode('version-not-found'));
    await assert.rejects(bench.views.compare(ref(1), ref(2)), withCode('version-not-found'));
    await assert.rejects(bench.views.listingTree({ listingId: 'none' }), withCode('listing-not-found'));
    await assert.rejects(
      bench.views.listingTree({ environmentId: 'env-1', version: 1 }),
      withCode('version-not-found'),
    );
    assert.throws(() => bench.views.ambients('none'), withCode('save-not-found'));
  });
});

describe('looking at versions', () => {
  const remote = { file: buildContainer(second), listing: buildListing(listingOf(second)) };
  const fetchVersion: FetchVersion = () => Promise.resolve(remote);

  it('reads what was made here from here', async (t) => {
    const bench = viewsBench(t);
    const save = await keepSave(bench, first);
    const listingId = await keepListing(bench, 'a.xml', first);
    bench.ledger.catalogue.replaceVersions('env-1', [
      version(1, { saveSha256: save.sha256, localSaveId: save.saveId, body: { listingId } }),
    ]);
    const { before, total } = await bench.views.compare(ref(1), { saveId: save.saveId });
    assert.deepEqual(
      [before.version, before.optionName, before.saveId, before.saveNumber, before.at, before.hasListing],
      [1, 'Padrão', save.saveId, 1, '2026-03-01T12:00:00.000Z', true],
    );
    assert.notEqual(total.before, null);
    assert.notEqual(await bench.views.picture(ref(1)), null);
    assert.equal(
      (await bench.views.listingTree({ environmentId: 'env-1', version: 1 })).listingId,
      listingId,
    );
    assert.deepEqual(bench.fetched, []);
  });

  it('fetches nothing to draw what is here, and only then what is missing to compare it', async (t) => {
    const bench = viewsBench(t, { fetchVersion });
    const save = await keepSave(bench, second);
    bench.ledger.catalogue.replaceVersions('env-1', [
      version(1, {
        saveSha256: save.sha256,
        localSaveId: save.saveId,
        body: { listingId: 'made-elsewhere' },
      }),
    ]);
    await bench.views.plan(ref(1));
    await bench.views.picture(ref(1));
    assert.equal(bench.fetched.length, 0);
    const { before, identical } = await bench.views.compare(ref(1), { saveId: save.saveId });
    assert.deepEqual(
      [before.hasListing, before.saveId, identical, bench.fetched.length],
      [true, save.saveId, true, 1],
    );
  });

  it('fetches what was made elsewhere once, however often and at once it is looked at', async (t) => {
    const bench = viewsBench(t, { fetchVersion, threads: true });
    const save = await keepSave(bench, first);
    bench.ledger.catalogue.replaceVersions('env-1', [version(3, { saveSha256: hashOf(remote.file) })]);
    const [comparison, plan, picture, tree] = await Promise.all([
      bench.views.compare({ saveId: save.saveId }, ref(3)),
      bench.views.plan(ref(3)),
      bench.views.picture(ref(3)),
      bench.views.listingTree({ environmentId: 'env-1', version: 3 }),
    ]);
    await bench.views.plan(ref(3));
    assert.deepEqual(bench.fetched, ['env-1 3']);
    assert.equal(comparison.after.sha256, hashOf(remote.file));
    assert.equal(comparison.after.saveId, undefined);
    assert.equal(comparison.drawing.added.length, 1);
    assert.ok(plan.shapes.length > 0 && picture !== null && tree.items.length > 0);
    comparisonSchema.parse(comparison);
    listingTreeSchema.parse(tree);
  });

  it('refuses a file that is not the one the version was made from', async (t) => {
    const bench = viewsBench(t, { fetchVersion });
    bench.ledger.catalogue.replaceVersions('env-1', [
      version(1, { saveSha256: hashOf(buildContainer(first)) }),
    ]);
    await assert.rejects(bench.views.plan(ref(1)), withCode('content-damaged'));
    // and asks anew the next time
    await assert.rejects(bench.views.plan(ref(1)), withCode('content-damaged'));
    assert.equal(bench.fetched.length, 2);
  });

  it('asks FoccoLojas where the bytes were dropped here', async (t) => {
    const bench = viewsBench(t, { fetchVersion });
    const save = await keepSave(bench, second);
    bench.ledger.catalogue.replaceVersions('env-1', [
      version(1, { saveSha256: save.sha256, localSaveId: save.saveId }),
    ]);
    bench.ledger.saves.dropBytes([save.sha256], '2026-03-01T12:00:00.000Z');
    assert.ok((await bench.views.plan(ref(1))).shapes.length > 0);
    assert.notEqual(await bench.views.picture(ref(1)), null);
    assert.equal(bench.fetched.length, 1);
    await assert.rejects(bench.views.plan({ saveId: save.saveId }), withCode('content-retired'));
  });
});
