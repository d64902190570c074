import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { it } from 'node:test';
import type { TestContext } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { inEachHost } from './support/inEachHost.ts';

/** A whole profile is bounded at ten seconds; a busy machine may take longer to show it. */
const patienceMs = 60_000;

/** Some program of this machine that listens; everything stays on loopback. */
async function listening(t: TestContext, port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  t.after(() => server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

inEachHost('the diagnosis', (open) => {
  it('runs with progress, says what is wrong and who acts, keeps the report and the run', async (t) => {
    const { page, hands, client } = await open(t);
    await hands.goTo('diagnosis');
    await page.getByRole('combobox', { name: text('diagnosis.profile') }).selectOption('foccolojas-promob');
    await hands.press('diagnosis.run');
    await hands.heading('diagnosis.results').waitFor({ timeout: patienceMs });
    const [run] = await client.diagnosis.runs({});
    assert.equal(run?.profile, 'foccolojas-promob');
    const report = await client.diagnosis.get({ runId: run.runId });
    // Every check of the run stands on the screen, with the status the engine gave it.
    for (const { code, status } of report.checks) {
      assert.equal(await page.locator(`li[data-check="${code}"]`).getAttribute('data-status'), status, code);
    }
    await hands.press('diagnosis.report.pdf');
    const saved = page.getByText(/\.pdf$/).first();
    await saved.waitFor();
    const path = /(\/.*\.pdf)$/.exec((await saved.textContent()) ?? '')?.[1] ?? '';
    assert.ok(existsSync(path), path);
    assert.equal(readFileSync(path).subarray(0, 5).toString(), '%PDF-');
    await page.reload();
    await hands.goTo('diagnosis');
    await page.getByRole('button', { name: new RegExp(text('profile.foccolojas-promob')) }).click();
    await hands.heading('diagnosis.results').waitFor();
  });

  it('of an address of one’s own: proved, then broken and watched, then mended', async (t) => {
    const { page, hands, client } = await open(t);
    const first = await listening(t);
    await hands.goTo('diagnosis');
    await page.getByRole('combobox', { name: text('diagnosis.profile') }).selectOption('personalizado');
    await page.getByLabel(text('field.host')).fill('127.0.0.1');
    await page.getByLabel(text('field.port'), { exact: true }).fill(String(first.port));
    const verdict = async (): Promise<boolean | undefined> => {
      const before = (await client.diagnosis.runs({})).length;
      await hands.press('diagnosis.run');
      await until(async () => (await client.diagnosis.runs({})).length > before, patienceMs);
      await hands.button('diagnosis.run').waitFor({ timeout: patienceMs });
      return (await client.diagnosis.runs({}))[0]?.proved;
    };
    assert.equal(await verdict(), true);
    assert.equal(await hands.heading('diagnosis.watch').count(), 0);

    await new Promise((resolve) => first.server.close(resolve));
    assert.equal(await verdict(), false);
    await page.locator('article[data-check="service-reach"]').waitFor();
    await page.locator('[data-watch="watching"]').waitFor();
    await page
      .getByText(text('diagnosis.timeline.broken').split('[')[0] ?? '')
      .first()
      .waitFor();

    await listening(t, first.port);
    assert.equal(await verdict(), true);
    await page.locator('[data-watch="mended"]').waitFor();
  });

  it('leaves nothing of a secret on the screen, and forgets it when asked', async (t) => {
    const { page, hands, client } = await open(t);
    await hands.goTo('diagnosis');
    await page.getByRole('combobox', { name: text('diagnosis.profile') }).selectOption('senior-crm-banco');
    const { port } = await listening(t);
    await page.getByLabel(text('field.engine')).selectOption('postgresql');
    await page.getByLabel(text('field.host')).fill('127.0.0.1');
    await page.getByLabel(text('field.port'), { exact: true }).fill(String(port));
    await page.getByLabel(text('field.password')).fill('segredo-da-loja');
    await page.getByRole('checkbox', { name: text('diagnosis.secret.keep') }).check();
    await hands.press('diagnosis.run');
    await hands.heading('diagnosis.results').waitFor({ timeout: patienceMs });
    const [run] = await client.diagnosis.runs({});
    assert.equal(run?.proved, false);
    assert.doesNotMatch(JSON.stringify(await client.diagnosis.get({ runId: run.runId })), /segredo-da-loja/);
    const kept = async (): Promise<boolean | null | undefined> =>
      (await client.diagnosis.remembered({ profile: 'senior-crm-banco' })).secrets['password'];
    await until(async () => (await kept()) === true);
    await page.reload();
    await hands.goTo('diagnosis');
    await page.getByRole('combobox', { name: text('diagnosis.profile') }).selectOption('senior-crm-banco');
    assert.equal(await page.getByLabel(text('field.password')).inputValue(), '');
    await hands.press('diagnosis.secret.forget');
    await until(async () => (await kept()) === false);
  });
});
