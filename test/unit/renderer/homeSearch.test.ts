import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  foundPieces,
  matchesWords,
  searchText,
  searchWords,
} from '../../../renderer/components/searchText.ts';

const key = searchText('Família Gonçalves\nCobertura Duplex\nDormitório do casal\nCASA-01.promob');

const finds = (query: string): boolean => matchesWords(key, searchWords(query));

describe('the search of the environments', () => {
  it('makes no difference between letters with and without accents, large and small', () => {
    assert.ok(finds('familia goncalves'));
    assert.ok(finds('DORMITÓRIO'));
    assert.ok(finds('dormito\u0301rio'));
  });

  it('finds words in any order, in customer, project, environment and file, also in the middle of a word', () => {
    assert.ok(finds('casal duplex familia'));
    assert.ok(finds('casa-01'));
    assert.ok(finds('mitorio'));
  });

  it('wants every word', () => {
    assert.ok(!finds('casal cozinha'));
  });

  it('finds no word across two names', () => {
    assert.ok(!finds('goncalvescobertura'));
  });

  it('takes an empty query, or one of blanks, as no search', () => {
    assert.deepEqual(searchWords('  \t '), []);
    assert.ok(finds(''));
  });

  it('cuts a query nobody types', () => {
    assert.ok(searchWords(`casal ${'x'.repeat(100_000)}`).join('').length <= 200);
  });
});

describe('what was found in a text', () => {
  const marked = (text: string, query: string): string =>
    foundPieces(text, searchWords(query))
      .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
      .join('');

  it('stands out in its own spelling', () => {
    assert.equal(marked('Dormitório do casal', 'dormitorio'), '[Dormitório] do casal');
    assert.equal(marked('Dormitório do casal', 'CASAL tório'), 'Dormi[tório] do [casal]');
  });

  it('is cut at whole letters, however they are written', () => {
    assert.equal(marked('Dormito\u0301rio', 'orio'), 'Dormit[ório]');
    assert.equal(marked('İstanbul São', 'sao'), 'İstanbul [São]');
  });

  it('is joined where words overlap, and nothing stands out without a search', () => {
    assert.equal(marked('banana', 'ana nana'), 'b[anana]');
    assert.equal(marked('banana', ''), 'banana');
    assert.deepEqual(foundPieces('', ['a']), [{ at: 0, text: '', found: false }]);
  });
});
