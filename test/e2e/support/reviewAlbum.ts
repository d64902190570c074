import { text, word } from '../../../shared/text/text.ts';
import type { Album, View } from './album.ts';
import { openStage } from './openStage.ts';
import type { Stage } from './openStage.ts';
import { delivered, drawnEnvironment, makeVersion, saveAgain } from './scenes.ts';
import type { Scene } from './scenes.ts';

/** A released contract whose project was saved after the conversion; its user draws and reviews. */
export async function releasedEnvironment(stage: Stage): Promise<Scene> {
  await stage.control.setRoles('designer', ['designer', 'reviser']);
  const scene = await drawnEnvironment(stage);
  await makeVersion(stage, scene);
  await stage.control.approve(scene.environmentId);
  await saveAgain(stage, scene, 2);
  await delivered(stage);
  await stage.control.release(scene.environmentId);
  stage.designer.exportListing('Cozinha');
  return scene;
}

/** Completes what is in review, as the reviser would, and saves once more. */
async function locked({ stage }: View): Promise<string> {
  if (stage === null) throw new Error('this album has no store');
  const [environment] = await stage.client.environments.list({});
  if (environment === undefined) throw new Error('there is no environment');
  await stage.client.acts.completeReview({ environmentId: environment.environmentId });
  stage.designer.save('Cozinha');
  return environment.environmentId;
}

/** The reviser's desk, the review with its mandatory update, completing, and what a lock leaves. */
export const reviewAlbum: Album = {
  name: 'review',
  async open() {
    const stage = await openStage({ pictures: true });
    try {
      await releasedEnvironment(stage);
      return { router: stage.router, stage, close: () => stage.close() };
    } catch (error) {
      await stage.close();
      throw error;
    }
  },
  shots: [
    {
      name: 'queue',
      async show({ page, hands }) {
        await hands.row('Cozinha').waitFor();
        const mine = page.getByRole('button', { name: new RegExp(text('home.filter.my-review')) });
        if (await mine.isVisible()) await mine.click();
        await hands.act('start-review', 'Cozinha').waitFor();
      },
    },
    {
      name: 'notices',
      async show({ page, hands }) {
        await hands.goTo('notifications');
        await page.getByText(word('notification', 'changed-after-conversion')).first().waitFor();
      },
    },
    {
      name: 'environment',
      async show({ hands }) {
        await hands.goTo('environments');
        await hands.press('home.open', { name: 'Cozinha' });
        await hands.heading('review.notified').waitFor();
      },
    },
    {
      name: 'start',
      async show({ hands }) {
        await hands.press('home.act.start-review');
        await hands.sentence('review.start.text').waitFor();
      },
    },
    {
      name: 'mandatory-update',
      async show({ hands }) {
        await hands
          .dialog()
          .getByRole('button', { name: text('home.act.start-review') })
          .click();
        await hands.sentence('review.update.mandatory').waitFor();
      },
    },
    {
      name: 'complete',
      async show({ hands }) {
        await hands.press('home.update.confirm');
        await hands.button('home.act.complete-review').click();
        await hands.sentence('review.complete.no-way-back').waitFor();
      },
    },
    {
      name: 'locked',
      async show(view) {
        const { hands, page } = view;
        await page.keyboard.press('Escape');
        await hands.dialog().waitFor({ state: 'detached' });
        await locked(view);
        await hands.sentence('locked.meaning').waitFor();
        await hands.sentence('occurrences.none').waitFor();
      },
    },
    {
      name: 'occurrences',
      async show({ hands, stage }) {
        if (stage === null) throw new Error('this album has no store');
        const [environment] = await stage.client.environments.list({});
        const environmentId = environment?.environmentId ?? '';
        await stage.control.openOccurrence(environmentId, 'Porta do balcão riscada na entrega');
        const byHand = await stage.control.openOccurrence(environmentId, 'Puxador solto');
        await stage.control.addOccurrenceItem(byHand, {
          description: 'Puxador',
          quantity: '2',
          total: '45.90',
        });
        await hands.sentence('occurrence.by-hand').waitFor();
      },
    },
    {
      name: 'assistance',
      async show({ page, hands }) {
        await page.getByRole('button', { name: new RegExp(`^${text('occurrence.draw')}:`) }).click();
        await hands.sentence('occurrence.begin.text').waitFor();
      },
    },
    {
      name: 'assisted',
      async show({ page, hands }) {
        await hands.press('occurrence.begin');
        await page.getByRole('heading', { name: 'Cozinha ocorrência: 1' }).first().waitFor();
      },
    },
    {
      name: 'store-occurrences',
      async show({ page, hands, stage }) {
        if (stage === null) throw new Error('this album has no store');
        const environments = await stage.client.environments.list({});
        const kitchen = environments.find(({ name }) => name === 'Cozinha');
        await stage.control.openOccurrence(kitchen?.environmentId ?? '', 'Gaveta torta');
        await hands.goTo('environments');
        await hands.tab('home.tab.occurrences').click();
        await page.getByText('Gaveta torta').waitFor();
      },
    },
  ],
};
