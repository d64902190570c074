import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Check, CheckContext, Finding } from '../../../electron/engine/diagnostics/check.ts';
import { eloChecks } from '../../../electron/engine/diagnostics/checks/elo/eloChecks.ts';
import { localServiceChecks } from '../../../electron/engine/diagnostics/checks/machine/localServiceChecks.ts';
import { systemChecks } from '../../../electron/engine/diagnostics/checks/machine/systemChecks.ts';
import { isAwkwardName } from '../../../electron/engine/diagnostics/checks/promob/awkwardNames.ts';
import { promobChecks } from '../../../electron/engine/diagnostics/checks/promob/promobChecks.ts';
import type {
  LookAtDisk,
  PromobParts,
} from '../../../electron/engine/diagnostics/checks/promob/promobChecks.ts';
import {
  lookAtFiles,
  promobLookJobs,
} from '../../../electron/engine/diagnostics/checks/promob/promobLookJobs.ts';
import type { RecentSave } from '../../../electron/engine/diagnostics/ports.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import type {
  MachineReader,
  ServiceFacts,
  SystemFacts,
} from '../../../electron/engine/platform/machine/machineTypes.ts';
import type { FolderView } from '../../../shared/contract/schemas.ts';
import type { Desktop } from '../../../shared/contract/windowSchemas.ts';
import { fixCodes } from '../../../shared/contract/fixSchemas.ts';
import { conditions } from '../../../shared/domain/conditions.ts';
import type { Condition } from '../../../shared/domain/conditions/defineConditions.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { maybeText } from '../../../shared/text/text.ts';
import { fakeMachine } from './fixes/fakeMachine.ts';

/** A clock on which all waiting is over at once. */
const hasty: Clock = {
  now: () => Date.parse('2026-11-29T12:00:00Z'),
  monotonic: () => 0,
  after: (_ms, run) => {
    queueMicrotask(run);
    return () => undefined;
  },
};

function run(
  checks: readonly Check[],
  code: string,
  o: { machine?: MachineReader; with?: Record<string, string> } = {},
): Promise<Finding> {
  const check = checks.find((each) => each.code === code);
  assert.ok(check !== undefined, code);
  const context: CheckContext = {
    clock: hasty,
    fields: {},
    with: o.with ?? {},
    secret: () => Promise.resolve(null),
    lacks: (what) => ({ status: 'unknown', evidence: { reason: 'lacks', lacks: what } }),
    machine: o.machine ?? fakeMachine({}),
    signal: new AbortController().signal,
    result: () => undefined,
    confirmed: () => false,
  };
  return Promise.resolve(check.run(context));
}
const told = async (finding: Promise<Finding>): Promise<string> => {
  const { status, condition, evidence } = await finding;
  const why = condition ?? evidence?.['lacks'] ?? evidence?.['reason'];
  return typeof why === 'string' ? `${status} ${why}` : status;
};

describe('checks of the machine', () => {
  const system = (code: string, facts: Partial<SystemFacts>) =>
    told(run(systemChecks(), code, { machine: fakeMachine({ system: facts }) }));

  it('tell of an old system, of too many rights, of early sleep and of a restart that waits', async () => {
    assert.equal(await system('system-version', {}), 'ok');
    assert.equal(await system('system-version', { build: 9_600 }), 'warning system-too-old');
    assert.equal(await system('system-version', { build: null }), 'unknown not-understood');
    assert.equal(await system('system-version', { build: null, platform: 'linux' }), 'ok');
    assert.equal(await system('rights', {}), 'ok');
    assert.equal(await system('rights', { elevated: true }), 'warning runs-elevated');
    assert.equal(await system('rights', { elevated: null }), 'unknown not-permitted');
    const sleeps = (onMains: number | null) =>
      system('sleep-policy', { sleepAfter: { onMains, onBattery: 60 } });
    assert.equal(await sleeps(0), 'ok');
    assert.equal(await sleeps(3_600), 'ok');
    assert.equal(await sleeps(900), 'warning sleeps-soon');
    assert.equal(await sleeps(null), 'unknown not-understood');
    assert.equal(await system('restart-pending', {}), 'ok');
    assert.equal(await system('restart-pending', { restartPending: true }), 'warning restart-waits');
    assert.equal(await system('restart-pending', { restartPending: null }), 'unknown not-permitted');
  });

  it('never take a machine that does not answer for a good or a bad one', async () => {
    for (const { code } of systemChecks())
      assert.equal(await told(run(systemChecks(), code)), 'unknown tool-failed', code);
  });
});

describe('a service of this machine', () => {
  const service = (
    state: ServiceFacts['state'],
    startsBy: ServiceFacts['startsBy'] = 'system',
  ): ServiceFacts => ({
    name: 'MSSQL$LOJA',
    displayName: 'SQL Server (LOJA)',
    state,
    startsBy,
    program: { pid: null, name: null, path: null },
  });
  const found = (services: readonly ServiceFacts[] | null, named = 'mssql$loja') =>
    told(
      run(localServiceChecks(), 'local-service', {
        machine: fakeMachine(services === null ? {} : { services }),
        with: named === '' ? {} : { service: named },
      }),
    );

  it('runs, is stopped, switched off, not there, or cannot be asked', async () => {
    assert.equal(await found([service('running')]), 'ok');
    assert.equal(await found([service('stopped')]), 'failed local-service-stopped');
    assert.equal(await found([service('stopped', 'never')]), 'failed local-service-off');
    assert.equal(await found([service('changing')]), 'unknown service-changing');
    assert.equal(await found([]), 'failed local-service-absent');
    assert.equal(await found(null), 'unknown tool-failed');
    assert.equal(await found([], ''), 'unknown field:local-service');
  });
});

describe('checks of Elo itself', () => {
  const desktop = (o: Partial<Desktop>): Desktop => ({
    host: 'electron',
    version: '1.0.0',
    platform: 'windows',
    canPickFolder: true,
    autostart: 'on',
    update: { state: 'current' },
    documentsFolder: '/',
    ...o,
  });
  const elo = (code: string, o: Partial<Desktop> = {}, folders: readonly FolderView[] = []) =>
    told(
      run(
        eloChecks({
          appVersion: '1.0.0',
          folders: () => folders,
          desktop: () => Promise.resolve(desktop(o)),
        }),
        code,
      ),
    );

  it('tell whether it starts with the system, is up to date and follows its folders', async () => {
    assert.equal(await elo('autostart'), 'ok');
    assert.equal(await elo('autostart', { autostart: 'off' }), 'warning autostart-off');
    assert.equal(
      await elo('autostart', { autostart: 'switched-off-by-user' }),
      'warning autostart-switched-off',
    );
    assert.equal(await elo('autostart', { autostart: 'unsupported' }), 'skipped no-autostart-here');
    assert.equal(await elo('elo-version'), 'ok');
    assert.equal(
      await elo('elo-version', { update: { state: 'ready', version: '1.1.0' } }),
      'warning update-ready',
    );
    assert.equal(await elo('elo-version', { update: { state: 'failed' } }), 'warning update-failed');
    const folder = (state: FolderView['state']): FolderView => ({ path: `/${state}`, state, files: 1 });
    assert.equal(await elo('watcher', {}, [folder('watching'), folder('polling')]), 'ok');
    assert.equal(await elo('watcher', {}, [folder('watching'), folder('suspended')]), 'failed folder-away');
  });
});

describe('checks of Promob on this machine', () => {
  const place = mkdtempSync(join(tmpdir(), 'elo-promob-'));
  const catalogue = join(place, 'Procad', 'Promob Catalog (500)', 'Config');
  const store = join(place, 'Procad', 'Promob São João (123)');
  const projects = join(place, 'Projetos');
  before(() => {
    for (const folder of [catalogue, store, projects]) mkdirSync(folder, { recursive: true });
  });
  after(() => rmSync(place, { recursive: true }));

  const list = (...systems: readonly (readonly [directory: string, active: boolean])[]): void => {
    const body = systems.map(
      ([directory, active]) =>
        `<SystemInfo><Directory>${directory}</Directory><IsActive>${active}</IsActive></SystemInfo>`,
    );
    writeFileSync(
      join(catalogue, 'SystemInfo.config'),
      `\ufeff<ArrayOfSystemInfo>${body.join('')}</ArrayOfSystemInfo>`,
    );
  };
  const inline: LookAtDisk = <Answer>(job: string, input: unknown) =>
    createInlinePool(promobLookJobs).run<unknown, Answer>(job, input);
  const saves =
    (...all: readonly (readonly [path: string, lateMs?: number])[]) =>
    (): RecentSave[] =>
      all.map(([path, lateMs]) => ({
        path,
        savedAt: lateMs === undefined ? null : '2026-11-29T12:00:00.000Z',
        keptAt: new Date(Date.parse('2026-11-29T12:00:00Z') + (lateMs ?? 0)).toISOString(),
      }));
  const promob = (
    code: string,
    o: {
      recentSaves?: PromobParts['recentSaves'];
      folders?: readonly FolderView[];
      look?: LookAtDisk;
      root?: string;
      machine?: MachineReader;
      with?: Record<string, string>;
      webStart?: 'present' | 'absent' | 'unknown';
    } = {},
  ) => {
    const parts: PromobParts = {
      recentSaves: o.recentSaves ?? saves(),
      folders: () => o.folders ?? [],
      readWebStart: () =>
        Promise.resolve({
          answer: o.webStart ?? 'unknown',
          traces: [],
          promob: null,
          notRead: [],
          isWindows: true,
        }),
    };
    return told(run(promobChecks(parts, o.look ?? inline, { PROGRAMDATA: o.root ?? place }), code, o));
  };

  it('tell which systems are installed, and when their list says something else than the disk', async () => {
    assert.equal(await promob('promob-installed'), 'warning promob-list-damaged');
    list([store, true], [join(place, 'gone'), false]);
    assert.equal(await promob('promob-installed'), 'ok');
    list([join(place, 'gone'), true]);
    assert.equal(await promob('promob-installed'), 'warning promob-system-missing');
    writeFileSync(join(catalogue, 'SystemInfo.config'), Buffer.alloc(300));
    assert.equal(await promob('promob-installed'), 'warning promob-list-damaged');
    assert.equal(
      await promob('promob-installed', { root: join(place, 'nowhere') }),
      'warning promob-not-installed',
    );
  });

  it('tell whether it runs', async () => {
    assert.equal(
      await promob('promob-running', { machine: fakeMachine({ processes: ['Promob.exe'] }) }),
      'ok',
    );
    assert.equal(await promob('promob-running'), 'unknown tool-failed');
  });

  it('tell whether webStart is still there, and when nobody can know', async () => {
    assert.equal(await promob('webstart-absent', { webStart: 'absent' }), 'ok');
    assert.equal(await promob('webstart-absent', { webStart: 'present' }), 'failed webstart-present');
    assert.equal(await promob('webstart-absent'), 'unknown promob-not-in-list');
  });

  it('tell of caches that are empty or wiped, and leave them as they are', async () => {
    assert.equal(await promob('promob-tokens'), 'skipped no-token-cache');
    writeFileSync(join(store, 'TokenCache.dat'), Buffer.from([0, 0, 7, 0]));
    assert.equal(await promob('promob-tokens'), 'ok');
    writeFileSync(join(store, 'LocalCache.dat'), '');
    assert.equal(await promob('promob-tokens'), 'failed promob-entry-damaged');
    writeFileSync(join(store, 'LocalCache.dat'), Buffer.alloc(4_000));
    assert.equal(await promob('promob-tokens'), 'failed promob-entry-damaged');
    rmSync(join(store, 'LocalCache.dat'));
    mkdirSync(join(store, 'LocalCache.dat'));
    assert.equal(await promob('promob-tokens'), 'failed promob-entry-damaged');
    rmSync(join(store, 'LocalCache.dat'), { recursive: true });
    const closed: LookAtDisk = <Answer>() =>
      Promise.resolve({ sound: 1, damaged: [], unreadable: ['x'] } as Answer);
    assert.equal(await promob('promob-tokens', { look: closed }), 'warning promob-entry-unreadable');
  });

  it('tell of paths Windows cannot open and of names that programs mistake', async () => {
    const at = (path: string) => promob('project-paths', { recentSaves: saves([path]) });
    assert.equal(await at('C:\\Projetos São João\\Cozinha – Çã “nova”.promob'), 'ok');
    assert.equal(await at(`C:\\${'a'.repeat(250)}.promob`), 'warning path-too-long');
    assert.equal(await at(`\\\\?\\C:\\${'a'.repeat(249)}.promob`), 'ok');
    assert.equal(await at('C:\\Sa\u0303o.promob'), 'warning name-awkward');
    for (const name of ['Кухня', '厨房', 'a\u0085', 'sala 🛋']) assert.ok(isAwkwardName(name), name);
    for (const name of ['Dormitório à vista º ª', 'Muñoz & Cía', '50 €'])
      assert.ok(!isAwkwardName(name), name);
  });

  it('tell of files that are in the cloud only, held or closed, and wait for a short hold', async () => {
    const [whole, sparse, small] = ['inteiro', 'nuvem', 'pequeno'].map((name) =>
      join(projects, `${name}.promob`),
    );
    assert.ok(whole !== undefined && sparse !== undefined && small !== undefined);
    writeFileSync(whole, Buffer.alloc(10_000, 1));
    writeFileSync(small, 'x');
    writeFileSync(sparse, '');
    truncateSync(sparse, 1_000_000);
    const files = (recentSaves: PromobParts['recentSaves'], look?: LookAtDisk) =>
      promob('project-files', { recentSaves, ...(look === undefined ? {} : { look }) });
    assert.equal(await files(saves([whole], [small], [join(projects, 'gone.promob')])), 'ok');
    assert.deepEqual(
      lookAtFiles([sparse, projects]).map(({ state }) => state),
      ['in-cloud', 'unreadable'],
    );
    assert.equal(await files(saves([whole], [sparse])), 'warning file-in-cloud-only');
    assert.equal(await files(saves([projects])), 'failed file-not-readable');

    let looks = 0;
    const held =
      (times: number): LookAtDisk =>
      <Answer>(_job: string, input: unknown) => {
        looks += 1;
        const state = looks <= times ? 'locked' : 'ok';
        return Promise.resolve((input as string[]).map((path) => ({ path, state })) as Answer);
      };
    assert.equal(await files(saves([whole]), held(1)), 'ok');
    looks = 0;
    assert.equal(await files(saves([whole]), held(2)), 'warning file-locked');
  });

  it('take events for proved by saves that came at once, else by a file of their own, on consent', async () => {
    const folders: FolderView[] = [{ path: projects, state: 'watching', files: 1 }];
    const file = join(projects, 'inteiro.promob');
    const events = (o: Parameters<typeof promob>[1]) => promob('folder-events', { folders, ...o });
    assert.equal(await events({ recentSaves: saves([file, 3_000]) }), 'ok');
    assert.equal(await events({ recentSaves: saves([file, 40_000]) }), 'unknown consent:probe-file');
    assert.equal(await events({ recentSaves: saves([file]) }), 'unknown consent:probe-file');
    assert.equal(
      await events({ recentSaves: saves(['/other/a.promob', 100]) }),
      'unknown consent:probe-file',
    );
    const consent = { with: { probe: 'true' } };
    assert.equal(await events(consent), 'ok');
    const silent: LookAtDisk = <Answer>() => Promise.resolve('silent' as Answer);
    assert.equal(await events({ ...consent, look: silent }), 'warning folder-silent');
    const closed: LookAtDisk = <Answer>() => Promise.resolve('not-writable' as Answer);
    assert.equal(await events({ ...consent, look: closed }), 'unknown not-permitted');
    assert.equal(
      await promob('folder-events', { folders: [{ path: '/x', state: 'polling', files: 1 }] }),
      'skipped only-polled',
    );
    assert.deepEqual(
      lookAtFiles([file]).map(({ state }) => state),
      ['ok'],
    );
  });
});

describe('fixes that conditions name', () => {
  it('exist, and say what they do and how they are taken back, in every language', () => {
    const all: readonly Condition[] = Object.values(conditions);
    for (const { fix } of all)
      if (fix !== undefined)
        assert.ok(
          fixCodes.some((code) => code === fix),
          fix,
        );
    for (const code of fixCodes) {
      for (const part of ['title', 'text', 'undo']) {
        for (const language of ['pt-BR', 'en', 'es'] as const)
          assert.notEqual(
            maybeText(`fix.${code}.${part}`, {}, language),
            null,
            `${language} ${code} ${part}`,
          );
      }
    }
  });
});
