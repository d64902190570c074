import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spellLately, spellWhen } from '../../../renderer/components/spell.ts';
import { fileNameOf, folderOf } from '../../../renderer/components/pathParts.ts';
import { subtract } from '../../../renderer/acts/subtract.ts';

describe('the parts of a path', () => {
  it('are found in the way of either system', () => {
    assert.equal(fileNameOf('C:\\Promob\\Casa da Ana.promob'), 'Casa da Ana.promob');
    assert.equal(folderOf('C:\\Promob\\Casa da Ana.promob'), 'C:\\Promob');
    assert.equal(fileNameOf('/srv/casa.promob'), 'casa.promob');
    assert.equal(folderOf('/srv/casa.promob'), '/srv');
    assert.equal(fileNameOf('casa.promob'), 'casa.promob');
    assert.equal(folderOf('casa.promob'), '');
  });
});

describe('the difference of two amounts', () => {
  it('is exact, with sign', () => {
    assert.equal(subtract('51338.20', '48210.33'), '3127.87');
    assert.equal(subtract('0.1', '0.30'), '-0.20');
    assert.equal(subtract('10', '10'), '0');
    assert.equal(subtract('-1.5', '2'), '-3.5');
    assert.equal(subtract('999999999999999.999999', '0.000001'), '999999999999999.999998');
  });

  it('is refused for what is no amount', () => {
    for (const text of ['', '1,5', 'NaN', '1e3', '.5']) assert.throws(() => subtract(text, '1'), RangeError);
  });
});

describe('a short time', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime();
  const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();

  it('is the hour today, day and hour in this year, else the day', () => {
    assert.equal(spellWhen(at(2026, 10, 21, 14, 32), now, 'pt-BR'), '14:32');
    assert.equal(spellWhen(at(2026, 9, 20, 14, 32), now, 'pt-BR'), '20/10, 14:32');
    assert.equal(spellWhen(at(2025, 10, 21, 14, 32), now, 'pt-BR'), '21/11/2025');
  });

  it('is how long ago for a week', () => {
    assert.match(spellLately(at(2026, 10, 21, 14, 57), now, 'pt-BR'), /^há 3 min/);
    assert.equal(spellLately(at(2026, 10, 1, 14, 32), now, 'pt-BR'), '01/11, 14:32');
  });
});
