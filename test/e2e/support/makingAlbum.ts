import { text } from '../../../shared/text/text.ts';
import { until } from '../../support/sandbox/until.ts';
import type { Album, Shot, View } from './album.ts';
import { openStage } from './openStage.ts';
import type { Stage } from './openStage.ts';
import { drawnApart, drawnEnvironment, kept, makeVersion } from './scenes.ts';

const shot = (name: string, show: Shot['show']): Shot => ({ name, show });

async function openAlbum(prepare: (stage: Stage) => Promise<void>): ReturnType<Album['open']> {
  const stage = await openStage({ pictures: true });
  try {
    await prepare(stage);
    return { router: stage.router, stage, close: () => stage.close() };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** A panel that was opened, seen, and is closed before the next shot. */
async function closed({ page, hands }: View): Promise<void> {
  await page.keyboard.press('Escape');
  await hands.dialog().waitFor({ state: 'detached' });
}

/** Environments in creation, an old project proposed, and two machines that disagree. */
export const makingAlbum: Album = {
  name: 'making',
  open: () =>
    openAlbum(async (stage) => {
      const scene = await drawnEnvironment(stage, 'Cozinha', 'Marina Duarte');
      await makeVersion(stage, scene, 'Cozinha');
      await drawnApart(stage, scene, 'Cozinha');
      await stage.control.anEnvironment('Sala', 'Marina Duarte');
      const old = { customer: { nomecliente: 'Marina Duarte' } };
      await kept(stage, stage.designer.draw('Marina Duarte - Sala antiga', old));
      const projectId = await stage.control.createProject(
        await stage.control.createCustomer('Paulo Lima'),
        'Apartamento',
      );
      await stage.client.projects.list({});
      const { start } = stage.client.environments;
      await stage.control.jobs({ halfMs: 20, fail: 1 });
      await start({ projectId, name: 'Closet' });
      await until(
        async () => (await stage.client.environments.creations({})).some(({ state }) => state === 'failed'),
        30_000,
      );
      await start({ projectId, name: 'Quarto' });
      await until(
        async () => (await stage.client.environments.creations({})).some(({ state }) => state === 'done'),
        30_000,
      );
      await stage.control.jobs({ halfMs: 600_000 });
      await start({ projectId, name: 'Banheiro' });
      await start({ projectId, name: 'Área de serviço' });
    }),
  shots: [
    shot('creations', async ({ page, hands }) => {
      await hands.row('Cozinha').waitFor();
      await page.getByText(text('creation.creating')).first().waitFor();
    }),
    shot('new-environment', async (view) => {
      await view.hands.newEnvironment();
      // Behind the panel the list has buttons that name him, too.
      await view.hands
        .dialog()
        .getByRole('button', { name: /Paulo Lima/ })
        .click();
      await view.page.getByRole('textbox', { name: text('home.create.name') }).fill('Varanda');
      await view.page.getByRole('textbox', { name: text('creation.name-file') }).waitFor();
    }),
    shot('proposals', async (view) => {
      await closed(view);
      await view.hands.act('choose-file', 'Sala').click();
      await view.page.getByText(text('evidence-strength.medium')).first().waitFor();
    }),
    shot('new-file', async ({ hands, page }) => {
      await hands.press('creation.make-file.offer');
      await page.getByRole('textbox', { name: text('creation.name-file') }).waitFor();
    }),
    shot('machines', async (view) => {
      await closed(view);
      await view.hands.act('compare', 'Cozinha').click();
      await view.hands.button('machines.keep-mine').waitFor();
    }),
    shot('machines-compared', async ({ hands, page }) => {
      await hands.press('machines.compare');
      await page.getByRole('listbox', { name: text('compare.lists') }).waitFor();
    }),
  ],
};
