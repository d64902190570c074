import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { PROBLEM_CODES } from '../../../shared/api/problem.ts';
import { ptBR } from '../../../shared/text/pt-BR.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Sources below a folder, without the texts themselves. */
function sources(folder: string): readonly { readonly file: string; readonly source: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => !relative(root, join(root, file)).startsWith(join('shared', 'text')))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));
}

/** String literals of a source; comments and regular expressions are left out. */
function literals(source: string): readonly string[] {
  const found: string[] = [];
  const comment = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
  const regularExpression = String.raw`(?<=[=(,:[!&|?]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/`;
  const strings = String.raw`'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|` + '`((?:[^`\\\\]|\\\\.)*)`';
  const token = new RegExp([comment, regularExpression, strings].join('|'), 'g');
  for (const [, single, double, template] of source.matchAll(token)) {
    const literal = single ?? double ?? template;
    if (literal !== undefined) found.push(literal);
  }
  return found;
}

const accented = /[áàâãéêíóôõúüçÁÀÂÃÉÊÍÓÔÕÚÜÇ]/;

/** Portuguese that is no sentence for a person, each with its reason. */
const allowed: readonly { readonly literal: RegExp; readonly reason: string }[] = [
  { literal: /^Português \(Brasil\)$|^Español$/, reason: 'languages are named in themselves' },
  { literal: /^versões abertas$/, reason: 'a folder of the data folder, by its stable name' },
  {
    literal: /^<ITEM ID="1" DESCRIPTION="Módulo"\/>$/,
    reason: 'a line of Promob’s listings, to test a codec with',
  },
];

/** Codes in `new EloError(…)`: the literals of its first argument, both arms of a condition included. */
function errorCodes(source: string): readonly string[] {
  const withoutComments = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const argument = [...withoutComments.matchAll(/new EloError\(\s*([^,]*?),/g)].map(
    (match) => match[1] ?? '',
  );
  return argument.flatMap((code) =>
    // What is looked up by a name (`facts['code']`) is no code itself.
    [...code.matchAll(/(?<!\[)'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map((match) => match[1] ?? ''),
  );
}

/** Every code-shaped literal of the line, for refusals that go through a helper. */
function refusedCodes(source: string): readonly string[] {
  return [...source.matchAll(/#?\brefuse\('([a-z0-9-]+)'/g)].map((match) => match[1] ?? '');
}

describe('the sources', () => {
  const electron = sources('electron');
  const shared = sources('shared');
  const renderer = sources('renderer');

  it('hold no Portuguese outside shared/text', () => {
    const strangers = [...electron, ...renderer].flatMap(({ file, source }) =>
      literals(source)
        .filter((literal) => accented.test(literal) && !allowed.some((one) => one.literal.test(literal)))
        .map((literal) => `${file}: ${literal}`),
    );
    assert.deepEqual(strangers, []);
  });

  it('are really read: a planted sentence is found, one in a comment is not', () => {
    assert.deepEqual(
      literals("// 'não'\nconst a = /'/; const b = 'não é'; /* `ação` */ const c = `é ${1}`;").filter((one) =>
        accented.test(one),
      ),
      ['não é', 'é ${1}'],
    );
    assert.deepEqual(errorCodes("new EloError(\n  gone ? 'a-b' : 'c-d', 'text')"), ['a-b', 'c-d']);
  });

  it('use no error code without a Portuguese sentence', () => {
    const used = new Set<string>(PROBLEM_CODES);
    for (const { source } of [...electron, ...shared, ...renderer]) {
      for (const code of [...errorCodes(source), ...refusedCodes(source)]) used.add(code);
    }
    assert.ok(used.size > 100, 'the scan finds the codes');
    const silent = [...used].filter((code) => !Object.hasOwn(ptBR, `error.${code}`));
    assert.deepEqual(silent, []);
  });

  it('tell no trouble of the network, and no condition of health, without a sentence', () => {
    const network = electron.flatMap(({ source }) =>
      literals(source).filter((literal) => /^(network|tls)-[a-z]+(-[a-z]+)*$/.test(literal)),
    );
    const health = electron.flatMap(({ source }) =>
      [...source.matchAll(/\bcodes\.push\('([a-z-]+)'\)/g)].map((match) => match[1] ?? ''),
    );
    assert.ok(network.length > 5 && health.length > 3, 'the scan finds them');
    const silent = [...new Set([...network, ...health])].filter(
      (code) => !Object.hasOwn(ptBR, `error.${code}`) && !Object.hasOwn(ptBR, `health.${code}`),
    );
    assert.deepEqual(silent, []);
  });

  it('name only texts that exist', () => {
    const named = electron.flatMap(({ file, source }) =>
      literals(source)
        .filter((literal) => /^(cli|col|help|opt|arg|form|word)\.[a-z.-]+$/.test(literal))
        .filter((key) => !Object.hasOwn(ptBR, key))
        .map((key) => `${file}: ${key}`),
    );
    assert.deepEqual(named, []);
  });
});
