import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ORPCError } from '@orpc/client';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { addModule, workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import type { LedgerEntry } from '../../support/sandbox/controlClient.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { openStore } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';

export { codeOf } from './support/codeOf.ts';

/** The refusal of a call with what it names. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; reason: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) {
      const data = error.data as { details?: { reason?: unknown } } | undefined;
      return { code: error.code, reason: data?.details?.reason };
    }
    if (error instanceof Error && 'code' in error) {
      const { details } = error as Error & { details?: { reason?: unknown } };
      return { code: String(error.code), reason: details?.reason };
    }
    throw error;
  }
  return { code: 'done', reason: undefined };
}

/** A project file bound to an environment, its designer, and what FoccoLojas says of it. */
export interface Drawing {
  readonly environmentId: string;
  readonly path: string;
  readonly bytes: () => Buffer;
  readonly model: () => ProjectModel;
  /** Works on the drawing and saves it as Promob does; resolves when FoccoLojas has it (or it is kept, where it is away). */
  save(until?: 'received' | 'kept'): Promise<Buffer>;
  /** Exports the listing of what was saved last into a watched folder. */
  exportListing(model?: ProjectModel): string;
  /** What FoccoLojas received of this environment, in order. */
  ledger(): Promise<LedgerEntry[]>;
  /** Kinds alone. */
  kinds(): Promise<string[]>;
}

export const small = (seed: string): ProjectModel => newProject({ seed, modules: 3, previewBytes: 4_000 });

/** Draws a new project for an environment made in FoccoLojas, binds it, and waits until its first save is there. */
export async function draw(
  store: StoreMachine,
  sandbox: TestSandbox,
  name: string,
  until: 'received' | 'kept' = 'received',
  environment?: string,
): Promise<Drawing> {
  const environmentId = environment ?? (await sandbox.controls.anEnvironment(name));
  let model = small(`${name} ${environmentId}`);
  let bytes = buildContainer(model);
  const path = join(store.projects, `${name}.promob`);
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  await store.client.environments.bindFile({ environmentId, file: path });
  if (until === 'received') await store.received(bytes);
  const exports = join(store.projects, 'orçamentos');
  const ledger = async (): Promise<LedgerEntry[]> =>
    (await sandbox.controls.ledger()).filter((entry) => entry.environmentId === environmentId);
  return {
    environmentId,
    path,
    bytes: () => bytes,
    model: () => model,
    async save(wait = 'received') {
      model = workAndSave(addModule(model));
      bytes = buildContainer(model);
      savePromobStyle(path, bytes);
      await store[wait](bytes);
      return bytes;
    },
    exportListing(of = model) {
      mkdirSync(exports, { recursive: true });
      const file = join(exports, `${name}.xml`);
      writeFileSync(file, buildListing(listingOf(of)));
      return file;
    },
    ledger,
    kinds: async () => (await ledger()).map(({ kind }) => kind),
  };
}

/** A sandbox, a machine signed in and linked. */
export async function signedInStore(
  t: TestContext,
): Promise<{ readonly sandbox: TestSandbox; readonly store: StoreMachine }> {
  const sandbox = await withSandbox(t);
  const store = await openStore(t, sandbox);
  await store.signIn();
  await store.link();
  return { sandbox, store };
}

/** Makes the next version out of a fresh save and its listing. */
export async function nextVersion(store: StoreMachine, drawing: Drawing): Promise<number> {
  await drawing.save();
  drawing.exportListing();
  const { version } = await store.client.acts.update({ environmentId: drawing.environmentId });
  assert.ok(version !== undefined);
  return version;
}

/** A store signed in and linked, whose home outlives its engine: `first` is stopped, the next one opened on `home`. */
export async function restartableStore(
  t: TestContext,
): Promise<{ readonly sandbox: TestSandbox; readonly home: string; readonly first: StoreMachine }> {
  const sandbox = await withSandbox(t);
  const home = mkdtempSync(join(tmpdir(), 'elo-home-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const first = await openStore(t, sandbox, { home });
  await first.signIn();
  await first.link();
  return { sandbox, home, first };
}
