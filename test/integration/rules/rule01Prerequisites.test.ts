import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { WebStartReading } from '../../../electron/engine/platform/windows/readWebStart.ts';
import type { PrerequisiteView } from '../../../shared/contract/schemas.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { openStore } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { refusalOf } from './refusalOf.ts';

const absent: WebStartReading = {
  answer: 'absent',
  traces: [],
  promob: 'Promob Plus 5.60',
  notRead: [],
  isWindows: true,
};
const unclear: WebStartReading = { ...absent, answer: 'unknown', promob: null };
const present: WebStartReading = {
  ...absent,
  answer: 'present',
  traces: [{ place: 'run-key', name: 'Promob webStart' }],
};

async function oneOf(store: StoreMachine, code: string): Promise<PrerequisiteView> {
  const found = (await store.client.prerequisites.list({})).find((one) => one.code === code);
  assert.ok(found);
  return found;
}

const short = ({ status, found, who }: PrerequisiteView): string => `${status} ${found.code} ${who ?? '-'}`;

/** A project file, saved by a Promob that names its serial number. */
async function saveWithSerial(store: StoreMachine, serialNumber: string): Promise<void> {
  const model = newProject({ seed: serialNumber, modules: 2, previewBytes: 2_000 });
  const saves = model.saves.map((save) => ({ ...save, serialNumber }));
  const bytes = buildContainer({ ...model, saves });
  savePromobStyle(join(store.projects, `${serialNumber}.promob`), bytes);
  await store.kept(bytes);
}

describe('rule 1: prerequisites', () => {
  it('are five, each with how it was found out and who must act; none is taken for granted', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox, { readWebStart: () => Promise.resolve(unclear) });
    assert.equal((await refusalOf(store.client.prerequisites.list({}))).code, 'sign-in-required');
    await store.signIn();
    await store.link();
    const list = await store.client.prerequisites.list({});
    assert.deepEqual(
      list.map((one) => `${one.code}: ${short(one)}`),
      [
        'portal-account: ok portal-account-linked -',
        'serial-number: unknown serial-not-seen responsible',
        'users-linked: failed users-not-linked colleagues',
        'webstart-absent: unknown webstart-nothing-listed you',
        'assessment: unknown not-assessed responsible',
      ],
    );
    assert.equal(list[0]?.found.facts['accountId'], 'PORTAL-0001');
    assert.equal(list[2]?.found.facts['names'], 'Renato Revisor');
  });

  it('portal account and users are found out by FoccoLojas, and told as soon as it knows', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await sandbox.controls.setStore({ portalState: 'unlinked' });
    await store.event((event) => event.event === 'state' && event.what === 'prerequisites', 'the change');
    assert.equal(short(await oneOf(store, 'portal-account')), 'failed portal-account-unlinked responsible');
    await sandbox.controls.setStore({ portalState: 'linked' });
    for (const username of ['designer', 'reviser']) await signedInClient(sandbox.foccolojas, username);
    assert.equal(short(await oneOf(store, 'users-linked')), 'ok all-users-linked -');
    // Nobody's word counts for what is found out: neither here nor there.
    const { code } = await refusalOf(store.client.prerequisites.confirm({ code: 'users-linked' }));
    assert.equal(code, 'prerequisite-not-confirmable');
    const responsible = await signedInClient(sandbox.foccolojas, 'responsible', false);
    const body = { status: 'ok', evidence: { code: 'confirmed-by-user', facts: {} } } as const;
    for (const found of ['users-linked', 'portal-account'] as const)
      assert.equal(
        await responsible.refused('confirmPrerequisite', { params: { code: found }, body }),
        '409 wrong-state',
      );
  });

  it('serial number of the Promob that saved last: of the account, of another one, or not seen', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    assert.equal((await oneOf(store, 'serial-number')).found.code, 'serial-not-seen');
    await saveWithSerial(store, 'PB-9999-0000');
    const other = await oneOf(store, 'serial-number');
    assert.equal(short(other), 'failed serial-of-other-account responsible');
    assert.equal(other.found.facts['serialNumber'], 'PB-9999-0000');
    await saveWithSerial(store, 'PB-2448-0002');
    assert.equal(short(await oneOf(store, 'serial-number')), 'ok serial-of-account -');
    await sandbox.controls.setStore({ serialNumbers: [] });
    assert.equal((await oneOf(store, 'serial-number')).found.code, 'serial-not-comparable');
  });

  it('webStart: what was found counts; a person’s word only where nothing could be found out', async (t) => {
    const sandbox = await withSandbox(t);
    let reading = present;
    const store = await openStore(t, sandbox, { readWebStart: () => Promise.resolve(reading) });
    await store.signIn();
    const found = await oneOf(store, 'webstart-absent');
    assert.equal(short(found), 'failed webstart-found technician');
    assert.equal(found.mayConfirm, false);
    assert.equal(
      (await refusalOf(store.client.prerequisites.confirm({ code: 'webstart-absent' }))).code,
      'webstart-present',
    );
    const told = async (): Promise<string> => {
      const anyone = await signedInClient(sandbox.foccolojas, 'reviser', false);
      const { items } = await anyone.ok('listPrerequisites', {});
      const item = items.find(({ code }) => code === 'webstart-absent');
      return `${item?.status} ${item?.evidence.code} ${item?.confirmedBy ?? '-'}`;
    };
    assert.equal(await told(), 'unknown nobody-reported -');

    reading = unclear;
    assert.equal((await oneOf(store, 'webstart-absent')).mayConfirm, true);
    await store.client.prerequisites.confirm({ code: 'webstart-absent' });
    assert.equal(await told(), 'ok confirmed-by-user Débora Projetista');
    const confirmed = await oneOf(store, 'webstart-absent');
    assert.equal(`${confirmed.status} ${confirmed.confirmedBy}`, 'ok Débora Projetista');
    // Found later all the same: what was found counts.
    reading = present;
    assert.equal((await oneOf(store, 'webstart-absent')).status, 'failed');
    reading = absent;
    assert.equal(short(await oneOf(store, 'webstart-absent')), 'ok webstart-not-found -');
  });

  it('the assessment is confirmed by the responsible user alone, who and when', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await openStore(t, sandbox);
    await designer.signIn();
    assert.equal((await oneOf(designer, 'assessment')).mayConfirm, false);
    assert.equal(
      (await refusalOf(designer.client.prerequisites.confirm({ code: 'assessment' }))).code,
      'forbidden',
    );
    assert.equal((await oneOf(designer, 'assessment')).status, 'unknown');

    const responsible = await openStore(t, sandbox);
    await responsible.signIn('responsible');
    assert.equal((await oneOf(responsible, 'assessment')).who, 'you');
    await responsible.client.prerequisites.confirm({ code: 'assessment' });
    const { status, confirmedBy, confirmedAt } = await oneOf(designer, 'assessment');
    assert.equal(`${status} ${confirmedBy}`, 'ok Regina Responsável');
    assert.ok(confirmedAt !== undefined);
    assert.equal(
      (await refusalOf(responsible.client.prerequisites.confirm({ code: 'nothing' }))).code,
      'prerequisite-unknown',
    );
  });

  it('offline: this machine is still looked at, the rest is shown with its time', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox, { readWebStart: () => Promise.resolve(absent) });
    await store.signIn();
    await store.client.prerequisites.list({});
    await sandbox.close();
    const portal = await oneOf(store, 'portal-account');
    assert.equal(short(portal), 'ok portal-account-linked -');
    assert.ok(portal.asOf !== undefined);
    const machine = await oneOf(store, 'webstart-absent');
    assert.deepEqual([machine.status, machine.asOf], ['ok', undefined]);
  });
});
