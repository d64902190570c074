import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocket } from 'node:dgram';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { probeRouter } from '../../../electron/engine/diagnostics/router/probeRouter.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import {
  describeRouter,
  fakeGateway,
  fakeRouter,
  searchAnswer,
  soap,
  soapFault,
} from '../../support/diagnostics/fakeRouter.ts';
import type { FakeRouterOptions } from '../../support/diagnostics/fakeRouter.ts';

/** Ten times as fast for what only waits; what the network does is as fast as it is. */
const hurried: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 10, run) };
const signal = new AbortController().signal;

async function asked(t: TestContext, options: FakeRouterOptions, more: { clock?: Clock } = {}) {
  const router = await fakeRouter(options);
  t.after(() => router.close());
  const facts = await probeRouter({
    gateway: fakeGateway,
    own: '127.0.0.1',
    ports: [1666],
    clock: more.clock ?? systemClock,
    signal,
    places: router.places,
  });
  return { ...facts, router };
}

const line: FakeRouterOptions['action'] = (name, _body, response) => {
  if (name === 'GetStatusInfo') soap(response, name, { NewConnectionStatus: 'Connected', NewUptime: '60' });
  else if (name === 'GetExternalIPAddress') soap(response, name, { NewExternalIPAddress: '100.72.3.4' });
  else {
    soap(response, name, {
      NewInternalPort: '1666',
      NewInternalClient: '192.168.1.40',
      NewEnabled: '1',
      NewPortMappingDescription: 'DMaster\u0007 online',
      NewLeaseDuration: '3600',
    });
  }
};

describe('asking the router', () => {
  it('reads model, line, outer address and the mapping that exists', async (t) => {
    const { upnp, router } = await asked(t, { action: line });
    assert.deepEqual(upnp, {
      seen: 'yes',
      problem: null,
      model: { manufacturer: 'Fábrica & Filhos', name: 'R-100', number: '2' },
      connection: 'connected',
      uptimeSeconds: 60,
      externalAddress: '100.72.3.4',
      mappings: [
        {
          port: 1666,
          protocol: 'TCP',
          state: 'mapped',
          internalAddress: '192.168.1.40',
          internalPort: 1666,
          enabled: true,
          description: 'DMaster online',
          leaseSeconds: 3600,
          fault: null,
        },
      ],
    });
    assert.ok(router.actions.every((action) => action.startsWith('Get')));
  });

  it('tells "no such mapping" from "does not tell" and from "said nothing sensible"', async (t) => {
    for (const [fault, state] of [
      [714, 'none'],
      [606, 'not-authorised'],
      [718, 'unknown'],
      [725, 'unknown'],
    ] as const) {
      const { upnp } = await asked(t, { action: (_name, _body, response) => soapFault(response, fault) });
      assert.deepEqual([upnp.mappings[0]?.state, upnp.mappings[0]?.fault], [state, fault]);
      assert.equal(upnp.externalAddress, null);
    }
  });

  it('says of each protocol that nothing answered, and never that there is nothing', async (t) => {
    const { upnp, natPmp, pcp } = await asked(t, { search: () => [], mapping: () => [] }, { clock: hurried });
    assert.deepEqual([upnp.seen, natPmp.seen, pcp.seen], ['no', 'no', 'no']);
  });

  it('says that nothing was asked where no packet can leave', async () => {
    const facts = await probeRouter({
      gateway: fakeGateway,
      // An address this machine does not have (RFC 5737).
      own: '192.0.2.1',
      ports: [],
      clock: systemClock,
      signal,
      places: { ssdpPort: 9, mappingPort: 9, multicast: null },
    });
    assert.deepEqual([facts.upnp.seen, facts.natPmp.seen, facts.pcp.seen], Array(3).fill('not-checked'));
  });

  it('reads the outer address by NAT-PMP, and asks PCP nothing that would change anything', async (t) => {
    const { natPmp, pcp, router } = await asked(t, {
      mapping: (question) => {
        if (question[0] === 0) {
          return [Buffer.from([0, 128, 0, 0, 0, 0, 0, 9, 177, 20, 30, 40])];
        }
        const answer = Buffer.alloc(24);
        answer.set([2, 128]);
        answer.writeUInt32BE(77, 8);
        return [answer];
      },
    });
    assert.deepEqual(natPmp, {
      seen: 'yes',
      externalAddress: '177.20.30.40',
      resultCode: 0,
      epochSeconds: 9,
    });
    assert.deepEqual(pcp, { seen: 'yes', resultCode: 0, epochSeconds: 77 });
    // Opcode 0 in both: an outer address is asked for, a presence announced. MAP (1) and PEER (2) are never sent.
    assert.ok(router.questions.every((question) => question[1] === 0));
  });

  it('can be given up', async (t) => {
    const router = await fakeRouter({ search: () => [] });
    t.after(() => router.close());
    const leave = new AbortController();
    const pending = probeRouter({
      gateway: fakeGateway,
      own: '127.0.0.1',
      ports: [1],
      clock: systemClock,
      signal: leave.signal,
      places: router.places,
    });
    leave.abort();
    await assert.rejects(pending, (error) => error instanceof EloError && error.code === 'cancelled');
  });
});

describe('a hostile router', () => {
  it('cannot send the probe to another machine: neither for the description nor for the service', async (t) => {
    let visited = 0;
    const victim = createServer((_request, response) => {
      visited += 1;
      describeRouter(response);
    });
    victim.listen(0, '127.0.0.1');
    await once(victim, 'listening');
    t.after(() => victim.close());
    const elsewhere = `http://127.0.0.1:${(victim.address() as AddressInfo).port}/`;
    const lying: FakeRouterOptions[] = [
      { search: () => [searchAnswer(elsewhere)] },
      { search: () => [searchAnswer('file:///etc/passwd')] },
      { search: (own) => [searchAnswer(own.replace('http://', 'http://user:secret@'))] },
      { description: (_request, response) => describeRouter(response, elsewhere) },
    ];
    for (const options of lying) {
      const { upnp } = await asked(t, options);
      assert.deepEqual([upnp.seen, upnp.problem, upnp.externalAddress], ['yes', 'elsewhere', null]);
    }
    const redirecting = await asked(t, {
      description: (_request, response) => response.writeHead(302, { location: elsewhere }).end(),
    });
    assert.equal(redirecting.upnp.problem, 'failed');
    assert.equal(visited, 0);
  });

  it('is bounded in size, in time, and in what its XML may do', async (t) => {
    const endless = 'x'.repeat(64 * 1024);
    const { upnp: large } = await asked(t, {
      description: (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(endless));
        };
        response.on('drain', more);
        response.on('error', () => undefined);
        more();
      },
    });
    assert.equal(large.problem, 'too-large');

    const { upnp: slow } = await asked(
      t,
      { description: (_request, response) => void response.write('<root>') },
      { clock: hurried },
    );
    assert.equal(slow.problem, 'too-slow');

    const bombs = [
      '<!DOCTYPE root [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><root>&b;</root>',
      '<root>'.repeat(200),
      `<root>${'<a/>'.repeat(5_000)}</root>`,
      '<root><device></root>',
      'HTTP/1.1 200 OK',
      '',
    ];
    for (const bomb of bombs) {
      const { upnp } = await asked(t, { description: (_request, response) => void response.end(bomb) });
      assert.equal(upnp.problem, 'not-understood', bomb.slice(0, 30));
    }
  });

  it('is not believed where it answers something else than was asked', async (t) => {
    const { upnp } = await asked(t, {
      action: (name, _body, response) =>
        name === 'GetExternalIPAddress'
          ? soap(response, name, { NewExternalIPAddress: '<script>' })
          : soap(response, 'GetSomethingElse', { NewInternalClient: '192.168.1.40' }),
    });
    assert.deepEqual(
      [upnp.problem, upnp.externalAddress, upnp.mappings[0]?.state],
      ['not-understood', null, 'unknown'],
    );

    const wrong = await asked(
      t,
      {
        search: () => ['NOTIFY * HTTP/1.1\r\nLOCATION: http://127.0.0.2/\r\n\r\n', '\u0000\u0001'],
        mapping: (question) => [
          // Too short; another operation; a request instead of an answer; another version; nothing.
          Buffer.from([0, 128]),
          Buffer.from([0, 129, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4]),
          question,
          Buffer.from([7, 128, ...Array<number>(30).fill(0)]),
          Buffer.alloc(0),
        ],
      },
      { clock: hurried },
    );
    assert.deepEqual([wrong.upnp.seen, wrong.natPmp.seen, wrong.pcp.seen], ['no', 'no', 'no']);
  });

  it('is the gateway and nobody else: answers of another machine are not read', async (t) => {
    const router = await fakeRouter({ search: () => [] });
    t.after(() => router.close());
    const other = createSocket('udp4');
    other.bind(0, '127.0.0.3');
    await once(other, 'listening');
    const spoofing = createSocket('udp4');
    spoofing.on('message', (_question, from) => {
      other.send(searchAnswer(`http://${fakeGateway}:1/`), from.port, from.address);
    });
    spoofing.bind(0, fakeGateway);
    await once(spoofing, 'listening');
    t.after(() => {
      other.close();
      spoofing.close();
    });
    const { upnp } = await probeRouter({
      gateway: fakeGateway,
      own: '127.0.0.1',
      ports: [],
      clock: hurried,
      signal,
      places: { ...router.places, ssdpPort: spoofing.address().port },
    });
    assert.equal(upnp.seen, 'no');
  });
});
