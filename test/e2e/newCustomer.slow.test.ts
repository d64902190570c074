import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text, word } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';

inEachHost('a new customer, within a new environment', (open) => {
  it('is told field by field what Promob would refuse, then made once, with project and environment', async (t) => {
    const { page, hands, control } = await open(t, {});
    await control.anEnvironment('Cozinha', 'Maria Exemplo');
    await hands.row('Cozinha').waitFor();
    await hands.newEnvironment();
    await page.getByText(word('customer-status', 'available')).first().waitFor();
    await hands.press('customers.new');
    await hands.field('customers.name').fill('Teste');
    await hands.field('customers.phone').fill('99999-1234');
    await hands.field('customers.document').fill('11.222.333/0001-80');
    await hands.press('customers.create');
    for (const code of ['name-placeholder', 'phone-area-code', 'document-check-digits'])
      await page.getByText(word('field-fault', code)).waitFor();
    assert.equal((await control.customers()).length, 1);

    await hands.field('customers.name').fill('Ana Souza');
    await hands.field('customers.phone').fill('(54) 99999-1234');
    await hands.field('customers.document').fill('12.abc.345/01de-35');
    await hands.field('customers.project').fill('Apartamento');
    await hands.press('customers.create');
    await hands.field('home.create.name').fill('Sala');
    await hands.press('home.create.confirm');
    await hands.field('home.create.name').and(page.locator('[value=""]')).waitFor();
    await page.keyboard.press('Escape');
    await hands.row('Sala').waitFor({ timeout: 30_000 });
    const made = (await control.customers()).filter(({ name }) => name === 'Ana Souza');
    assert.deepEqual(
      made.map(({ document }) => document),
      ['12ABC34501DE35'],
    );
  });

  it('made without internet waits, is seen to wait, and arrives once with all that depends on him', async (t) => {
    const { page, hands, control, goOffline, comeBack } = await open(t, {});
    await control.anEnvironment('Cozinha', 'Maria Exemplo');
    await hands.row('Cozinha').waitFor();
    await goOffline();
    await hands.newEnvironment();
    await hands.press('customers.new');
    await hands.field('customers.name').fill('Ana Souza');
    await hands.field('customers.project').fill('Apartamento');
    await hands.press('customers.create');
    await hands.field('home.create.name').waitFor({ timeout: 30_000 });
    await hands.press('home.create.project.change');
    await page.getByText(word('customer-status', 'waiting')).first().waitFor();
    await comeBack();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Ana Souza' })
      .filter({ hasText: word('customer-status', 'available') })
      .waitFor({ timeout: 60_000 });
    assert.deepEqual(
      (await control.customers()).map(({ name }) => name),
      ['Maria Exemplo', 'Ana Souza'],
    );
  });
});

inEachHost('what keeps a signed-in user from working', (open) => {
  it('has its sentence and its way back, and goes away by itself', async (t) => {
    const { page, hands, control } = await open(t, {});
    const says = (code: string): Promise<void> =>
      hands
        .status()
        .filter({ hasText: word('health', code) })
        .waitFor({ timeout: 30_000 });
    for (const access of ['disabled', 'expired'] as const) {
      await control.setAccess('designer', access);
      await says(`account-${access}`);
      await hands.status().click();
      await page.getByText(text(`error.account-${access}.do`)).waitFor();
      await hands.press('account.state.check');
      await hands.sentence('account.state.still').waitFor();
      await control.setAccess('designer', 'active');
      await hands
        .status()
        .filter({ hasText: text('frame.all-well') })
        .waitFor({ timeout: 60_000 });
      assert.equal(await page.getByRole('alert').count(), 0);
    }
    await control.setStore({ portalState: 'unlinked' });
    await says('store-not-linked');
    await page.locator('li[data-code="portal-account"][data-status="failed"]').waitFor();
    await control.setStore({ portalState: 'linked' });
    await page.locator('li[data-code="portal-account"][data-status="ok"]').waitFor();
    await hands
      .status()
      .filter({ hasText: text('frame.all-well') })
      .waitFor({ timeout: 30_000 });
  });

  it('shows the responsible user the store that waits for him, and takes his word for the assessment', async (t) => {
    const { page, hands, control } = await open(t, { username: 'responsible' });
    await hands
      .status()
      .filter({ hasText: word('health', 'store-not-configured') })
      .waitFor();
    await hands.status().click();
    await hands.field('account.store.accountId').fill('PORTAL-42');
    await hands.press('account.store.save');
    await hands
      .status()
      .filter({ hasText: text('frame.all-well') })
      .waitFor();
    await page.locator('li[data-code="assessment"]').getByRole('button').click();
    await page.locator('li[data-code="assessment"][data-status="ok"]').waitFor();
    await page
      .getByText(text('prerequisite.confirmed-by', { by: 'Regina Responsável' }).slice(0, 30))
      .waitFor();
    const { accountId } = await control.call<{ accountId: string }>('POST', '/store', {});
    assert.equal(accountId, 'PORTAL-42');
  });
});
