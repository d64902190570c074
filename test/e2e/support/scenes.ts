import { buildContainer } from '../../support/promob/buildContainer.ts';
import { addModule, saveAgain as saveElsewhere } from '../../support/promob/mutateProject.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { until } from '../../support/sandbox/until.ts';
import { drawPreview } from './drawPreview.ts';
import type { Stage } from './openStage.ts';

/** A busy machine keeps and delivers a save within seconds. */
const sceneMs = 30_000;

export interface Scene {
  readonly environmentId: string;
  /** The project file. */
  readonly path: string;
}

/** Waits until Elo knows a file and has kept so many saves of it. */
export async function kept({ client }: Pick<Stage, 'client'>, path: string, saves = 1): Promise<void> {
  await until(async () => {
    const files = await client.files.list({});
    return files.some((file) => file.path === path && file.saves >= saves);
  }, sceneMs);
}

/** Waits until FoccoLojas has received everything that was saved. */
export async function delivered({ client }: Pick<Stage, 'client'>): Promise<void> {
  await until(async () => {
    const { queue } = await client.status({});
    return queue.kept + queue.sending === 0;
  }, sceneMs);
}

/** An environment with a drawing: created in FoccoLojas, drawn in Promob, bound, its save received. */
export async function drawnEnvironment(
  stage: Stage,
  name = 'Cozinha',
  customer = 'Maria Exemplo',
): Promise<Scene> {
  const environmentId = await stage.control.anEnvironment(name, customer);
  const path = stage.designer.draw(name);
  await kept(stage, path);
  await until(async () => {
    const known = await stage.client.environments.list({});
    return known.some((environment) => environment.environmentId === environmentId);
  }, sceneMs);
  await stage.client.environments.bindFile({ environmentId, file: path });
  await delivered(stage);
  return { environmentId, path };
}

/** Exports the listing of the last save and updates: the next version. */
export async function makeVersion(stage: Stage, { environmentId }: Scene, name = 'Cozinha'): Promise<number> {
  stage.designer.exportListing(name);
  await until(async () => {
    const listings = await stage.client.listings.list({});
    return listings.some(({ fresh }) => fresh);
  }, sceneMs);
  const { version } = await stage.client.acts.update({ environmentId });
  if (version === undefined) throw new Error('the update made no version');
  return version;
}

/** Works on the drawing and saves; waits until the save is kept. */
export async function saveAgain(
  stage: Stage,
  { path }: Scene,
  saves: number,
  name = 'Cozinha',
): Promise<void> {
  stage.designer.save(name);
  await kept(stage, path, saves);
}

/**
 * Another machine works on the same drawing and its Elo reports what it saved, before this one does; then the designer
 * here saves as well. Answers when this machine shows that two disagree.
 */
export async function drawnApart(stage: Stage, scene: Scene, name = 'Cozinha', saves = 2): Promise<void> {
  const { environmentId } = scene;
  const before = (await stage.control.environment(environmentId)).drawing;
  const theirs = saveElsewhere(addModule(addModule(stage.designer.model(name))), {
    savedAt: '2026-03-02T09:30:00Z',
  });
  const other = await signedInClient(stage.foccolojas, 'reviser');
  await other.ok('createSave', {
    params: { environmentId },
    query: {
      saveId: 'do-outro-computador',
      number: 2,
      keptAt: new Date().toISOString(),
      fileName: `${name}.promob`,
      previousSha256: before?.sha256 ?? 'none',
    },
    body: buildContainer(theirs, {
      compression: 'zlib',
      replace: { 'sugestao.jpg': drawPreview(theirs) },
    }),
  });
  await saveAgain(stage, scene, saves, name);
  await until(
    async () => (await stage.client.environments.disagreement({ environmentId })) !== null,
    sceneMs,
  );
}
