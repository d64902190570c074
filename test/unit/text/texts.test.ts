import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentStates } from '../../../shared/domain/environmentState.ts';
import { deliveryKinds, deliveryStates, saveStates } from '../../../shared/domain/states.ts';
import { en } from '../../../shared/text/en.ts';
import { es } from '../../../shared/text/es.ts';
import { ptBR } from '../../../shared/text/pt-BR.ts';
import { fileProblemText } from '../../../shared/text/fileProblemText.ts';
import { errorText, healthText, maybeText, supportCode, text, word } from '../../../shared/text/text.ts';

const languages: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'pt-BR': ptBR, en, es };

/** Facts of a template, with their form: `startedAt:time`. */
const facts = (template: string): readonly string[] =>
  [...template.matchAll(/\{([a-zA-Z0-9]+(?::[a-z]+)?)\}/g)].map((match) => match[1] ?? '').sort();

describe('the texts', () => {
  it('have the same keys and the same facts in every language, and none is empty', () => {
    for (const [name, language] of Object.entries(languages)) {
      assert.deepEqual(Object.keys(language).sort(), Object.keys(ptBR).sort(), name);
      for (const [key, template] of Object.entries(language)) {
        assert.ok(template.trim() !== '', `${name} ${key}`);
        assert.deepEqual(facts(template), facts(ptBR[key as keyof typeof ptBR]), `${name} ${key}`);
      }
    }
  });

  it('say of a file that cannot be read since when, why, what to do, and that Elo goes on by itself', () => {
    const since = '2026-03-02T17:32:00.000Z';
    const broken = { problem: 'container-incomplete', unreadableSince: since };
    const said = fileProblemText(broken) ?? '';
    assert.match(said, /desde 02\/03\/2026/);
    assert.ok(said.includes(errorText({ code: 'container-incomplete' }).text), said);
    assert.match(said, /salve de novo/);
    assert.match(said, /sozinho/);
    assert.match(fileProblemText({ ...broken, problem: 'file-too-large' }, 'en') ?? '', /save again/);
    // Promob opens no file that is no project.
    for (const [locale, help] of [
      ['pt-BR', /\.bak.*restaure.*mude o nome/],
      ['en', /\.bak.*restore.*rename/],
      ['es', /\.bak.*restaure.*nombre/],
    ] as const) {
      const other = fileProblemText({ ...broken, problem: 'not-a-container' }, locale) ?? '';
      assert.match(other, help);
      assert.doesNotMatch(other, /no Promob e salve|in Promob and save|en Promob y gr/);
    }
    for (const problem of ['file-still-busy', 'file-still-changing', 'file-still-incomplete']) {
      assert.notEqual(fileProblemText({ problem }), text('error.unexpected-error'), problem);
    }
    assert.equal(fileProblemText({}), null);
  });

  it('are well-formed: known forms, brackets in pairs with a fact inside, no stray braces', () => {
    for (const [name, language] of Object.entries(languages)) {
      for (const [key, template] of Object.entries(language)) {
        const where = `${name} ${key}: ${template}`;
        for (const fact of facts(template)) {
          const form = fact.split(':')[1];
          assert.ok(form === undefined || ['time', 'day', 'number', 'bytes', 'money'].includes(form), where);
        }
        const optional = [...template.matchAll(/\[([^[\]]*)\]/g)];
        for (const [, inside = ''] of optional) assert.notEqual(facts(inside).length, 0, where);
        const rest = template.replaceAll(/\[[^[\]]*\]/g, '').replaceAll(/\{[a-zA-Z0-9]+(?::[a-z]+)?\}/g, '');
        assert.doesNotMatch(rest, /[{}[\]]/, where);
      }
    }
  });

  it('of errors and remedies read well without any fact', () => {
    for (const [key, template] of Object.entries(ptBR)) {
      if (!/^(error|remedy|health)\./.test(key) || /^error\.(unknown|missing|invalid-argument)/.test(key))
        continue;
      const bare = maybeText(key) ?? '';
      assert.doesNotMatch(bare, /[{}[\]]/, `${key}: ${template}`);
      if (!key.startsWith('health.')) assert.match(bare, /[.?!]$/, key);
      assert.doesNotMatch(bare, / {2}| \.(?![a-z])/, key);
    }
  });

  it('use no jargon', () => {
    // The voice of the interface: words a shop assistant does not use.
    const jargon =
      /\b(commit|token|payload|timeout|sync|sincroniza\w*|hash|upload|download|backend|endpoint|API|cache|socket|thread|engine)\b/i;
    for (const [key, template] of Object.entries(ptBR)) {
      if (!key.startsWith('opt.')) assert.doesNotMatch(template, jargon, key);
    }
  });

  it('know every state and kind of the model', () => {
    const known: readonly [string, readonly string[]][] = [
      ['environment', environmentStates],
      ['save', saveStates],
      ['delivery', deliveryStates],
      ['kind', deliveryKinds],
      ['link', ['not-linked', 'linked', 'relink-required']],
      ['folder', ['watching', 'polling', 'suspended']],
      ['notification-state', ['delivered', 'seen', 'done']],
      [
        'due',
        [
          'open-drawing',
          'choose-file',
          'update',
          'export-listing',
          'start-review',
          'complete-review',
          'assistance',
        ],
      ],
    ];
    for (const [area, codes] of known) {
      for (const code of codes) assert.notEqual(word(area, code), code, `${area}.${code}`);
    }
    assert.equal(word('notification', 'kind-of-tomorrow'), 'kind-of-tomorrow');
  });
});

describe('a text', () => {
  it('is filled in as people write: numbers, sizes, exact money', () => {
    assert.equal(text('form.number', { value: 1234567 }), '1.234.567');
    assert.equal(text('form.bytes', { value: 1023 }), '1.023 B');
    assert.equal(text('form.bytes', { value: 2_500_000 }), '2,4 MB');
    assert.equal(text('form.money', { value: '123456789012345.67' }), 'R$\u00a0123.456.789.012.345,67');
    assert.equal(text('form.number', { value: 1234567 }, 'en'), '1,234,567');
    assert.match(text('form.time', { value: '2026-02-19T17:34:38Z' }), /^\d\d\/\d\d\/2026 \d\d:\d\d$/);
    assert.equal(text('form.time', { value: 'not a time' }), 'not a time');
  });

  it('leaves out optional parts with an unknown or empty fact, and never looks at inherited names', () => {
    assert.equal(text('environment.synchronized'), 'Em dia');
    assert.equal(text('environment.synchronized', { version: 7 }), 'Em dia (versão 7)');
    const inUse = errorText({ code: 'data-folder-in-use', details: { pid: 0, startedAt: '' } });
    assert.equal(inUse.text, 'O Elo já está aberto nesta pasta de dados. Só um pode usá-la por vez.');
    assert.equal(maybeText('constructor'), null);
  });

  it('does not fill in again what a fact brought along', () => {
    assert.match(text('cli.signed-in', { name: '{roles}', roles: 'x' }), /como \{roles\} \(x\)/);
  });
});

describe('the text of an error', () => {
  it('says what happened, what helps, and its code for support', () => {
    assert.deepEqual(errorText({ code: 'listing-not-fresh', remedy: 'export-listing' }), {
      text: 'Falta o orçamento do Promob: o último é de antes do último salvamento.',
      remedy: 'Salve no Promob, exporte o orçamento e tente de novo.',
      fields: [],
      supportCode: 'ELO-LISTING-NOT-FRESH',
    });
    assert.equal(supportCode('digest-mismatch'), 'ELO-DIGEST-MISMATCH');
  });

  it('names each field that was refused, and what to do about it', () => {
    const told = errorText({
      code: 'validation-failed',
      details: { fields: 'body.name:name-repeats, body.phone:phone-area-code, body.x:of-tomorrow' },
    });
    assert.equal(told.text, 'O FoccoLojas não aceitou um dos dados: Nome, Telefone, x.');
    assert.deepEqual(
      told.fields.map(({ field, label, text: sentence }) => [field, label, sentence]),
      [
        ['name', 'Nome', 'O Promob não aceita quatro letras iguais seguidas.'],
        ['phone', 'Telefone', 'Escreva o DDD e o número, por exemplo (54) 99999-1234.'],
        ['x', 'x', 'Confira este dado.'],
      ],
    );
  });

  it('names commands only to the command line', () => {
    const signIn = { code: 'sign-in-required', remedy: 'sign-in' };
    assert.equal(errorText(signIn).remedy, 'Entre no FoccoLojas.');
    assert.equal(
      errorText({ ...signIn, details: { cli: 'elo' } }).remedy,
      'Entre no FoccoLojas com “elo sign-in”.',
    );
  });

  it('is the general sentence for a code of tomorrow', () => {
    const unknown = errorText({ code: 'a-code-of-tomorrow' });
    assert.match(unknown.text, /Algo inesperado/);
    assert.equal(unknown.supportCode, 'ELO-A-CODE-OF-TOMORROW');
    assert.match(healthText('file-question'), /esperando sua resposta/);
    assert.match(healthText('vault-unavailable'), /cofre/);
  });
});
