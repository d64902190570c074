import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { refusalOf } from './refusalOf.ts';

const statusOf = async (store: StoreMachine, name: string): Promise<string | undefined> => {
  const found = (await store.client.customers.list({})).find((one) => one.name === name);
  return found?.waiting === true ? 'waiting' : (found?.promobStatus ?? undefined);
};

const heard = (store: StoreMachine): Promise<unknown> =>
  store.event((event) => event.event === 'state' && event.what === 'customers', 'a change of customers');

describe('rule 4: a new customer', () => {
  it('of FoccoLojas is in Elo on every machine without asking, and is seen to arrive in Promob', async (t) => {
    const sandbox = await withSandbox(t);
    const [one, other] = [await openStore(t, sandbox), await openStore(t, sandbox)];
    await one.signIn();
    await other.signIn('reviser');
    await sandbox.controls.createCustomer('Maria Exemplo');
    for (const store of [one, other]) {
      await heard(store);
      await until(async () => (await statusOf(store, 'Maria Exemplo')) === 'available', patienceMs);
    }
  });

  it('made in Elo goes to FoccoLojas once, checked, and is seen to arrive in Promob', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    const made = await store.client.customers.create({
      name: ' Ana Souza ',
      phone: '(54) 99999-1234',
      email: 'ana@exemplo.com.br',
      document: '12.abc.345/01de-35',
    });
    assert.equal(made.waiting, undefined);
    const [there, ...more] = await sandbox.controls.customers();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [there?.id, there?.name, there?.document],
      [made.customerId, 'Ana Souza', '12ABC34501DE35'],
    );
    assert.deepEqual(
      (await sandbox.controls.ledger()).map(({ kind }) => kind),
      ['customer'],
    );
    await until(async () => (await statusOf(store, 'Ana Souza')) === 'available', patienceMs);
  });

  it('is refused before anything is queued where Promob would refuse him, each field by name', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    const { code, details } = await refusalOf(
      store.client.customers.create({
        name: 'Cliente',
        phone: '999',
        email: 'ana',
        document: '529.982.247-24',
      }),
    );
    assert.equal(code, 'customer-invalid');
    assert.equal(
      details['fields'],
      'name:name-placeholder, phone:phone-area-code, email:email-malformed, document:document-check-digits',
    );
    assert.deepEqual(await store.client.outbox.list({ all: true }), []);
    assert.deepEqual(await sandbox.controls.customers(), []);
  });

  it('made while FoccoLojas takes nothing is told to wait within seconds, and arrives once it does', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/customers' }, times: 100, effect: { status: 503, retryAfter: 1 } },
    ]);
    const began = performance.now();
    const made = await store.client.customers.create({ name: 'Rui Lima' });
    assert.equal(made.waiting, true);
    assert.ok(performance.now() - began < 15_000);
    assert.equal(await statusOf(store, 'Rui Lima'), 'waiting');
    await sandbox.controls.clearFaults();
    await until(async () => (await statusOf(store, 'Rui Lima')) === 'available', patienceMs);
    assert.equal((await sandbox.controls.ledger()).length, 1);
  });

  it('made while FoccoLojas is away waits, goes before what depends on him, and arrives exactly once', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    // The answer to the first try is lost: it is asked again, and is not made twice.
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/customers' }, times: 1, effect: { commitThenReset: true } },
    ]);
    await sandbox.close();
    const customer = await store.client.customers.create({ name: 'Ana Souza' });
    assert.equal(customer.waiting, true);
    // Asked again because nothing seemed to happen: it is the same one.
    const again = await store.client.customers.create({ name: 'Ana Souza' });
    assert.equal(again.customerId, customer.customerId);
    const project = await store.client.projects.create({ customerId: customer.customerId, name: 'Casa' });
    assert.deepEqual([project.waiting, project.customerName], [true, 'Ana Souza']);
    await store.client.environments.start({ projectId: project.projectId, name: 'Sala' });
    assert.equal(await statusOf(store, 'Ana Souza'), 'waiting');
    assert.deepEqual(
      (await store.client.projects.list({})).map(({ name, waiting }) => ({ name, waiting })),
      [{ name: 'Casa', waiting: true }],
    );

    const back = await sandbox.restart();
    await until(async () => (await statusOf(store, 'Ana Souza')) === 'available', patienceMs);
    await until(
      async () => (await store.client.projects.list({})).some(({ waiting }) => waiting === undefined),
      patienceMs,
    );
    await until(
      async () => (await store.client.environments.list({})).some(({ name }) => name === 'Sala'),
      patienceMs,
    );
    const there = await back.controls.customers();
    assert.deepEqual(
      there.map(({ name }) => name),
      ['Ana Souza'],
    );
    const projects = await store.client.projects.list({});
    assert.deepEqual(
      projects.map(({ name, customerId, waiting }) => ({ name, customerId, waiting })),
      [{ name: 'Casa', customerId: there[0]?.id, waiting: undefined }],
    );
    assert.deepEqual(
      (await back.controls.ledger()).map(({ kind }) => kind),
      ['customer', 'environment'],
    );
    assert.deepEqual(await store.client.outbox.list({}), []);
  });

  it('survives a restart of Elo while he waits', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    await sandbox.close();
    await store.client.customers.create({ name: 'Ana Souza' });
    await store.stop();
    const back = await sandbox.restart();
    const again = await openStore(t, back, { home: store.home });
    assert.deepEqual(
      (await again.client.outbox.list({})).map(({ kind, state }) => ({ kind, state })),
      [{ kind: 'customer', state: 'kept' }],
    );
    await again.signIn();
    await until(async () => (await back.controls.customers()).length === 1, patienceMs);
    await until(async () => (await statusOf(again, 'Ana Souza')) === 'available', patienceMs);
    assert.equal((await back.controls.customers()).length, 1);
  });

  it('refused by FoccoLojas itself is told with its fields, also when nobody was waiting, and nothing depends on him', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    await sandbox.controls.refuseCustomers('Ana Souza');
    await sandbox.close();
    const customer = await store.client.customers.create({ name: 'Ana Souza' });
    await store.client.projects.create({ customerId: customer.customerId, name: 'Casa' });
    const back = await sandbox.restart();
    await until(
      async () => (await store.client.customers.list({})).some(({ refused }) => refused !== undefined),
      patienceMs,
    );
    const refused = (await store.client.customers.list({}))[0]?.refused;
    assert.equal(refused?.code, 'validation-failed');
    assert.equal(refused.fields, 'body.name:name-taken');
    await until(
      async () => (await store.client.projects.list({})).some((one) => one.refused !== undefined),
      patienceMs,
    );
    assert.equal((await store.client.projects.list({}))[0]?.refused?.code, 'depends-on-refused');
    assert.deepEqual(await back.controls.customers(), []);
    const { code, details } = await refusalOf(store.client.customers.create({ name: 'Ana Souza' }));
    assert.deepEqual([code, details['fields']], ['validation-failed', 'body.name:name-taken']);
  });
});
