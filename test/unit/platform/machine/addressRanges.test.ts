import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addressNumber,
  addressText,
  coversAll,
  inRanges,
  networkRange,
  rangeOf,
} from '../../../../electron/engine/platform/machine/addressRanges.ts';

describe('addressRanges', () => {
  it('takes every spelling of an address for the same number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const number = addressNumber(text);
        assert.ok(number !== null, text);
        const mapped = number.family === 4 && text.includes(':');
        assert.deepEqual(addressNumber(addressText(number)), number);
        if (!mapped) assert.equal(number.family, text.includes(':') ? 6 : 4);
      }),
    );
    assert.deepEqual(addressNumber('::ffff:10.0.0.1'), addressNumber('10.0.0.1'));
    assert.deepEqual(addressNumber('fe80::1%eth0'), addressNumber('fe80:0:0::1'));
    for (const none of ['', '1.2.3', '1.2.3.4.5', 'a', '1.2.3.4/8', '::1::', 'LocalSubnet']) {
      assert.equal(addressNumber(none), null, none);
    }
  });

  it('agrees with Node about what lies in a network', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (base, prefix, address) => {
        const range = networkRange(base, prefix);
        assert.ok(range !== null);
        const list = new BlockList();
        list.addSubnet(base, prefix, 'ipv4');
        for (const each of [address, range.from, range.to]) {
          assert.equal(inRanges([range], each), list.check(each, 'ipv4'), `${each} in ${base}/${prefix}`);
        }
      }),
    );
  });

  it('reads addresses, networks, masks and ranges, and nothing else', () => {
    assert.deepEqual(rangeOf('10.0.0.0/255.255.255.0'), { from: '10.0.0.0', to: '10.0.0.255' });
    assert.deepEqual(rangeOf('192.168.1.9/24'), { from: '192.168.1.0', to: '192.168.1.255' });
    assert.deepEqual(rangeOf('1.1.1.1'), { from: '1.1.1.1', to: '1.1.1.1' });
    assert.deepEqual(rangeOf('1.1.1.1-1.1.1.9'), { from: '1.1.1.1', to: '1.1.1.9' });
    for (const none of [
      '1.1.1.9-1.1.1.1',
      '1.1.1.1-::1',
      '1.1.1.1/33',
      '1.1.1.1/255.0.255.0',
      '1-2-3',
      'x',
    ]) {
      assert.equal(rangeOf(none), null, none);
    }
  });

  it('knows ranges that hold everybody', () => {
    const of = (...texts: string[]) => texts.flatMap((text) => rangeOf(text) ?? []);
    assert.equal(coversAll(of('0.0.0.0/0'), 4), true);
    assert.equal(coversAll(of('0.0.0.0/1', '128.0.0.0/1'), 4), true);
    assert.equal(coversAll(of('0.0.0.1-255.255.255.254'), 4), true);
    assert.equal(coversAll(of('0.0.0.0/1'), 4), false);
    assert.equal(coversAll(of('0.0.0.0/0'), 6), false);
    assert.equal(coversAll(of('::/0'), 6), true);
    assert.equal(coversAll([], 4), false);
  });
});
