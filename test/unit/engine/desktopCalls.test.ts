import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createDesktopCalls } from '../../../electron/engine/desktopCalls.ts';
import type { DesktopHost, EngineHost } from '../../../shared/contract/host.ts';
import { desktopSchema } from '../../../shared/contract/windowSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { until } from '../../support/sandbox/until.ts';
import { ledgerBench, withCode } from '../ledger/ledgerFixture.ts';

function stage(
  t: TestContext,
  o: {
    readonly desktop?: boolean;
    readonly sending?: boolean;
    readonly update?: 'current' | 'ready';
    readonly install?: () => Promise<void>;
  } = {},
) {
  const bench = ledgerBench(t);
  const done: string[] = [];
  const note = (what: string) => (): Promise<void> => {
    done.push(what);
    return Promise.resolve();
  };
  const desktop: DesktopHost = {
    facts: () =>
      Promise.resolve({
        host: 'electron',
        canPickFolder: true,
        autostart: 'on',
        update: { state: o.update ?? 'ready', version: '2.0.0' },
        documentsFolder: '/home/ana/Documentos',
      }),
    pickFolder: () => Promise.resolve('/escolhida'),
    reveal: (path) => note(`reveal ${path}`)(),
    setAutostart: (on) => note(`autostart ${on}`)(),
    checkForUpdate: note('check'),
    installUpdate: o.install ?? note('install'),
  };
  const host: EngineHost = {
    openUrl: (url) => note(`open ${url}`)(),
    openFile: () => Promise.resolve(),
    proxyFor: () => Promise.resolve(null),
    ...(o.desktop === false ? {} : { desktop }),
  };
  const warned: unknown[] = [];
  let changes = 0;
  const calls = createDesktopCalls({
    host,
    ledger: bench.ledger,
    dataDir: bench.dir,
    appVersion: '1.2.3',
    sending: () => o.sending ?? false,
    onChanged: () => (changes += 1),
    log: { warn: (_message, facts) => warned.push(facts) },
  });
  return { bench, calls, done, warned, changes: () => changes };
}

describe('the desktop, asked in the window’s name', () => {
  it('tells what the host tells, with version and system', async (t) => {
    const facts = desktopSchema.parse(await stage(t).calls.get());
    assert.deepEqual([facts.host, facts.version, facts.autostart], ['electron', '1.2.3', 'on']);
  });

  it('is a command line where there is none, and refuses what only a desktop can', async (t) => {
    const { calls } = stage(t, { desktop: false });
    const facts = desktopSchema.parse(await calls.get());
    assert.deepEqual(
      [facts.host, facts.canPickFolder, facts.autostart, facts.update.state],
      ['command-line', false, 'unsupported', 'unsupported'],
    );
    assert.ok([homedir(), join(homedir(), 'Documents')].includes(facts.documentsFolder));
    const refused: (() => Promise<unknown>)[] = [
      () => calls.pickFolder(),
      () => calls.setAutostart(true),
      () => calls.openLogs(),
      () => calls.checkForUpdate(),
      () => calls.installUpdate(),
    ];
    for (const call of refused) await assert.rejects(call, withCode('unsupported'));
  });

  it('opens https, and http of this machine; nothing else', async (t) => {
    const { calls, done } = stage(t);
    await calls.openUrl('https://loja.foccolojas.com.br/ambiente?id=1');
    await calls.openUrl('http://127.0.0.1:8080/x');
    assert.equal(done.length, 2);
    for (const [url, code] of [
      ['http://exemplo.com/', 'insecure-address'],
      ['file:///etc/passwd', 'invalid-address'],
      ['javascript:alert(1)', 'invalid-address'],
      ['elo://abrir', 'invalid-address'],
      ['https://ana:senha@exemplo.com/', 'invalid-address'],
    ] as const) {
      await assert.rejects(async () => calls.openUrl(url), withCode(code), url);
    }
    assert.equal(done.length, 2);
  });

  it('shows what Elo made or watches and its own folders; nothing else', async (t) => {
    const { bench, calls, done } = stage(t);
    bench.ledger.folders.add('/projetos', 'local');
    bench.save('/projetos/ana/Cozinha.promob', 'a');
    calls.made('/home/ana/Cozinha (salvamento 3).promob');
    const shown = [
      '/projetos',
      '/projetos/ana/Cozinha.promob',
      '/home/ana/Cozinha (salvamento 3).promob',
      bench.dir,
      join(bench.dir, 'logs', 'elo.log'),
      join(bench.dir, 'versões abertas'),
      '/projetos/ana/../ana/Cozinha.promob',
    ];
    for (const path of shown) await calls.reveal(path);
    assert.equal(done.length, shown.length);
    for (const path of [
      '/',
      '/etc/passwd',
      '/home/ana',
      '/projetos/ana',
      dirname(bench.dir),
      join(bench.dir, 'secrets.db'),
      join(bench.dir, 'logs', '..', 'secrets.db'),
    ]) {
      await assert.rejects(() => calls.reveal(path), withCode('path-not-known'), path);
    }
    await calls.openLogs();
    assert.equal(done.at(-1), `reveal ${join(bench.dir, 'logs')}`);
  });

  it('never ends the app in the middle of sending', async (t) => {
    const busy = stage(t, { sending: true });
    await assert.rejects(() => busy.calls.installUpdate(), withCode('still-sending'));
    assert.deepEqual(busy.done, []);
    const calm = stage(t);
    await calm.calls.installUpdate();
    await until(() => calm.done.length > 0);
    assert.deepEqual(calm.done, ['install']);
    const current = stage(t, { update: 'current' });
    await assert.rejects(() => current.calls.installUpdate(), withCode('update-not-ready'));
    assert.deepEqual(current.done, []);
  });

  it('answers before the host, which ends the engine, is asked to install', async (t) => {
    // The host waits for the engine's end, and that for calls under way.
    const { calls } = stage(t, { install: () => new Promise(() => undefined) });
    await calls.installUpdate();
  });

  it('notes it when the host refuses to install after all, and has the window look again', async (t) => {
    const { calls, warned, changes } = stage(t, {
      install: () => Promise.reject(new EloError('still-sending', 'since a moment ago')),
    });
    await calls.installUpdate();
    await until(() => changes() === 1);
    assert.deepEqual(warned, [{ code: 'still-sending' }]);
  });

  it('tells clients after a change', async (t) => {
    const { calls, changes } = stage(t);
    await calls.setAutostart(false);
    await calls.checkForUpdate();
    assert.equal(changes(), 2);
    assert.deepEqual(await calls.pickFolder(), { path: '/escolhida' });
  });
});
