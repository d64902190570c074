import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDeepLink, linkFromHash, linkToHash, parseDeepLink } from '../../../shared/domain/deepLink.ts';
import type { DeepLink } from '../../../shared/domain/deepLink.ts';

const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  // oxlint-disable-next-line no-control-regex -- what an id may not hold
  .filter((text) => text.isWellFormed() && !/^\.\.?$|[\u0000-\u001f\u007f-\u009f]/.test(text));
const link: fc.Arbitrary<DeepLink> = fc.oneof(
  fc
    .constantFrom('home', 'notifications', 'sending', 'diagnosis', 'account', 'settings')
    .map((open) => ({ open })),
  id.map((environmentId) => ({ open: 'environment' as const, environmentId })),
);

describe('a deep link', () => {
  it('is read back as it was written, in the address of the window too', () => {
    fc.assert(
      fc.property(link, fc.nat(999_999_999), (written, count) => {
        assert.deepEqual(parseDeepLink(formatDeepLink(written)), written);
        assert.deepEqual(linkFromHash(linkToHash(written, count)), written);
        // Through a browser, which spells addresses its own way.
        const { hash } = new URL(`app://elo/index.html${linkToHash(written, count)}`);
        assert.deepEqual(linkFromHash(hash), written);
      }),
    );
  });

  it('is always one of the known places or refused, whatever is handed in', () => {
    const places = new Set([
      'home',
      'environment',
      'notifications',
      'sending',
      'diagnosis',
      'account',
      'settings',
    ]);
    const hostile = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ maxLength: 60 }).map((rest) => `elo://${rest}`),
      fc.string({ maxLength: 60 }).map((rest) => `elo://environment/${rest}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const parsed = parseDeepLink(text);
        if (parsed === null) return;
        assert.ok(places.has(parsed.open));
        assert.deepEqual(parseDeepLink(formatDeepLink(parsed)), parsed);
        if (parsed.open === 'environment') {
          assert.ok(parsed.environmentId.length > 0 && parsed.environmentId.length <= 200);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('may end with a slash and be spelled in capitals, as browsers do', () => {
    assert.deepEqual(parseDeepLink('elo://settings/'), { open: 'settings' });
    assert.deepEqual(parseDeepLink('ELO://Environment/42/'), { open: 'environment', environmentId: '42' });
  });

  const refused = [
    '',
    'elo:',
    'elo://',
    'elo:settings',
    'elo:///settings',
    'elo://settings?a=1',
    'elo://settings#x',
    'elo://settings/x',
    'elo://user@settings',
    'elo://settings:80',
    'elo://environment',
    'elo://environment/',
    'elo://environment/a/b',
    'elo://environment/.',
    'elo://environment/..',
    'elo://environment/%2e%2E',
    'elo://environment/../',
    'elo://environment/%',
    'elo://environment/%00',
    'elo://environment/%0a',
    'elo://environment/%ff',
    'elo://environment/%ED%A0%80',
    'elo://environment/a b',
    'elo://environment/a\\b',
    `elo://environment/${'a'.repeat(201)}`,
    `elo://environment/${'a'.repeat(3_000)}`,
    'elo://delete/42',
    'elo://__proto__',
    'http://settings',
    'javascript:alert(1)',
    'file:///C:/Windows',
    ' elo://settings',
    'elo://settings\n',
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(parseDeepLink(text), null);
    });
  }

  it('is nothing where the address of the window holds none', () => {
    for (const hash of [
      '',
      '#',
      '#content',
      '#1-',
      '#1-https://x',
      '#x-elo://settings',
      '#1-elo://settings#',
    ]) {
      assert.equal(linkFromHash(hash), null, hash);
    }
  });
});
