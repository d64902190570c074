import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bundlePath } from '../../../renderer/settings/bundlePath.ts';
import { environmentLook } from '../../../renderer/components/environmentLook.ts';
import { spellAgo, spellDifference, spellMoney } from '../../../renderer/components/spell.ts';
import { sentenceFacts } from '../../../shared/text/diagnosis/sentenceFacts.ts';
import { firstRunStep, firstRunSteps } from '../../../renderer/firstRun/firstRunStep.ts';
import type { FirstRunStep } from '../../../renderer/firstRun/firstRunStep.ts';
import { notificationAct } from '../../../renderer/notifications/notificationAct.ts';
import { sendingGroups, wayOut } from '../../../renderer/sending/sendingGroups.ts';
import type { DeliveryView } from '../../../shared/contract/schemas.ts';
import type { Setup } from '../../../shared/contract/windowSchemas.ts';
import { environmentStates } from '../../../shared/domain/environmentState.ts';
import { deliveryStates } from '../../../shared/domain/states.ts';
import { maybeText } from '../../../shared/text/text.ts';

const setup: Setup = {
  serverUrl: null,
  signedIn: false,
  promobLink: 'not-linked',
  responsible: false,
  folders: 0,
  done: false,
};
const nothing: ReadonlySet<FirstRunStep> = new Set();

describe('the first run', () => {
  it('goes on where it was interrupted', () => {
    assert.equal(firstRunStep(setup, nothing), 'server');
    const server = { ...setup, serverUrl: 'https://loja.example' };
    assert.equal(firstRunStep(server, nothing), 'server');
    const signedIn = { ...server, signedIn: true };
    assert.equal(firstRunStep(signedIn, nothing), 'link');
    const linked = { ...signedIn, promobLink: 'linked' as const };
    assert.equal(firstRunStep(linked, nothing), 'folders');
    assert.equal(firstRunStep(linked, new Set(['folders'])), 'done');
  });

  it('leads the responsible user to the store instead of the link, in four steps as well', () => {
    const responsible = { ...setup, serverUrl: 'https://loja.example', signedIn: true, responsible: true };
    assert.equal(firstRunStep(responsible, nothing), 'store');
    assert.equal(firstRunStep(responsible, new Set(['store'])), 'folders');
    assert.deepEqual(firstRunSteps(responsible), ['server', 'store', 'folders', 'done']);
    assert.equal(firstRunSteps(setup).length, 4);
  });

  it('lets link and folders wait, but never the server', () => {
    assert.equal(firstRunStep(setup, new Set(['server', 'link', 'folders'])), 'server');
    assert.equal(
      firstRunStep({ ...setup, serverUrl: 'https://a.b', signedIn: true }, new Set(['link'])),
      'folders',
    );
  });
});

describe('the look of an environment', () => {
  it('has a word and a tone in every combination, and outdated is never green', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...environmentStates),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (state, outdated, locked, conflict, freshListing) => {
          const { code, tone } = environmentLook({
            state,
            outdated,
            locked,
            conflict,
            freshListing,
            fileId: 'f',
          });
          assert.notEqual(maybeText(`environment.${code}`), null, code);
          if (outdated && !locked && !conflict && state === 'synchronized') assert.equal(tone, 'due');
          if (conflict) assert.equal(code, 'conflict');
        },
      ),
    );
  });

  it('says that the listing is missing only where a file is bound', () => {
    const row = {
      state: 'outdated',
      outdated: true,
      locked: false,
      conflict: false,
      freshListing: false,
    } as const;
    assert.equal(environmentLook(row).code, 'outdated');
    assert.equal(environmentLook({ ...row, fileId: 'f' }).code, 'outdated-no-listing');
  });
});

const delivery = (id: number, state: DeliveryView['state'], reason?: string): DeliveryView => ({
  id: `d${id}`,
  seq: id,
  kind: 'save',
  state,
  attempts: 0,
  createdAt: '2026-11-21T12:00:00.000Z',
  ...(reason === undefined ? {} : { reason }),
});

describe('the queue', () => {
  it('shows every row once, and one cause instead of many errors', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...deliveryStates), fc.constantFrom('tls-untrusted', 'version-conflict')),
        ),
        (list) => {
          const rows = list.map(([state, reason], index) => delivery(index, state, reason));
          const { causes, waiting, withheld, received } = sendingGroups(rows);
          const shown = [...causes.flatMap((cause) => cause.rows), ...waiting, ...withheld, ...received];
          const expected = rows.filter(({ state }) => state !== 'refused').map(({ id }) => id);
          assert.deepEqual(shown.map(({ id }) => id).sort(), expected.sort());
          assert.equal(new Set(causes.map(({ reason }) => reason)).size, causes.length);
        },
      ),
    );
  });

  it('leads out of a cause to where it is solved', () => {
    assert.equal(wayOut('sign-in-required'), 'account');
    assert.equal(wayOut('tls-untrusted'), 'diagnosis');
    assert.equal(wayOut('version-conflict'), 'environment');
  });
});

describe('a notice', () => {
  it('leads to the one thing it asks for', () => {
    assert.equal(
      notificationAct({ kind: 'environment-outdated', environmentId: 'e' }, false)?.code,
      'update',
    );
    assert.equal(notificationAct({ kind: 'promob-relink-required' }, false)?.leadsTo.place, 'account');
    assert.equal(notificationAct({ kind: 'review-ready', environmentId: 'e' }, false)?.code, 'open');
    const ready = notificationAct({ kind: 'review-ready', environmentId: 'e' }, true);
    assert.deepEqual(ready?.panel, { kind: 'review', act: 'start', environmentId: 'e' });
    assert.equal(notificationAct({ kind: 'of-tomorrow' }, true), null);
  });
});

describe('spelling', () => {
  it('keeps money exact and signs differences', () => {
    assert.equal(spellMoney('123456789012345.67', 'pt-BR'), 'R$\u00a0123.456.789.012.345,67');
    assert.match(spellDifference('12', 'pt-BR'), /^\+R\$\s12,00$/);
    assert.match(spellDifference('0', 'pt-BR'), /^R\$\s0,00$/);
  });

  it('says how long ago, and the date after a week; a clock that ran back is now', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    assert.match(spellAgo('2026-11-21T11:57:00Z', now, 'pt-BR'), /3 min/);
    assert.match(spellAgo('2026-11-21T12:05:00Z', now, 'pt-BR'), /minuto|agora/);
    assert.match(spellAgo('2026-11-01T12:00:00Z', now, 'pt-BR'), /01\/11\/2026/);
  });

  it('names the file for support after its time, in the system’s own spelling', () => {
    const at = new Date(2026, 10, 21, 9, 5, 7);
    assert.equal(
      bundlePath({ documentsFolder: 'C:\\Users\\Ana\\Documents\\', platform: 'windows' }, at),
      'C:\\Users\\Ana\\Documents\\elo-suporte-2026-11-21-090507.zip',
    );
    assert.equal(
      bundlePath({ documentsFolder: '/home/ana', platform: 'linux' }, at),
      '/home/ana/elo-suporte-2026-11-21-090507.zip',
    );
  });

  it('takes from an evidence what a sentence can name', () => {
    const facts = sentenceFacts({
      host: 'a',
      list: ['x', 'y'],
      count: 2,
      deep: { no: 1 },
      none: null,
      mixed: [1, 'a'],
      nested: [{ no: 1 }],
    });
    assert.deepEqual(facts, { host: 'a', list: 'x, y', count: 2, mixed: '1, a' });
  });
});
