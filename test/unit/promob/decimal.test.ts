import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  type Decimal,
} from '../../../electron/engine/promob/decimal.ts';

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  assert.ok(parsed !== null, text);
  return parsed;
}

describe('exact decimals', () => {
  it('sums what floats get wrong', () => {
    assert.equal(formatDecimal(addDecimals(decimal('0.1'), decimal('0.2'))), '0.3');
    assert.equal(formatDecimal(addDecimals(decimal('783.41'), decimal('319.85'))), '1103.26');
    assert.equal(formatDecimal(addDecimals()), '0');
  });

  it('reads signs, exponents and bare fractions', () => {
    assert.equal(formatDecimal(decimal('-144.62')), '-144.62');
    assert.equal(formatDecimal(decimal('9.1E-14')), '0.000000000000091');
    assert.equal(formatDecimal(decimal('1.5e3')), '1500');
    assert.equal(formatDecimal(decimal(' .5 ')), '0.5');
    assert.equal(formatDecimal(decimal('0.50')), '0.50');
    assert.equal(compareDecimals(decimal('0.50'), decimal('+.5')), 0);
  });

  it('refuses what is no number, and numbers made to grow', () => {
    for (const text of [
      '',
      ' ',
      '.',
      '-',
      'ERRO',
      '1,5',
      '1.2.3',
      "'-'",
      '0x10',
      'NaN',
      'Infinity',
      '1e999',
      '9'.repeat(61),
    ]) {
      assert.equal(parseDecimal(text), null, text);
    }
    assert.equal(parseDecimal(null), null);
  });

  it('keeps every digit (property)', () => {
    const number = fc.record(
      { units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.integer({ min: 0, max: 12 }) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        assert.deepEqual(parseDecimal(formatDecimal(a)), a);
        const scaled = (value: Decimal): bigint => value.units * 10n ** BigInt(12 - value.scale);
        assert.equal(scaled(addDecimals(a, b, c)), scaled(a) + scaled(b) + scaled(c));
        assert.equal(compareDecimals(a, b), Number(scaled(a) > scaled(b)) - Number(scaled(a) < scaled(b)));
      }),
    );
  });
});
