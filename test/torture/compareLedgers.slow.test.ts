import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareLedgers } from './support/compareLedgers.ts';
import type { HistorySave, ReceivedSave, RestoredSave, WrittenFile } from './support/compareLedgers.ts';

interface Ledgers {
  written: WrittenFile[];
  history: Map<string, HistorySave[]>;
  received: ReceivedSave[];
  restored: RestoredSave[];
}

/** Two files, one of them bound to two environments; one content was overwritten before anybody could see it. */
function sound(): Ledgers {
  const kitchen = ['k1', 'k2', 'k3'].map((sha256, at) => ({ saveId: `s-${sha256}`, number: at + 1, sha256 }));
  const room = [{ saveId: 's-r1', number: 1, sha256: 'r1' }];
  const rows = [
    ...kitchen.flatMap((save) => ['e1', 'e2'].map((environmentId) => ({ ...save, environmentId }))),
    ...room.map((save) => ({ ...save, environmentId: 'e3' })),
  ];
  return {
    written: [
      {
        name: 'Cozinha',
        environmentIds: ['e1', 'e2'],
        contents: [
          { sha256: 'k1', settled: true },
          { sha256: 'hasty', settled: false },
          { sha256: 'k2', settled: true },
          { sha256: 'k3', settled: true },
        ],
      },
      { name: 'Sala', environmentIds: ['e3'], contents: [{ sha256: 'r1', settled: true }] },
    ],
    history: new Map([
      ['Cozinha', kitchen],
      ['Sala', room],
    ]),
    received: rows.map(({ saveId, sha256, environmentId }, at) => ({
      seq: at + 1,
      environmentId,
      idempotencyKey: `key-${at}`,
      saveId,
      sha256,
    })),
    restored: [{ saveId: 's-k2', sha256: 'k2' }],
  };
}

/** Every way in which the three can differ, and what it must be counted as. */
const deviations: readonly (readonly [
  string,
  'lost' | 'twice' | 'outOfOrder' | 'differingBytes',
  (ledgers: Ledgers) => void,
])[] = [
  ['a settled content is in no save', 'lost', ({ history }) => void history.set('Sala', [])],
  ['a save did not arrive', 'lost', ({ received }) => void received.splice(2, 1)],
  ['the history lost what was received', 'lost', ({ history }) => void history.get('Cozinha')?.pop()],
  [
    'a content is kept twice',
    'twice',
    ({ history }) => history.get('Cozinha')?.push({ saveId: 's-again', number: 4, sha256: 'k3' }),
  ],
  [
    'an environment has a save twice',
    'twice',
    ({ received }) => {
      const [first] = received;
      if (first !== undefined) received.push({ ...first, seq: 99, idempotencyKey: 'another' });
    },
  ],
  [
    'a key is entered twice',
    'twice',
    ({ received }) => {
      const [first, second] = received;
      if (first !== undefined && second !== undefined)
        received[1] = { ...second, idempotencyKey: first.idempotencyKey };
    },
  ],
  [
    'saves are kept in another order than written',
    'outOfOrder',
    ({ history }) => {
      const saves = history.get('Cozinha') ?? [];
      history.set(
        'Cozinha',
        [saves[1], saves[0], saves[2]].flatMap((save, at) =>
          save === undefined ? [] : [{ ...save, number: at + 1 }],
        ),
      );
    },
  ],
  [
    'saves arrive in another order than kept',
    'outOfOrder',
    ({ received }) => {
      const [first] = received;
      if (first !== undefined) received[0] = { ...first, seq: 50 };
    },
  ],
  [
    'a number is left out',
    'outOfOrder',
    ({ history }) => void history.set('Sala', [{ saveId: 's-r1', number: 2, sha256: 'r1' }]),
  ],
  [
    'a save holds what nobody wrote',
    'differingBytes',
    ({ history }) => history.get('Sala')?.push({ saveId: 's-half', number: 2, sha256: 'half' }),
  ],
  [
    'something else arrived',
    'differingBytes',
    ({ received }) => {
      const [first] = received;
      if (first !== undefined) received[0] = { ...first, sha256: 'other' };
    },
  ],
  [
    'something else is given back',
    'differingBytes',
    ({ restored }) => void restored.push({ saveId: 's-k1', sha256: 'k2' }),
  ],
  [
    'there is a file nobody wrote',
    'differingBytes',
    ({ history }) => void history.set('Estranho', [{ saveId: 'x', number: 1, sha256: 'x' }]),
  ],
];

describe('comparing what was written, kept and received', () => {
  it('finds nothing where the three agree, and does not miss what could not be seen', () => {
    assert.deepEqual(compareLedgers(sound()), {
      saved: 4,
      received: 4,
      lost: 0,
      twice: 0,
      outOfOrder: 0,
      differingBytes: 0,
      findings: [],
    });
  });

  for (const [name, kind, plant] of deviations) {
    it(`counts as ${kind}: ${name}`, () => {
      const ledgers = sound();
      plant(ledgers);
      const found = compareLedgers(ledgers);
      assert.ok(found[kind] > 0, JSON.stringify(found));
      assert.ok(found.findings.length > 0);
    });
  }
});
