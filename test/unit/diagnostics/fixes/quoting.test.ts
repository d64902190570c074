import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  nftName,
  powershellLiteral,
  shownCommand,
  unitName,
} from '../../../../electron/engine/diagnostics/fixes/quoting.ts';

/** The quotes that begin and end a literal text for PowerShell (about_Quoting_Rules; `CharExtensions.IsSingleQuote`). */
const quotes = new Set(["'", '\u2018', '\u2019', '\u201a', '\u201b']);

/** Reads one literal text as PowerShell does: its content, and what is left of the line behind it. */
function readLiteral(line: string): { readonly content: string; readonly rest: string } {
  assert.ok(quotes.has(line[0] ?? ''), line);
  let content = '';
  let at = 1;
  for (;;) {
    const letter = line[at];
    assert.ok(letter !== undefined, `never ends: ${line}`);
    if (!quotes.has(letter)) {
      content += letter;
      at += 1;
    } else if (quotes.has(line[at + 1] ?? '')) {
      // Two quotes in a row stand for the first of them.
      content += letter;
      at += 2;
    } else return { content, rest: line.slice(at + 1) };
  }
}

const wild = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '`',
      '$',
      '(',
      ')',
      ';',
      '|',
      '&',
      ' ',
      '\\',
      '%',
      '\u2018',
      '\u2019',
      '\u201a',
      '\u201b',
      'ç',
      '-',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const refused = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

describe('texts in commands', () => {
  it('stay one literal for PowerShell, whatever is in them', () => {
    fc.assert(
      fc.property(wild, wild, (first, second) => {
        if ([first, second].some((text) => refused.test(text) || !text.isWellFormed())) {
          assert.throws(() => [powershellLiteral(first), powershellLiteral(second)], {
            code: 'fix-not-possible',
          });
          return;
        }
        const line = `${powershellLiteral(first)}, ${powershellLiteral(second)} | Out-Null`;
        const one = readLiteral(line);
        assert.equal(one.content, first);
        assert.ok(one.rest.startsWith(', '));
        const two = readLiteral(one.rest.slice(2));
        assert.deepEqual(two, { content: second, rest: ' | Out-Null' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('hold no line break, for anything that is quoted', () => {
    for (const text of ['a\nRemove-Item x', 'a\r', 'a\u0000b', 'a\u2028b', '\ud800'])
      assert.throws(() => powershellLiteral(text), { code: 'fix-not-possible' });
  });

  it('are plain names where nft or systemd read them', () => {
    assert.equal(nftName('input'), 'input');
    assert.equal(unitName('postgresql@15-main'), 'postgresql@15-main');
    for (const text of ['', 'a b', 'a;flush', '-a', '{', 'a"', 'a\nb', '1a'])
      assert.throws(() => nftName(text), { code: 'fix-not-possible' }, text);
    for (const text of ['', '-x', 'a b', '../x', 'a\nb', 'a;b'])
      assert.throws(() => unitName(text), { code: 'fix-not-possible' }, text);
  });

  it('are shown so that a shell would take them as they are', { skip: process.platform === 'win32' }, () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000')),
          { maxLength: 4 },
        ),
        (args) => {
          const shown = shownCommand({ kind: 'program', file: 'printf', args: ['%s\\n', ...args] });
          const direct = spawnSync('printf', ['%s\\n', ...args], { encoding: 'utf8' });
          assert.equal(spawnSync('sh', ['-c', shown], { encoding: 'utf8' }).stdout, direct.stdout);
        },
      ),
      { numRuns: 30 },
    );
  });
});
