import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { browserDesktop } from '../../../electron/headless/window/browserDesktop.ts';
import { createHost } from '../../../electron/shell/createHost.ts';
import { createPathKind } from '../../../electron/shell/pathKind.ts';
import type { Updates } from '../../../electron/shell/updates.ts';
import { manualClock } from '../net/manualClock.ts';
import { createFakeElectron } from './fakeElectron.ts';

const share = '/net/loja/Cozinha.promob';
/** A share that is away: nothing answers. */
const silent = () => new Promise<never>(() => undefined);

describe('what lies at a path', () => {
  it('is a file, a folder, or nothing that could be opened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-kind-'));
    const clock = manualClock();
    const kindOf = createPathKind(clock);
    writeFileSync(join(folder, 'a.promob'), '');
    assert.equal(await kindOf(join(folder, 'a.promob')), 'file');
    assert.equal(await kindOf(folder), 'folder');
    for (const path of [
      'a.promob',
      '',
      join(folder, 'missing'),
      join(folder, 'a.promob', 'inside'),
      'a\0b',
    ]) {
      assert.equal(await kindOf(path), null, path);
    }
    assert.equal(clock.pending(), 0);
    rmSync(folder, { recursive: true });
  });

  it('is not waited for longer than some seconds, and two hang at most', async () => {
    const clock = manualClock();
    const answers: ((place: { isFile(): boolean; isDirectory(): boolean }) => void)[] = [];
    const kindOf = createPathKind(clock, () => new Promise((resolve) => answers.push(resolve)));
    const looks = [kindOf(share), kindOf(share)].map((look) => assert.rejects(look, { code: 'open-failed' }));
    await assert.rejects(kindOf(share), { code: 'open-failed' });
    assert.equal(answers.length, 2);
    clock.advance(5_000);
    await Promise.all(looks);
    await assert.rejects(kindOf(share), { code: 'open-failed' }, 'they hang still');
    assert.equal(answers.length, 2);
    for (const answer of answers) answer({ isFile: () => true, isDirectory: () => false });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const look = kindOf(share);
    answers.at(-1)?.({ isFile: () => true, isDirectory: () => false });
    assert.equal(await look, 'file');
    assert.equal(clock.pending(), 0);
  });

  it('is looked up beside the shell’s own thread: a share that is away is refused', async () => {
    const [clock, fake] = [manualClock(), createFakeElectron()];
    const host = createHost({
      shell: fake.electron.shell,
      dialog: fake.electron.dialog,
      session: () => fake.session,
      window: () => null,
      documentsFolder: () => '/documents',
      program: () => '/opt/elo/elo',
      pathKind: createPathKind(clock, silent),
      autostart: { state: () => 'off', set: () => undefined },
      updates: { view: () => ({ state: 'current' }) } as unknown as Updates,
    });
    const refused = [host.openFile(share), host.desktop?.reveal(share)].map((asked) =>
      assert.rejects(async () => asked, { code: 'open-failed' }),
    );
    clock.advance(5_000);
    await Promise.all(refused);
    assert.deepEqual([fake.openedPaths, fake.shownInFolder], [[], []]);
  });

  it('is looked up beside the engine’s own thread by the browser’s desktop too', async () => {
    const clock = manualClock();
    const opened: string[] = [];
    const openFile = async (path: string): Promise<void> => void opened.push(path);
    const refused = assert.rejects(browserDesktop({ openFile }, { clock, stat: silent }).reveal(share), {
      code: 'open-failed',
    });
    clock.advance(5_000);
    await refused;
    assert.deepEqual(opened, []);
    const stat = async () => ({ isDirectory: () => true });
    await browserDesktop({ openFile }, { clock, stat }).reveal('/net/loja');
    assert.deepEqual([opened, clock.pending()], [['/net/loja'], 0]);
  });
});
