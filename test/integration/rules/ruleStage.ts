import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ORPCError } from '@orpc/client';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';

/** The code of the error a call ends with; `done` where it does not. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return error.code;
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'done';
}

/** A project file of one machine, as somebody draws in it. */
export interface Drawing {
  readonly path: string;
  model: ProjectModel;
  /** Hashes of all that was saved, in order. */
  readonly saved: string[];
}

/** A machine with its user signed in and linked. */
export async function machineOf(
  t: Pick<TestContext, 'after'>,
  sandbox: TestSandbox,
  username: string,
  options: Parameters<typeof openStore>[2] = {},
): Promise<StoreMachine> {
  const machine = await openStore(t, sandbox, options);
  await machine.signIn(username);
  await machine.link(username);
  return machine;
}

/** Saves as Promob does, and waits until Elo keeps it. Answers the bytes. */
export async function save(machine: StoreMachine, drawing: Drawing): Promise<Buffer> {
  if (drawing.saved.length > 0) drawing.model = workAndSave(drawing.model);
  const bytes = buildContainer(drawing.model);
  savePromobStyle(drawing.path, bytes);
  drawing.saved.push(hashOf(bytes));
  await machine.kept(bytes);
  return bytes;
}

/** A new drawing of an environment: saved once, bound, received. */
export async function draw(machine: StoreMachine, environmentId: string, name: string): Promise<Drawing> {
  const drawing: Drawing = {
    path: join(machine.projects, `${name}.promob`),
    model: newProject({ seed: name, modules: 3, previewBytes: 4_000 }),
    saved: [],
  };
  const bytes = await save(machine, drawing);
  await machine.client.environments.bindFile({ environmentId, file: drawing.path });
  await machine.received(bytes);
  return drawing;
}

/** Exports the listing of what was saved last, as Promob does. Answers its path. */
export function exportListing(machine: StoreMachine, drawing: Drawing): string {
  const path = join(machine.projects, `${hashOf(Buffer.from(drawing.path)).slice(0, 8)}.xml`);
  writeFileSync(path, buildListing(listingOf(drawing.model)));
  return path;
}

/** A drawing with one version, approved and financially released. */
export async function drawReleased(
  sandbox: TestSandbox,
  machine: StoreMachine,
  environmentId: string,
  name: string,
): Promise<Drawing> {
  const drawing = await draw(machine, environmentId, name);
  exportListing(machine, drawing);
  await machine.client.acts.update({ environmentId });
  await sandbox.controls.approve(environmentId);
  await sandbox.controls.release(environmentId);
  return drawing;
}

/** Hashes of the saves FoccoLojas received of an environment, in the order of its own ledger. */
export async function receivedSaves(sandbox: TestSandbox, environmentId: string): Promise<string[]> {
  return (await sandbox.controls.ledger())
    .filter((row) => row.kind === 'save' && row.environmentId === environmentId)
    .map((row) => row.sha256 ?? '');
}

/** How many of a kind FoccoLojas' ledger has. */
export async function entered(sandbox: TestSandbox, kind: string): Promise<number> {
  return (await sandbox.controls.ledger()).filter((row) => row.kind === kind).length;
}

/** The network of the store is away: nothing of FoccoLojas' API is reached until `back`. */
export async function away(sandbox: TestSandbox): Promise<{ back(): Promise<void> }> {
  await sandbox.controls.fault([{ match: {}, times: 1_000_000, effect: { reset: true } }]);
  return {
    back: async () => {
      await sandbox.controls.clearFaults();
    },
  };
}

/** Waits until something holds, for at most the patience of these tests. */
export const eventually = (holds: () => boolean | Promise<boolean>): Promise<void> =>
  until(holds, patienceMs);
