import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { DisagreementView } from '../../../../shared/contract/disagreementSchemas.ts';
import { buildContainer } from '../../../support/promob/buildContainer.ts';
import { buildListing } from '../../../support/promob/buildListing.ts';
import { addModule, saveAgain } from '../../../support/promob/mutateProject.ts';
import { listingOf } from '../../../support/promob/newListing.ts';
import { newProject } from '../../../support/promob/newProject.ts';
import type { ProjectModel } from '../../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../../support/promob/savePromobStyle.ts';
import type { LedgerEntry } from '../../../support/sandbox/controlClient.ts';
import { until } from '../../../support/sandbox/until.ts';
import { withSandbox } from '../../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../../support/sandbox/withSandbox.ts';
import { openStore, patienceMs } from '../../line/store.ts';
import type { StoreMachine } from '../../line/store.ts';

/** One of two machines, with its own copy of the drawing of one environment. */
export interface Machine {
  readonly store: StoreMachine;
  readonly path: string;
  /** What lies there now. */
  model: ProjectModel;
  bytes: Buffer;
}

export interface Stage {
  readonly sandbox: TestSandbox;
  readonly environmentId: string;
  readonly a: Machine;
  readonly b: Machine;
}

/** A second of its own for every save of a test: Promob notes when each was made. */
let second = 0;

/** The designer of a machine draws one more module and saves; resolves when Elo has kept it. */
export async function draw(machine: Machine, modules = 1): Promise<void> {
  for (let count = 0; count < modules; count += 1) machine.model = addModule(machine.model);
  second += 7;
  machine.model = saveAgain(machine.model, {
    savedAt: new Date(Date.parse('2026-03-02T12:00:00Z') + second * 1000).toISOString(),
  });
  machine.bytes = buildContainer(machine.model);
  savePromobStyle(machine.path, machine.bytes);
  await machine.store.kept(machine.bytes);
}

export const received = (machine: Machine): Promise<unknown> => machine.store.received(machine.bytes);

export function exportListing(machine: Machine): void {
  writeFileSync(join(dirname(machine.path), 'orçamento.xml'), buildListing(listingOf(machine.model)));
}

async function machine(t: TestContext, sandbox: TestSandbox, model: ProjectModel): Promise<Machine> {
  const store = await openStore(t, sandbox);
  await store.signIn();
  if ((await store.client.account.get({})).promobLink !== 'linked') await store.link();
  const bytes = buildContainer(model);
  const path = join(store.projects, 'Cozinha.promob');
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  return { store, path, model, bytes };
}

/** Two machines with the same file, bound to the same environment, of which version 1 was made. */
export async function stage(t: TestContext): Promise<Stage> {
  const sandbox = await withSandbox(t);
  const environmentId = await sandbox.controls.anEnvironment();
  const model = newProject({ seed: 'duas máquinas', modules: 3, previewBytes: 3_000 });
  const a = await machine(t, sandbox, model);
  const b = await machine(t, sandbox, model);
  for (const each of [a, b]) {
    await each.store.client.environments.bindFile({ environmentId, file: each.path });
    await received(each);
  }
  exportListing(a);
  assert.equal((await a.store.client.acts.update({ environmentId })).version, 1);
  assert.equal((await sandbox.controls.environment(environmentId)).outdated, false);
  return { sandbox, environmentId, a, b };
}

/** Waits until a machine shows that two disagree. */
export async function disagreement({ store }: Machine, environmentId: string): Promise<DisagreementView> {
  let seen: DisagreementView | null = null;
  await until(async () => {
    seen = await store.client.environments.disagreement({ environmentId });
    return seen !== null;
  }, patienceMs);
  assert.ok(seen);
  const row = await store.client.home.row({ environmentId });
  assert.deepEqual([row.conflict, row.due], [true, 'compare']);
  const { health, disagreements } = await store.client.status({});
  assert.ok(health.includes('machines-disagree'));
  assert.deepEqual(disagreements, [environmentId]);
  return seen;
}

export async function agreed({ store }: Machine, environmentId: string): Promise<void> {
  await until(
    async () => (await store.client.environments.disagreement({ environmentId })) === null,
    patienceMs,
  );
  const { health, disagreements } = await store.client.status({});
  assert.deepEqual([health.includes('machines-disagree'), disagreements], [false, undefined]);
}

/** Both draw from version 1, the second before it heard of the first. */
export async function drawnApart(t: TestContext): Promise<Stage> {
  const on = await stage(t);
  await draw(on.a, 1);
  await received(on.a);
  await draw(on.b, 2);
  await received(on.b);
  return on;
}

export const savesOf = (ledger: readonly LedgerEntry[]): string[] =>
  ledger.filter(({ kind }) => kind === 'save').map(({ sha256 }) => sha256 ?? '');
export const kindsOf = (ledger: readonly LedgerEntry[], kind: LedgerEntry['kind']): number =>
  ledger.filter((entry) => entry.kind === kind).length;
