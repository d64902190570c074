import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Socket } from 'node:net';
import type { DatabaseEngine } from '../../../../electron/engine/diagnostics/databases/types.ts';
import { ending, examine } from '../../../support/databases/examine.ts';
import { mysqlError, oracleListener, sqlserver, startFake } from '../../../support/databases/fakeServers.ts';
import { freePort } from '../../../support/databases/unprivileged.ts';

const who = { user: 'leitor', password: 'muito-secreta', database: 'LOJA' } as const;
const engines = ['postgresql', 'mysql', 'sqlserver', 'oracle'] as const;

async function against(engine: DatabaseEngine, serve: (socket: Socket) => void) {
  const server = await startFake(serve);
  try {
    const steps = await examine({ ...who, engine, port: server.port });
    assert.ok(!/muito-secreta/.test(JSON.stringify(steps)), 'the password stands in the outcome');
    return { steps, heard: server.heard(), connections: server.connections() };
  } finally {
    await server.stop();
  }
}

/** A password may stand in what is sent in many forms; the user's name stands beside it in plain in all of them. */
const sentNothing = (heard: Buffer): boolean =>
  !heard.includes(who.user) &&
  !heard.includes(Buffer.from(who.user, 'utf16le')) &&
  !heard.includes(who.database);

describe('what is no database, or not the right one', () => {
  it('a closed port is refused, a silent one is silent, and nothing of the user is sent', async () => {
    const closed = await freePort();
    await Promise.all(
      engines.map(async (engine) => {
        assert.equal(
          ending((await examine({ ...who, engine, port: closed })).reached),
          'database-refused',
          engine,
        );
        const { steps, heard } = await against(engine, () => undefined);
        assert.equal(steps.reached.outcome, 'done');
        assert.equal(ending(steps.spoken), 'database-silent', engine);
        assert.equal(steps.loggedIn.outcome, 'not-reached');
        assert.ok(sentNothing(heard), engine);
        assert.ok(steps.ms < 6_500, `${engine}: ${steps.ms} ms`);
      }),
    );
  });

  it('a listener that hangs up, and one that speaks something else, are told apart and named', async () => {
    const ssh = (socket: Socket): void => void socket.write('SSH-2.0-OpenSSH_9.2p1\r\n');
    const http = (socket: Socket): void => {
      socket.on('data', (bytes) =>
        socket.end(bytes.toString('latin1').startsWith('GET') ? 'HTTP/1.0 200 OK\r\n\r\n' : ''),
      );
    };
    await Promise.all(
      engines.flatMap((engine) => [
        against(engine, (socket) => socket.destroy()).then(({ steps }) =>
          assert.equal(ending(steps.spoken), 'database-closes', engine),
        ),
        ...(
          [
            ['ssh', ssh],
            ['http', http],
          ] as const
        ).map(async ([name, serve]) => {
          const { steps, heard } = await against(engine, serve);
          assert.ok(steps.spoken.outcome === 'problem');
          assert.deepEqual(
            [steps.spoken.problem, steps.spoken.found],
            ['database-other-protocol', name],
            engine,
          );
          assert.ok(sentNothing(heard), engine);
        }),
      ]),
    );
  });

  it('each is told from the others', async () => {
    const servers = { sqlserver: sqlserver([18456]), oracle: oracleListener({ refuse: 12514 }) };
    await Promise.all(
      Object.entries(servers).flatMap(([name, serve]) =>
        engines
          .filter((engine) => engine !== name)
          .map(async (engine) => {
            const { steps, heard } = await against(engine, serve);
            assert.ok(steps.spoken.outcome === 'problem');
            assert.deepEqual(
              [steps.spoken.problem, steps.spoken.found],
              ['database-other-protocol', name],
              engine,
            );
            assert.ok(sentNothing(heard), engine);
          }),
      ),
    );
  });
});

describe('MySQL turns away before any login', () => {
  for (const [number, problem] of [
    [1130, 'database-address-not-allowed'],
    [1129, 'database-address-blocked'],
    [1040, 'database-busy'],
    [1999, 'database-failed'],
  ] as const) {
    it(`${number}: ${problem}`, async () => {
      const { steps, heard, connections } = await against('mysql', (socket) =>
        socket.end(mysqlError(number, `Host 'x' is not allowed`)),
      );
      assert.equal(ending(steps.spoken), problem);
      assert.ok(sentNothing(heard));
      assert.equal(connections, 1, 'one look is one connection');
    });
  }
});

describe('SQL Server, as far as a login goes (the driver against a server that speaks its protocol)', () => {
  const cases: readonly (readonly [readonly number[], string])[] = [
    [[18456], 'database-login-refused'],
    [[4060, 18456], 'database-missing'],
    [[916, 18456], 'database-not-permitted'],
    [[18486], 'database-user-locked'],
    [[18487], 'database-password-expired'],
    [[18452], 'database-login-unsupported'],
    [[50_000], 'database-login-refused'],
  ];
  for (const [numbers, problem] of cases) {
    it(`${numbers.join(' and ')}: ${problem}`, async () => {
      const { steps } = await against('sqlserver', sqlserver(numbers));
      assert.ok(steps.spoken.outcome === 'done', JSON.stringify(steps));
      assert.deepEqual(steps.spoken.value, {
        spoken: 'sqlserver',
        version: '16.0.1028',
        offersEncryption: false,
      });
      assert.equal(ending(steps.loggedIn), problem, JSON.stringify(steps));
    });
  }

  it('is not logged in to unprotected where that is asked', async () => {
    const server = await startFake(sqlserver([18456]));
    const steps = await examine({ ...who, engine: 'sqlserver', port: server.port, encryption: 'required' });
    assert.equal(ending(steps.loggedIn), 'database-encryption-missing');
    assert.ok(sentNothing(server.heard()));
    await server.stop();
  });
});

describe('Oracle, as far as its listener goes (the driver against a listener that speaks its protocol)', () => {
  for (const [answer, problem] of [
    [{ refuse: 12514 }, 'database-missing'],
    [{ refuse: 12505 }, 'database-missing'],
    [{ refuse: 12528 }, 'database-starting'],
    [{ refuse: 12516 }, 'database-busy'],
    [{ acceptAs: 312 }, 'database-too-old'],
  ] as const) {
    it(`${JSON.stringify(answer)}: ${problem}`, async () => {
      const { steps } = await against('oracle', oracleListener(answer));
      assert.ok(steps.spoken.outcome === 'done', JSON.stringify(steps));
      assert.equal(steps.spoken.value.version, '19.0');
      assert.equal(ending(steps.loggedIn), problem, JSON.stringify(steps));
    });
  }
});
