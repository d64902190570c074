import { word } from '../../../shared/text/text.ts';
import type { Album, Shot, View } from './album.ts';
import { openStage } from './openStage.ts';
import type { Stage, StageOptions } from './openStage.ts';

const shot = (name: string, show: Shot['show']): Shot => ({ name, show });

const real =
  (options: StageOptions, prepare: (stage: Stage) => Promise<void>): Album['open'] =>
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

function store({ stage }: View): Stage {
  if (stage === null) throw new Error('this album has no store');
  return stage;
}

const prerequisite = ({ page }: View, code: string, status: string): Promise<void> =>
  page.locator(`li[data-code="${code}"][data-status="${status}"]`).waitFor();

/** The store's prerequisites, its customers, and what keeps a signed-in user from working. */
export const storeAlbum: Album = {
  name: 'store',
  open: real({}, async ({ control }) => {
    await control.anEnvironment('Cozinha', 'Maria Exemplo');
    await control.createCustomer('João sem Projeto');
  }),
  shots: [
    shot('prerequisites', async (view) => {
      await view.hands.goTo('account');
      await prerequisite(view, 'portal-account', 'ok');
      await view.page.locator('li[data-code="portal-account"]').scrollIntoViewIfNeeded();
      await view.page.getByText(word('prerequisite', 'assessment')).first().scrollIntoViewIfNeeded();
    }),
    shot('choose-project', async ({ hands, page }) => {
      await hands.goTo('environments');
      await hands.row('Cozinha').waitFor();
      await hands.newEnvironment();
      await page.getByText('João sem Projeto').first().waitFor();
    }),
    shot('new-customer', async ({ hands }) => {
      await hands.press('customers.new');
      await hands.field('customers.name').waitFor();
    }),
    shot('new-customer-refused', async ({ hands, page }) => {
      await hands.field('customers.name').fill('Cliente');
      await hands.field('customers.phone').fill('9999');
      await hands.field('customers.document').fill('529.982.247-24');
      await hands.press('customers.create');
      await page.getByText(word('field-fault', 'name-placeholder')).waitFor();
    }),
    shot('user-disabled', async (view) => {
      await view.page.keyboard.press('Escape');
      await view.hands.dialog().waitFor({ state: 'detached' });
      await store(view).control.setAccess('designer', 'disabled');
      await view.hands.goTo('account');
      await view.hands.button('account.state.check').waitFor();
    }),
    shot('store-not-linked', async (view) => {
      const { control } = store(view);
      await control.setStore({ portalState: 'unlinked' });
      await control.setAccess('designer', 'active');
      await view.page
        .getByRole('alert')
        .filter({ hasText: 'ELO-STORE-NOT-LINKED' })
        .waitFor({ timeout: 60_000 });
    }),
  ],
};

/** What the responsible user sees of a store that nobody configured. */
export const responsibleAlbum: Album = {
  name: 'store-responsible',
  open: real({ username: 'responsible' }, () => Promise.resolve()),
  shots: [
    shot('not-configured', async (view) => {
      await view.hands.goTo('account');
      await prerequisite(view, 'assessment', 'unknown');
      await view.page.locator('li[data-code="assessment"]').scrollIntoViewIfNeeded();
    }),
  ],
};
