import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleEngine } from '../../../build/bundleEngine.ts';
import type { EngineBundle } from '../../../build/bundleEngine.ts';
import type { examineDatabase } from '../../../electron/engine/diagnostics/databases/examineDatabase.ts';
import type { DatabaseEngine } from '../../../electron/engine/diagnostics/databases/types.ts';
import {
  mysqlGreeting,
  oracleListener,
  postgresql,
  sqlserver,
  startFake,
} from '../../support/databases/fakeServers.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const source = join(root, 'electron', 'engine', 'diagnostics', 'databases', 'examineDatabase.ts');
const engineMain = join(root, 'electron', 'engine', 'main.ts');

/** Words that stand in one driver's own code alone, and survive minifying. */
const marks = {
  postgresql: 'SASL: SCRAM-SERVER-FINAL-MESSAGE',
  mysql: 'mysql_native_password',
  sqlserver: 'TDS version',
  oracle: 'NJS-',
};

describe('the database drivers in the bundle', () => {
  let folder = '';
  let bundle: EngineBundle;
  before(async () => {
    mkdirSync(join(root, '.tmp'), { recursive: true });
    folder = mkdtempSync(join(root, '.tmp', 'drivers-'));
    bundle = await bundleEngine({ outDir: folder, entries: [engineMain, source] });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are files of their own that no start of the engine reads', () => {
    const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const read = new Set<string>();
    const take = (name: string): void => {
      if (read.has(name)) return;
      read.add(name);
      // What a file asks for at once; what it asks for later stands in `import("…")`.
      for (const [, asked = ''] of textOf(name).matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) take(asked);
    };
    for (const name of readdirSync(folder)) if (name === 'main.js' || name.endsWith('.worker.js')) take(name);
    assert.ok(read.size > 3, 'the way from the entry was not found');
    const atStart = [...read].map(textOf).join('\n');
    const everything = readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map(textOf)
      .join('\n');
    for (const [engine, mark] of Object.entries(marks)) {
      assert.ok(everything.includes(mark), `${engine} is not in the bundle`);
      assert.ok(!atStart.includes(mark), `${engine} is read at the start`);
    }
    assert.ok(!everything.includes('AZURE_CLIENT_ID'), 'the cloud’s sign-in is packed');
  });

  it('speak their protocols from there', async () => {
    const module = (await import(pathToFileURL(bundle.fileOf(source)).href)) as {
      examineDatabase: typeof examineDatabase;
    };
    const servers: readonly [DatabaseEngine, Parameters<typeof startFake>[0], string][] = [
      ['postgresql', postgresql('28P01'), 'database-login-refused'],
      ['mariadb', mysqlGreeting(1045), 'database-login-refused'],
      ['sqlserver', sqlserver([18456]), 'database-login-refused'],
      ['oracle', oracleListener({ refuse: 12514 }), 'database-missing'],
    ];
    for (const [engine, serve, problem] of servers) {
      const server = await startFake(serve);
      const going = module.examineDatabase(
        {
          engine,
          host: '127.0.0.1',
          port: server.port,
          database: 'loja',
          user: 'leitor',
          password: 'x',
          tables: [],
          encryption: 'preferred',
        },
        { signal: new AbortController().signal },
      );
      const login = await going.loggedIn;
      assert.ok(login.outcome === 'problem', `${engine}: ${JSON.stringify([await going.spoken, login])}`);
      assert.equal(login.problem, problem, `${engine}: ${login.serverCode}`);
      await going.ended;
      await server.stop();
    }
  });
});
