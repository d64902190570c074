import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createAudit } from '../../../electron/engine/delivery/audit.ts';
import type { Rules } from '../../../electron/engine/delivery/ports.ts';
import type { Delivery as Row, NewListing } from '../../../electron/engine/ledger/types.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { signInTo } from './support/sandboxAccount.ts';
import { openStation } from './support/station.ts';

type Station = ReturnType<typeof openStation>;

/** Small projects: the bytes are real containers, the size does not matter here. */
const project = (seed: string) => newProject({ seed, modules: 1, previewBytes: 2_000 });

async function stationAt(t: TestContext, sandbox: TestSandbox, o: { rules?: Rules; link?: boolean } = {}) {
  const account = await signInTo(sandbox.foccolojas, 'designer');
  if (o.link !== false) await account.link();
  const station = openStation({
    url: sandbox.foccolojas,
    tokens: account.tokens,
    hurried: true,
    ...(o.rules === undefined ? {} : { rules: o.rules }),
  });
  t.after(() => station.close());
  return { account, station };
}

/** FoccoLojas' ledger holds each row once, in order within its environment, with the row's hash. */
async function assertLedger(sandbox: TestSandbox, station: Station, rows: readonly Row[]) {
  const ledger = (await sandbox.controls.ledger()).filter((entry) => entry.kind === 'save');
  assert.deepEqual(
    ledger.map((entry) => entry.idempotencyKey).sort(),
    rows.map((row) => row.idempotencyKey).sort(),
  );
  for (const lane of new Set(rows.map((row) => row.lane))) {
    assert.deepEqual(
      ledger
        .filter((entry) => entry.environmentId === lane)
        .map((entry) => [entry.idempotencyKey, entry.sha256]),
      rows.filter((row) => row.lane === lane).map((row) => [row.idempotencyKey, row.sha256]),
    );
  }
  for (const row of rows) assert.equal(station.ledger.outbox.byId(row.deliveryId)?.state, 'received');
}

const auditOf = (station: Station) =>
  createAudit({
    ledger: station.ledger,
    client: station.client,
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined },
  }).run();

const saves = { method: 'POST', path: '/environments/*/saves' };

describe('delivery to the sandbox over HTTP', () => {
  it('delivers 50 saves of 5 files in bursts through every fault, an expired token and a changed password', async (t) => {
    const sandbox = await withSandbox(t);
    const { account, station } = await stationAt(t, sandbox);
    const { controls } = sandbox;
    const environments = await Promise.all(
      Array.from({ length: 5 }, (_, number) => controls.anEnvironment(`Ambiente ${number}`)),
    );
    let projects = environments.map((environment) => project(environment));
    // The account hears of the refusal, and links again a moment later.
    let relinked = 0;
    const stopListening = station.client.onRefusal((code) => {
      if (code !== 'promob-link-required' || station.account.closed !== null) return;
      station.account.closed = 'link';
      setTimeout(() => {
        void account.link().then(() => {
          relinked += 1;
          station.setGate(null);
        });
      }, 20);
    });
    t.after(stopListening);
    station.delivery.start();
    const rows: Row[] = [];
    for (let burst = 0; burst < 10; burst += 1) {
      await controls.fault([
        { match: saves, times: 1, effect: { commitThenReset: true } },
        { match: saves, times: 1, effect: { status: 500 } },
        { match: saves, times: 1, effect: { duplicate: true } },
        { match: saves, times: 1, effect: { reset: true } },
        { match: saves, times: 1, effect: { truncate: true } },
        ...(burst === 5 ? [{ match: saves, effect: { status: 429, retryAfter: 1 } } as const] : []),
      ]);
      if (burst === 3) await controls.expireTokens();
      if (burst === 7) await controls.changePromobPassword('designer');
      for (const [index, environment] of environments.entries()) {
        const model = projects[index];
        assert.ok(model);
        rows.push(station.save(environment, buildContainer(model)));
      }
      projects = projects.map((model) => workAndSave(model));
    }
    await station.drained(60_000);
    assert.equal(rows.length, 50);
    await assertLedger(sandbox, station, rows);
    assert.ok(account.refreshes() >= 1);
    assert.ok(relinked >= 1);
    assert.deepEqual(
      (await controls.faults()).filter((fault) => fault.left > 0),
      [],
    );
    const audit = await auditOf(station);
    assert.deepEqual([audit.ok, audit.saved, audit.received, audit.lost], [true, 50, 50, 0]);
  });

  it('hands over save, listing, negotiation and update in the lane’s order, and each answer reaches who waits', async (t) => {
    const sandbox = await withSandbox(t);
    const { station } = await stationAt(t, sandbox);
    const environmentId = await sandbox.controls.anEnvironment();
    const model = project('negotiated');
    const row = station.save(environmentId, buildContainer(model));
    const bytes = buildListing(listingOf(model));
    const listing = keepListing(station, environmentId, bytes);
    const { outbox } = station.ledger;
    const lane = { lane: environmentId, environmentId };
    outbox.add({
      kind: 'listing',
      ...lane,
      listingId: listing.listingId,
      sha256: listing.sha256,
      bytes: listing.bytes,
      payload: { capturedAt: listing.capturedAt, fileName: 'orçamento.xml' },
    });
    const negotiation = outbox.add({
      kind: 'negotiation',
      ...lane,
      saveId: row.saveId ?? '',
      listingId: listing.listingId,
      payload: { mode: 'negotiate' },
    });
    const update = outbox.add({
      kind: 'update',
      ...lane,
      payload: { negotiationDeliveryId: negotiation.deliveryId },
    });
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/environments/*/negotiations' }, effect: { commitThenReset: true } },
      { match: { method: 'POST', path: '/environments/*/updates' }, effect: { truncate: true } },
    ]);
    station.delivery.start();
    const priced = await station.delivery.whenFinal(negotiation.deliveryId, { timeoutMs: 30_000 });
    assert.equal(priced.state, 'received');
    assert.match(String(priced.receipt?.['openUrl']), /\/ambiente\//);
    const made = await station.delivery.whenFinal(update.deliveryId, { timeoutMs: 30_000 });
    assert.equal(made.state, 'received', made.reason ?? '');
    assert.equal((made.receipt?.['version'] as { number?: number } | undefined)?.number, 1);
    const kinds = (await sandbox.controls.ledger()).filter((entry) => entry.environmentId === environmentId);
    assert.deepEqual(
      kinds.map((entry) => entry.kind),
      ['save', 'listing', 'negotiation', 'update'],
    );
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 1);

    // Nothing new was handed over: the same import makes no second version, and the user hears why.
    const again = outbox.add({
      kind: 'update',
      ...lane,
      payload: { negotiationDeliveryId: negotiation.deliveryId },
    });
    station.delivery.kick();
    const refused = await station.delivery.whenFinal(again.deliveryId, { timeoutMs: 30_000 });
    assert.equal(refused.state, 'refused');
    assert.equal(refused.reason, 'nothing-to-update');
    assert.equal((refused.receipt?.['problem'] as { status?: number } | undefined)?.status, 409);

    // A later save makes the quote outdated: approval is refused, and the lane goes on.
    station.save(environmentId, buildContainer(workAndSave(model)));
    const approval = outbox.add({ kind: 'approval', ...lane });
    const behind = station.save(environmentId, buildContainer(workAndSave(workAndSave(model))));
    const outdated = await station.delivery.whenFinal(approval.deliveryId, { timeoutMs: 30_000 });
    assert.equal(outdated.state, 'refused');
    assert.equal(outdated.reason, 'quote-outdated');
    assert.equal(
      (await station.delivery.whenFinal(behind.deliveryId, { timeoutMs: 30_000 })).state,
      'received',
    );
  });

  it('withholds saves of an environment that was locked meanwhile; others go on', async (t) => {
    const sandbox = await withSandbox(t);
    const { station } = await stationAt(t, sandbox);
    const { controls } = sandbox;
    const environmentId = await controls.anEnvironment('Cozinha');
    const other = await controls.anEnvironment('Sala', 'João Exemplo');
    const model = project('locked');
    await reachReviewComplete(sandbox, station, environmentId, model);
    assert.equal((await controls.environment(environmentId)).locked, true);
    const late = station.save(environmentId, buildContainer(workAndSave(workAndSave(workAndSave(model)))));
    const good = station.save(other, buildContainer(project('other')));
    const withheld = await station.delivery.whenFinal(late.deliveryId, { timeoutMs: 30_000 });
    assert.deepEqual([withheld.state, withheld.reason], ['withheld', 'purchase-orders-issued']);
    assert.equal(
      (await station.delivery.whenFinal(good.deliveryId, { timeoutMs: 30_000 })).state,
      'received',
    );
    const audit = await auditOf(station);
    assert.deepEqual([audit.ok, audit.withheld, audit.lost], [true, 1, 0]);
  });

  it('learns by the audit that a save entered whose answer was lost while the lock became known', async (t) => {
    const sandbox = await withSandbox(t);
    let locked = false;
    const rules: Rules = {
      mayDeliver: () => (locked ? { ok: false, withhold: 'purchase-orders-issued' } : { ok: true }),
    };
    const { station } = await stationAt(t, sandbox, { rules });
    const { controls } = sandbox;
    const environmentId = await controls.anEnvironment('Cozinha');
    await controls.fault([{ match: saves, times: 1, effect: { commitThenReset: true } }]);
    const model = project('locked meanwhile');
    const entered = station.save(environmentId, buildContainer(model));
    const held = station.save(environmentId, buildContainer(workAndSave(model)));
    // the event of the lock comes before anything is asked again
    const { mayDeliver } = rules;
    Object.assign(rules, {
      mayDeliver: (row: Row) => {
        const may = mayDeliver(row);
        locked = true;
        return may;
      },
    });
    station.delivery.start();
    for (const row of [entered, held]) {
      assert.equal(
        (await station.delivery.whenFinal(row.deliveryId, { timeoutMs: 30_000 })).state,
        'withheld',
      );
    }
    const here = () => [entered, held].map((row) => station.ledger.outbox.byId(row.deliveryId));
    const there = (await controls.ledger()).filter(({ kind }) => kind === 'save');
    assert.deepEqual(
      there.map((entry) => entry.idempotencyKey),
      [entered.idempotencyKey],
      'it is there once, and nothing was sent after the lock',
    );
    const audit = await auditOf(station);
    assert.deepEqual([audit.ok, audit.received, audit.withheld, audit.lost], [true, 1, 1, 0]);
    assert.deepEqual(
      here().map((row) => row?.state),
      ['received', 'withheld'],
    );
    assert.equal(here()[0]?.receipt?.['sha256'], entered.sha256);
  });

  it('reports a save of a file bound to two environments to each of them', async (t) => {
    const sandbox = await withSandbox(t);
    const { station } = await stationAt(t, sandbox);
    const first = await sandbox.controls.anEnvironment('Cozinha');
    const second = await sandbox.controls.anEnvironment('Sala', 'João Exemplo');
    const row = station.save(first, buildContainer(project('shared')), [second]);
    station.delivery.start();
    await station.drained(60_000);
    const rows = station.ledger.outbox.of({ saveId: row.saveId ?? '' });
    assert.deepEqual(
      rows.map((each) => [each.environmentId, each.state]),
      [
        [first, 'received'],
        [second, 'received'],
      ],
    );
    const ledger = await sandbox.controls.ledger();
    assert.deepEqual(
      ledger
        .filter((entry) => entry.kind === 'save')
        .map((entry) => entry.environmentId ?? '')
        .sort(),
      [first, second].sort(),
    );
    assert.equal((await auditOf(station)).ok, true);
  });

  it('sends nothing for a user who is not linked, and keeps it all', async (t) => {
    const sandbox = await withSandbox(t);
    const { account, station } = await stationAt(t, sandbox, { link: false });
    const stopListening = station.client.onRefusal((code) => {
      if (code === 'promob-link-required') station.account.closed = 'link';
    });
    t.after(stopListening);
    const environmentId = await sandbox.controls.anEnvironment();
    const row = station.save(environmentId, buildContainer(project('unlinked')));
    station.delivery.start();
    await station.paused('link');
    await assert.rejects(station.delivery.whenFinal(row.deliveryId, { timeoutMs: 20 }), {
      code: 'still-waiting',
      details: { paused: 'link' },
    });
    await account.link();
    station.setGate(null);
    assert.equal((await station.delivery.whenFinal(row.deliveryId, { timeoutMs: 30_000 })).state, 'received');
  });

  it('keeps everything while the sandbox is away, and drains when it is back', async (t) => {
    const sandbox = await withSandbox(t);
    const { station } = await stationAt(t, sandbox);
    const environments = await Promise.all(
      ['a', 'b', 'c'].map((name) => sandbox.controls.anEnvironment(name)),
    );
    station.delivery.start();
    await station.client.getHealth();
    const again = await sandbox.restart();
    const rows: Row[] = [];
    for (let number = 0; number < 9; number += 1) {
      const environment = environments[number % 3] ?? '';
      rows.push(station.save(environment, buildContainer(project(`away ${number}`))));
    }
    station.delivery.kick('network');
    await station.drained(60_000);
    await assertLedger(again, station, rows);
  });
});

function keepListing(station: Station, environmentId: string, bytes: Uint8Array) {
  const fileId = station.ledger.bindings.byEnvironment(environmentId)?.fileId ?? null;
  const sha256 = station.contents.put(bytes);
  const listing: NewListing = {
    path: `/orçamentos/${environmentId}.xml`,
    stat: null,
    sighting: { order: 1_000, batch: 1, away: false, mtimeNs: '1000', ctimeNs: '1000' },
    sha256,
    bytes: bytes.byteLength,
    projectGuid: null,
    totals: { table: null, order: null, budget: null },
    itemCount: 1,
    facts: {},
  };
  const kept = station.ledger.listings.keep(listing);
  return fileId === null ? kept.listing : station.ledger.listings.assign(kept.listing.listingId, fileId);
}

/** Brings an environment to where purchase orders are issued, all through the outbox. */
async function reachReviewComplete(
  sandbox: TestSandbox,
  station: Station,
  environmentId: string,
  model: ReturnType<typeof project>,
): Promise<void> {
  const { controls } = sandbox;
  const { outbox } = station.ledger;
  const lane = { lane: environmentId, environmentId };
  const update = async (drawing: ReturnType<typeof project>) => {
    const row = station.save(environmentId, buildContainer(drawing));
    const listing = keepListing(station, environmentId, buildListing(listingOf(drawing)));
    outbox.add({
      kind: 'listing',
      ...lane,
      listingId: listing.listingId,
      sha256: listing.sha256,
      bytes: listing.bytes,
      payload: { capturedAt: listing.capturedAt, fileName: 'lista.xml' },
    });
    const negotiation = outbox.add({
      kind: 'negotiation',
      ...lane,
      saveId: row.saveId ?? '',
      listingId: listing.listingId,
      payload: { mode: 'prepare' },
    });
    return outbox.add({
      kind: 'update',
      ...lane,
      payload: { negotiationDeliveryId: negotiation.deliveryId },
    });
  };
  const decided = async (row: Row) => {
    station.delivery.kick();
    const done = await station.delivery.whenFinal(row.deliveryId, { timeoutMs: 30_000 });
    assert.equal(done.state, 'received', `${row.kind}: ${done.reason}`);
  };
  station.delivery.start();
  await decided(await update(model));
  await controls.approve(environmentId);
  await controls.release(environmentId);
  await decided(await update(workAndSave(model)));
  const user = await signInTo(sandbox.foccolojas, 'reviser');
  await user.link();
  const reviser = openStation({ url: sandbox.foccolojas, tokens: user.tokens, hurried: true });
  try {
    reviser.delivery.start();
    const started = reviser.ledger.outbox.add({ kind: 'review', ...lane, payload: { step: 'start' } });
    reviser.delivery.kick();
    const done = await reviser.delivery.whenFinal(started.deliveryId, { timeoutMs: 30_000 });
    assert.equal(done.state, 'received', done.reason ?? '');
    const early = reviser.ledger.outbox.add({ kind: 'review', ...lane, payload: { step: 'complete' } });
    reviser.delivery.kick();
    const refused = await reviser.delivery.whenFinal(early.deliveryId, { timeoutMs: 30_000 });
    assert.deepEqual([refused.state, refused.reason], ['refused', 'update-required']);
    await decided(await update(workAndSave(workAndSave(model))));
    const completed = reviser.ledger.outbox.add({ kind: 'review', ...lane, payload: { step: 'complete' } });
    reviser.delivery.kick();
    const locked = await reviser.delivery.whenFinal(completed.deliveryId, { timeoutMs: 30_000 });
    assert.equal(locked.state, 'received', locked.reason ?? '');
  } finally {
    await reviser.close();
  }
}
