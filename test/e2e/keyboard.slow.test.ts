import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnEnvironment } from './support/scenes.ts';

/** So many presses of Tab reach anything on a screen; more would be a trap. */
const maxTabs = 60;

/** The accessible name of what has the focus, as far as a test needs it. */
const focused = `(() => {
  const it = document.activeElement;
  return (it?.getAttribute('aria-label') ?? it?.textContent ?? '').trim();
})()`;

/** Whether the focus can be seen: an outline or a ring that the same element has not without it. */
const visible = `(() => {
  const it = document.activeElement;
  if (it === null || it === document.body) return false;
  const around = [it, it.parentElement, ...it.querySelectorAll('*')].slice(0, 12).filter((each) => each !== null);
  return around.some((each) => ['', '::after', '::before'].some((part) => {
    const style = getComputedStyle(each, part === '' ? null : part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none' ||
      (part !== '' && style.content !== 'none' && parseFloat(style.borderBottomWidth) > 0) ||
      (part !== '' && style.content !== 'none' && parseFloat(style.borderTopWidth) > 0);
  }));
})()`;

/** Presses Tab until what has the focus has this name; fails where it never comes. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let count = 0; count < maxTabs; count += 1) {
    await page.keyboard.press('Tab');
    const current = await page.evaluate<string>(focused);
    if (current === name) return;
    seen.push(current);
  }
  assert.fail(`Tab never reached “${name}”: ${JSON.stringify(seen)}`);
}

inEachHost('the keyboard alone', (open) => {
  it('goes from the first run to the environments', async (t) => {
    const { page, hands, folders } = await open(t, { state: 'new' });
    await hands.button('firstRun.sign-in').waitFor();
    await tabTo(page, text('firstRun.sign-in'));
    await page.keyboard.press('Enter');
    await hands.button('account.link').waitFor();
    await tabTo(page, text('account.link'));
    await page.keyboard.press('Enter');
    await hands.heading('firstRun.folders.title').waitFor();
    await hands.field('settings.folders.path').focus();
    await page.keyboard.type(folders.projects);
    await page.keyboard.press('Enter');
    await hands.button('firstRun.folders.next').waitFor();
    await tabTo(page, text('firstRun.folders.next'));
    await page.keyboard.press('Enter');
    await hands.button('firstRun.done.open').waitFor();
    await tabTo(page, text('firstRun.done.open'));
    await page.keyboard.press('Enter');
    await page.getByRole('banner').waitFor();
  });

  it('finds, walks the list, does the due act, opens, and comes back', async (t) => {
    const { page, hands, designer } = await open(t, {
      prepare: async (stage) => {
        await drawnEnvironment(stage);
        await stage.control.anEnvironment('Lavanderia', 'Ana Souza');
      },
    });
    await hands.row('Lavanderia').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('cozinha');
    await hands.row('Lavanderia').waitFor({ state: 'detached' });
    designer.exportListing('Cozinha');
    await hands.act('update', 'Cozinha').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await hands.button('home.update.confirm').waitFor();
    await tabTo(page, text('home.update.confirm'));
    // What would change is read first; until then the button has the focus and does nothing.
    await hands.sentence('home.update.text').waitFor();
    await page.keyboard.press('Enter');
    await hands.badge('synchronized', 1).waitFor();

    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await hands.tab('environment.tab.versions').waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await hands.row('Cozinha').waitFor();
    await page.getByRole('main').focus();
    await page.keyboard.press('?');
    await hands.dialog().waitFor();
    await page.keyboard.press('Escape');
    await hands.dialog().waitFor({ state: 'detached' });
  });

  it('always shows where it is, and is never trapped', async (t) => {
    const { page, hands } = await open(t, {
      prepare: async (stage) => {
        await drawnEnvironment(stage);
      },
    });
    await hands.row('Cozinha').waitFor();
    for (const place of ['environments', 'notifications', 'sending', 'account', 'settings'] as const) {
      await hands.goTo(place);
      await page.waitForLoadState('networkidle');
      const unseen: string[] = [];
      let left = false;
      for (let count = 0; count < maxTabs && !left; count += 1) {
        await page.keyboard.press('Tab');
        left = await page.evaluate<boolean>('document.activeElement === document.body');
        if (!left && !(await page.evaluate<boolean>(visible)))
          unseen.push(await page.evaluate<string>(focused));
      }
      assert.deepEqual(unseen, [], `${place}: the focus is not seen`);
      assert.ok(left, `${place}: Tab never leaves the page`);
    }
  });
});
