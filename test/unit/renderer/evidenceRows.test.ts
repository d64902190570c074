import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evidenceRows } from '../../../renderer/diagnosis/evidenceRows.ts';

describe('the evidence of a check as a table', () => {
  it('spells lists and groups of facts, and leaves out what is not known', () => {
    assert.deepEqual(
      evidenceRows({
        port: 1666,
        open: false,
        addresses: ['a', 'b'],
        rule: { name: 'x', port: 1 },
        none: null,
      }),
      [
        { name: 'port', value: '1666' },
        { name: 'open', value: 'false' },
        { name: 'addresses', value: 'a, b' },
        { name: 'rule', value: 'name x · port 1' },
      ],
    );
  });

  it('cuts a fact that is too long for a screen', () => {
    const [row] = evidenceRows({ rules: Array.from({ length: 500 }, (_, at) => `rule ${at}`) });
    assert.ok((row?.value.length ?? 0) < 700);
    assert.match(row?.value ?? '', / …$/);
  });
});
