import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jsonFaultAt } from '../../../electron/engine/diagnostics/jsonFaultAt.ts';

const isJson = (written: string): boolean => {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
};

describe('where a text stops being JSON', () => {
  it('is the first character that cannot stand there', () => {
    // The place is marked by `^`.
    for (const marked of [
      '^',
      '{"a":1^',
      '[1,^]',
      '{"a":1,^}',
      '{"checks":[ ^abc ]}',
      '{^a:1}',
      "[^'a']",
      '[1 ^2]',
      '[0^1]',
      '{"a" ^1}',
      '[]^]',
      '["a^\n"]',
      '["a^\\x"]',
      '[^// why\n1]',
      '{"a":1^]',
      '["ãé😀\u007f", ^]',
    ]) {
      const at = marked.indexOf('^');
      const written = marked.replace('^', '');
      assert.ok(!isJson(written), marked);
      assert.equal(jsonFaultAt(written), at, marked);
    }
  });

  it('is nowhere in what is JSON, however deep', () => {
    fc.assert(
      fc.property(fc.json(), (written) => {
        assert.equal(jsonFaultAt(written), written.length);
      }),
    );
    const deep = '['.repeat(100_000);
    assert.equal(jsonFaultAt(deep), deep.length);
    assert.equal(jsonFaultAt(`"${'a'.repeat(262_000)}`), 262_001);
  });

  it('is found in JSON that was changed anywhere: what stands before can be the beginning of JSON', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom(',', '}', ']', ':', '"', 'x', '\u0001'),
        (json, n, mark) => {
          const at = n % (json.length + 1);
          const written = json.slice(0, at) + mark + json.slice(at);
          fc.pre(!isJson(written));
          const found = jsonFaultAt(written);
          assert.ok(found <= written.length);
          // Never before the change, but for a word or number that it cut.
          assert.ok(
            found >= at || /^[\w.+-]*$/.test(written.slice(found, at)) || written[found] === '\\',
            written,
          );
        },
      ),
    );
  });
});
