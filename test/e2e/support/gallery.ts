import type { Page } from 'playwright-core';
import { EloError } from '../../../shared/domain/eloError.ts';
import { errorText, healthText, text } from '../../../shared/text/text.ts';
import type { TextKey } from '../../../shared/text/text.ts';
import { until } from '../../support/sandbox/until.ts';
import type { Album, Shot, View } from './album.ts';
import { diagnosisAlbum } from './diagnosisAlbum.ts';
import { calmAnswers, fakeRouter } from './fakeRouter.ts';
import type { FakeAnswers } from './fakeRouter.ts';
import { openStage } from './openStage.ts';
import { makingAlbum } from './makingAlbum.ts';
import { reviewAlbum } from './reviewAlbum.ts';
import { responsibleAlbum, storeAlbum } from './storeAlbum.ts';
import type { Stage, StageOptions } from './openStage.ts';
import { drawnEnvironment, kept, makeVersion, saveAgain } from './scenes.ts';

export type { Album, Shot, View } from './album.ts';

const real =
  (
    options: StageOptions,
    prepare: (stage: Stage) => Promise<void> = () => Promise.resolve(),
  ): Album['open'] =>
  async () => {
    const stage = await openStage(options);
    try {
      await prepare(stage);
      return { router: stage.router, stage, close: () => stage.close() };
    } catch (error) {
      await stage.close();
      throw error;
    }
  };

const fake =
  (answers: FakeAnswers): Album['open'] =>
  () =>
    Promise.resolve({ router: fakeRouter(answers), stage: null, close: () => Promise.resolve() });

const shot = (name: string, show: Shot['show']): Shot => ({ name, show });
const store = (stage: Stage | null): Stage => {
  if (stage === null) throw new Error('this album has no store');
  return stage;
};
const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');
/** A panel or dialog that was opened, seen, and is closed before the next shot. */
const closed = async ({ page, hands }: View): Promise<void> => {
  await escape(page);
  await hands.dialog().waitFor({ state: 'detached' });
};
const heading = ({ hands }: View, key: TextKey): Promise<void> => hands.heading(key).first().waitFor();

const addressOnly: Album = {
  name: 'first-run-address',
  open: real({ state: 'bare' }),
  shots: [
    shot('empty', async ({ hands }) => hands.field('firstRun.server.label').waitFor()),
    shot('refused', async ({ page, hands }) => {
      await hands.field('firstRun.server.label').fill('http://127.0.0.1:9');
      await page
        .getByText(errorText({ code: 'network-refused' }).text)
        .first()
        .waitFor();
    }),
    shot('found', async ({ hands, stage }) => {
      await hands.field('firstRun.server.label').fill(store(stage).foccolojas);
      await hands.sentence('firstRun.server.found').waitFor();
    }),
  ],
};

const firstRun: Album = {
  name: 'first-run',
  open: real({ state: 'new', pictures: true }),
  shots: [
    shot('sign-in', async ({ hands }) => hands.button('firstRun.sign-in').waitFor()),
    shot('sign-in-waiting', async ({ hands, stage }) => {
      store(stage).person.habit = 'ignores';
      await hands.press('firstRun.sign-in');
      await hands.sentence('account.flow.waiting').waitFor();
    }),
    shot('sign-in-refused', async ({ hands, stage, page }) => {
      const { person } = store(stage);
      person.habit = 'refuses';
      await hands.press('account.flow.open-again');
      await page.getByRole('alert').first().waitFor();
    }),
    shot('link', async (view) => {
      store(view.stage).person.habit = 'accepts';
      await view.hands.press('firstRun.sign-in');
      await heading(view, 'firstRun.link.title');
    }),
    shot('folders', async (view) => {
      await view.hands.press('account.link');
      await heading(view, 'firstRun.folders.title');
    }),
    shot('folder-chosen', async ({ hands, page, stage }) => {
      const { folders, designer } = store(stage);
      designer.draw('Cozinha');
      await hands.field('settings.folders.path').fill(folders.projects);
      await hands.press('settings.folders.add');
      await page.getByText(folders.projects, { exact: true }).first().waitFor();
    }),
    shot('done', async (view) => {
      await view.hands.press('firstRun.folders.next');
      await heading(view, 'firstRun.done.title');
    }),
  ],
};

const responsible: Album = {
  name: 'first-run-responsible',
  open: real({ state: 'new', username: 'responsible' }),
  shots: [
    shot('store', async (view) => {
      await view.hands.press('firstRun.sign-in');
      await heading(view, 'firstRun.store.title');
    }),
  ],
};

const emptyStore: Album = {
  name: 'empty',
  open: real({}),
  shots: [
    shot('environments', async (view) => heading(view, 'home.empty.title')),
    shot('files', async (view) => {
      await view.hands.tab('home.tab.files').click();
      await heading(view, 'home.files.none.title');
    }),
    shot('notifications', async (view) => {
      await view.hands.goTo('notifications');
      await heading(view, 'notifications.none.title');
    }),
    shot('sending', async (view) => {
      await view.hands.goTo('sending');
      await heading(view, 'sending.none.title');
    }),
    shot('diagnosis', async ({ hands, page }) => {
      await hands.goTo('diagnosis');
      await page.getByRole('combobox').first().waitFor();
    }),
    // Last: from here on the store has something to see to.
    shot('files-unreadable', async ({ hands, page, stage }) => {
      store(stage).designer.drawHalf('Cozinha do pendrive');
      await hands.goTo('environments');
      await hands.tab('home.tab.files').click();
      await page.getByText(errorText({ code: 'container-incomplete' }).text).waitFor();
    }),
  ],
};

/** A store in the middle of a day: one environment in each state that a day brings. */
const day: Album = {
  name: 'day',
  open: real({ pictures: true }, async (stage) => {
    const kitchen = await drawnEnvironment(stage, 'Cozinha', 'Marina Duarte');
    await makeVersion(stage, kitchen, 'Cozinha');
    for (let saves = 2; saves <= 4; saves += 1) await saveAgain(stage, kitchen, saves, 'Cozinha');
    await makeVersion(stage, kitchen, 'Cozinha');
    const bedroom = await drawnEnvironment(stage, 'Dormitório', 'Paulo Lima');
    await makeVersion(stage, bedroom, 'Dormitório');
    await stage.control.approve(bedroom.environmentId);
    const living = await drawnEnvironment(stage, 'Sala de TV', 'Clínica Sorriso');
    stage.designer.exportListing('Sala de TV');
    await until(async () => {
      const { freshListing } = await stage.client.home.row({ environmentId: living.environmentId });
      return freshListing;
    }, 30_000);
    await saveAgain(stage, kitchen, 5, 'Cozinha');
    await stage.control.anEnvironment('Lavanderia', 'Ana Souza');
    await stage.control.addManualItem(kitchen.environmentId, {
      description: 'Granito instalado',
      quantity: '1',
      total: '1850.00',
    });
    await kept(stage, stage.designer.draw('Escritório'));
    await kept(stage, stage.designer.copy('Cozinha', 'Cozinha (cópia)'));
  }),
  shots: [
    shot('environments', async ({ hands, page }) => {
      await hands.row('Cozinha').waitFor();
      await hands.row('Lavanderia').waitFor();
      // Previews are no news to a screen reader, which hears the name; so they have no role.
      await page.getByRole('grid').locator('img').first().waitFor();
    }),
    shot('found', async ({ page, hands }) => {
      await page.keyboard.press('/');
      await page.keyboard.type('coz mar');
      await hands.row('Lavanderia').waitFor({ state: 'detached' });
    }),
    shot('nothing-found', async (view) => {
      await view.page.keyboard.type(' xyz');
      await view.page.getByText(text('home.nothing-found.text')).first().waitFor();
    }),
    shot('choose-file', async ({ page, hands }) => {
      await hands.press('home.nothing-found.clear');
      await hands.act('choose-file', 'Lavanderia').click();
      await page.getByRole('radio').first().waitFor();
    }),
    shot('update', async (view) => {
      await closed(view);
      await view.hands.act('update', 'Sala de TV').click();
      await view.hands.button('home.update.confirm').waitFor();
      await view.hands.sentence('home.update.reading').waitFor({ state: 'detached' });
    }),
    shot('export-listing', async (view) => {
      await closed(view);
      await view.hands.act('export-listing', 'Cozinha').click();
      await view.hands.dialog().waitFor();
    }),
    shot('export-listing-url', async ({ page, hands }) => {
      await page.getByRole('tab', { name: text('acts.guide.url'), exact: true }).click();
      await hands.dialog().getByRole('switch').waitFor();
    }),
    shot('new-environment', async (view) => {
      await closed(view);
      await view.hands.newEnvironment();
      await view.hands.dialog().waitFor();
    }),
    shot('files', async (view) => {
      await closed(view);
      await view.hands.tab('home.tab.files').click();
      await view.hands.button('home.answer.moved').waitFor();
    }),
    shot('bind-file', async ({ page, hands }) => {
      await hands.press('home.act.of', { act: text('home.files.bind'), name: 'Escritório.promob' });
      await page.getByRole('radio').first().waitFor();
    }),
    shot('items', async (view) => {
      await closed(view);
      await view.hands.tab('home.tab.environments').click();
      await view.hands.press('home.open', { name: 'Cozinha' });
      await view.page.getByRole('treegrid').getByRole('row').nth(2).waitFor();
    }),
    shot('hand-over', async ({ hands }) => {
      await hands.press('acts.negotiate');
      await hands.sentence('acts.not-fresh.older-than-save').waitFor();
    }),
    shot('waiting', async ({ hands }) => {
      await hands.press('acts.wait.begin');
      await hands.button('acts.wait.end').waitFor();
    }),
    shot('opened-copy', async ({ hands, stage, page }) => {
      const { client, designer } = store(stage);
      const known = (await client.environments.list({})).find(({ name }) => name === 'Cozinha');
      const environmentId = known?.environmentId ?? '';
      await hands.press('acts.wait.end');
      const { path } = await client.versions.open({ environmentId, version: 1 });
      await kept(store(stage), designer.saveAt(path, 'Cozinha'));
      await hands.button('acts.copy.current').waitFor();
      await page.getByRole('main').waitFor();
    }),
    shot('versions', async ({ page, hands }) => {
      await hands.press('acts.copy.apart');
      await hands.tab('environment.tab.versions').click();
      await page.getByRole('list', { name: text('environment.versions.list') }).waitFor();
    }),
    shot('make-current', async ({ hands }) => {
      await hands.press('environment.versions.current-one', { number: 1 });
      await hands.dialog().waitFor();
    }),
    shot('saves', async (view) => {
      await closed(view);
      await view.hands.tab('environment.tab.saves').click();
      await view.page.getByRole('list', { name: text('environment.saves.list') }).waitFor();
    }),
    shot('restore', async (view) => {
      await view.page
        .getByRole('button', { name: text('environment.saves.restore') })
        .last()
        .click();
      await view.hands.dialog().waitFor();
    }),
    shot('history', async (view) => {
      await closed(view);
      await view.hands.tab('environment.tab.history').click();
      await view.page.getByRole('list', { name: text('environment.history.list') }).waitFor();
    }),
    shot('compare-plan', async ({ hands, page }) => {
      await hands.tab('environment.tab.versions').click();
      for (const number of [1, 2]) {
        await page.getByRole('checkbox', { name: text('environment.versions.pick', { number }) }).click();
      }
      await hands.press('environment.pair.compare');
      await page.getByRole('listbox', { name: text('compare.lists') }).waitFor();
    }),
    shot('compare-chosen', async ({ page }) => {
      const list = page.getByRole('listbox', { name: text('compare.lists') });
      await list.getByRole('option').first().click();
      await list.getByRole('option', { selected: true }).waitFor();
    }),
    shot('compare-pictures', async ({ hands, page }) => {
      await hands.tab('compare.view.pictures').click();
      await page.getByRole('main').getByRole('img').nth(1).waitFor();
    }),
    shot('notifications', async ({ hands }) => {
      await hands.goTo('notifications');
      await hands.heading('notifications.open').waitFor();
    }),
    shot('sending', async ({ hands, page }) => {
      await hands.goTo('sending');
      await page.getByText(/perdidos\./).waitFor();
    }),
    shot('diagnosis-done', async ({ hands }) => {
      await hands.goTo('diagnosis');
      await hands.press('diagnosis.run');
      await hands.heading('diagnosis.results').waitFor({ timeout: 60_000 });
      await hands.button('diagnosis.stop').waitFor({ state: 'detached', timeout: 60_000 });
    }),
    shot('account', async ({ hands }) => {
      await hands.goTo('account');
      await hands.button('account.sign-out').waitFor();
    }),
    shot('settings', async ({ hands, page }) => {
      await hands.goTo('settings');
      await page.getByRole('combobox', { name: text('settings.language') }).waitFor();
    }),
    shot('settings-receiver', async ({ page }) => {
      await page.getByRole('switch', { name: text('settings.receiver.on') }).click();
      await page.getByRole('textbox', { name: text('settings.receiver.address') }).waitFor();
    }),
    shot('keys', async ({ page, hands }) => {
      await page.getByRole('banner').click();
      await page.keyboard.press('?');
      await hands.dialog().waitFor();
    }),
  ],
};

const troubles: Album = {
  name: 'trouble',
  open: real({ pictures: true }, async (stage) => {
    const kitchen = await drawnEnvironment(stage);
    await makeVersion(stage, kitchen);
  }),
  shots: [
    shot('relink', async ({ hands, stage }) => {
      await store(stage).control.changePromobPassword('designer');
      await hands
        .status()
        .filter({ hasText: healthText('relink-required') })
        .waitFor();
      await hands.goTo('account');
      await hands.button('account.relink').waitFor();
    }),
    shot('offline', async ({ hands, stage }) => {
      await store(stage).goOffline();
      await hands
        .status()
        .filter({ hasText: healthText('offline') })
        .or(hands.status())
        .first()
        .waitFor();
      await hands.goTo('environments');
      await hands.row('Cozinha').waitFor();
    }),
    shot('offline-sending', async ({ hands, stage }) => {
      store(stage).designer.save('Cozinha');
      await hands.goTo('sending');
      await hands.heading('sending.waiting.title').waitFor();
    }),
  ],
};

const refused = (): never => {
  throw new EloError('unexpected-error', 'shown on purpose', { remedy: 'retry' });
};

const broken: Album = {
  name: 'error',
  open: fake({
    home: {
      async *rows() {
        yield* [];
        refused();
      },
    },
    outbox: { list: refused },
    diagnosis: { profiles: refused, runs: refused },
    notifications: { list: () => [] },
  }),
  shots: [
    shot('environments', async ({ page }) =>
      page.getByRole('alert').or(page.getByRole('group')).first().waitFor(),
    ),
    shot('sending', async ({ hands, page }) => {
      await hands.goTo('sending');
      await page
        .getByRole('button', { name: text('frame.retry') })
        .first()
        .waitFor();
    }),
  ],
};

const signedOut: Album = {
  name: 'signed-out',
  open: fake({
    status: () => ({
      ...calmAnswers.status(),
      signedIn: false,
      user: null,
      promobLink: 'not-linked' as const,
      health: ['signed-out'],
      queue: { kept: 2, sending: 0, withheld: 0, needsAttention: 0 },
    }),
  }),
  shots: [
    shot('environments', async ({ hands }) =>
      hands
        .status()
        .filter({ hasText: healthText('signed-out') })
        .waitFor(),
    ),
    shot('account', async ({ hands }) => {
      await hands.goTo('account');
      await hands.button('account.sign-in').waitFor();
    }),
  ],
};

const never = (): Promise<never> => new Promise(() => undefined);

const waiting: Album = {
  name: 'loading',
  open: fake({
    home: {
      async *rows() {
        await never();
        yield* [];
      },
    },
    outbox: { list: never },
  }),
  shots: [
    shot('environments', async ({ page }) => page.getByRole('banner').waitFor()),
    shot('sending', async ({ hands, page }) => {
      await hands.goTo('sending');
      await page.getByRole('progressbar').or(page.locator('[aria-busy="true"]')).first().waitFor();
    }),
  ],
};

/** Every screen of the window, in every state that changes what it says. */
export const gallery: readonly Album[] = [
  addressOnly,
  firstRun,
  responsible,
  emptyStore,
  day,
  reviewAlbum,
  storeAlbum,
  responsibleAlbum,
  makingAlbum,
  diagnosisAlbum,
  troubles,
  broken,
  signedOut,
  waiting,
];
