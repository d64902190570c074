import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { safeFileName } from '../../../electron/engine/history/safeFileName.ts';

describe('safeFileName', () => {
  const cases: readonly (readonly [wished: string, name: string])[] = [
    ['Cozinha São João', 'Cozinha São João'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['line\nbreak\ttab\u0000', 'line-break-tab-'],
    ['..', '_'],
    ['', '_'],
    ['   ', '_'],
    ['ends with dots. . ', 'ends with dots'],
    ['con', '_con'],
    ['CON.txt', '_CON.txt'],
    ['Aux ', '_Aux'],
    ['com1', '_com1'],
    ['LPT¹', '_LPT¹'],
    ['conin$', '_conin$'],
    ['console', 'console'],
    ['com10', 'com10'],
    ['../../etc/passwd', '..-..-etc-passwd'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['Sa\u0303o', 'São'],
  ];
  for (const [wished, name] of cases) {
    it(`${JSON.stringify(wished)} → ${name}`, () => assert.equal(safeFileName(wished), name));
  }

  it('cuts the name, not what tells the save', () => {
    const name = safeFileName('ç'.repeat(300), ' (salvamento 12)');
    assert.ok(name.endsWith('ç (salvamento 12)'));
    assert.ok(Buffer.byteLength(name) <= 200);
    assert.equal(safeFileName('nul', ' (salvamento 1)'), '_nul (salvamento 1)');
  });

  it('always answers a name that both systems take', () => {
    const unit = fc.constantFrom<'grapheme' | 'binary'>('grapheme', 'binary');
    const texts = unit.chain((each) => fc.string({ unit: each, maxLength: 300 }));
    fc.assert(
      fc.property(texts, fc.constantFrom('', ' (salvamento 3)'), (wished, suffix) => {
        const name = safeFileName(wished, suffix);
        assert.ok(name.length > 0 && Buffer.byteLength(name) <= 202);
        assert.ok(!['<', '>', ':', '"', '/', '\\', '|', '?', '*'].some((each) => name.includes(each)));
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        assert.doesNotMatch(name, /[\u0000-\u001f]/);
        assert.doesNotMatch(name, /[\s.]$/);
        assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)(\.|\s|$)/i);
        assert.equal(Buffer.from(name).toString(), name.toWellFormed());
      }),
    );
  });
});
