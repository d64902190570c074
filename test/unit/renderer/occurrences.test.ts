import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { occurrenceStep } from '../../../renderer/acts/occurrenceStep.ts';
import { searchWords } from '../../../renderer/components/searchText.ts';
import { arrangeOccurrences } from '../../../renderer/home/arrangeOccurrences.ts';
import type { OccurrenceView } from '../../../shared/contract/schemas.ts';

const assistance = { environmentId: 'a1', name: 'Cozinha ocorrência: 1' };

const occurrence = (id: string, facts: Partial<OccurrenceView> = {}): OccurrenceView => ({
  id,
  number: 1,
  description: 'Porta riscada',
  environmentId: 'e1',
  environmentName: 'Cozinha',
  customerName: 'João Exemplo',
  state: 'open',
  items: [],
  ...facts,
});

describe('the occurrences of the store', () => {
  it('have one thing that is next', () => {
    assert.equal(occurrenceStep({ state: 'open' }), 'draw');
    assert.equal(occurrenceStep({ state: 'by-hand' }), 'draw-too');
    assert.equal(occurrenceStep({ state: 'asked' }), null);
    assert.equal(occurrenceStep({ state: 'making-file', assistance }), 'wait');
    assert.equal(occurrenceStep({ state: 'making-file', assistance, problem: 'disk-full' }), 'retry');
    assert.equal(occurrenceStep({ state: 'in-promob', assistance }), 'go');
  });

  it('stand with what is due first, the newest before older ones', () => {
    const arranged = arrangeOccurrences(
      [
        occurrence('by-hand', { state: 'by-hand' }),
        occurrence('has-one', { state: 'in-promob', assistance }),
        occurrence('older', { createdAt: '2026-01-01T00:00:00.000Z' }),
        occurrence('newer', { createdAt: '2026-02-01T00:00:00.000Z' }),
        occurrence('asked', { state: 'asked' }),
        occurrence('failed', { state: 'making-file', assistance, problem: 'disk-full' }),
      ],
      [],
    );
    assert.deepEqual(
      arranged.map(({ id }) => id),
      ['failed', 'newer', 'older', 'asked', 'has-one', 'by-hand'],
    );
  });

  it('are found by number, environment, customer and description, without accents', () => {
    const all = [occurrence('one', { number: 41 }), occurrence('two', { environmentName: 'Lavanderia' })];
    const found = (query: string) => arrangeOccurrences(all, searchWords(query)).map(({ id }) => id);
    assert.deepEqual(found('41 cozinha'), ['one']);
    assert.deepEqual(found('joao lavanderia'), ['two']);
    assert.deepEqual(found('riscada'), ['one', 'two']);
    assert.deepEqual(found('outra'), []);
  });
});
