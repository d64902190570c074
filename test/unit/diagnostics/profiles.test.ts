import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { fieldValues } from '../../../electron/engine/diagnostics/fieldValues.ts';
import { loadProfile } from '../../../electron/engine/diagnostics/loadProfile.ts';
import { planChecks } from '../../../electron/engine/diagnostics/planChecks.ts';
import { profileFaults } from '../../../electron/engine/diagnostics/profileFault.ts';
import type { ProfileFault } from '../../../electron/engine/diagnostics/profileFault.ts';
import { fieldTypes, profileFileSchema } from '../../../electron/engine/diagnostics/profileSchema.ts';
import { readProfile } from '../../../electron/engine/diagnostics/readProfile.ts';
import { runChecks } from '../../../electron/engine/diagnostics/runChecks.ts';
import { verdictOf } from '../../../electron/engine/diagnostics/verdict.ts';
import type { Check } from '../../../electron/engine/diagnostics/check.ts';
import type { MachineReader } from '../../../electron/engine/platform/machine/machineTypes.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { errorText, maybeText } from '../../../shared/text/text.ts';
import { manualClock } from '../net/manualClock.ts';

const kinds = new Set(['tcp', 'login']);
const sound = {
  schema: 1,
  id: 'mine',
  goal: ['login'],
  fields: [
    { name: 'host', type: 'host', required: true },
    { name: 'port', type: 'port', default: '5432' },
    { name: 'note', type: 'text' },
    { name: 'password', type: 'secret' },
  ],
  checks: [
    { code: 'door', check: 'tcp', with: { address: '{host}:{port}', note: '{note}' } },
    { code: 'login', with: { password: '{password}' } },
  ],
  checklist: [{ code: 'ask', responsible: 'store', confirm: 'manual', label: 'Pedir' }],
};
const changed = (change: (copy: typeof sound & Record<string, unknown>) => void): unknown => {
  const copy = structuredClone(sound) as typeof sound & Record<string, unknown>;
  change(copy);
  return copy;
};
const refusalOf = (act: () => unknown): EloError => {
  try {
    act();
  } catch (error) {
    if (error instanceof EloError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};
const folder = mkdtempSync(join(tmpdir(), 'elo-profile-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a profile as data', () => {
  it('is refused with the place and the reason where anything is wrong', () => {
    const refused: readonly (readonly [data: unknown, where: string, reason: ProfileFault])[] = [
      [null, '', 'wrong-type'],
      [[], '', 'wrong-type'],
      [changed((copy) => delete (copy as Partial<typeof sound>).id), 'id', 'missing'],
      [changed((copy) => Object.assign(copy, { schema: 2 })), 'schema', 'not-allowed'],
      [
        changed((copy) => Object.assign(copy.fields[0] ?? {}, { type: 'house' })),
        'fields[0].type',
        'not-allowed',
      ],
      [
        changed((copy) => Object.assign(copy.fields[0] ?? {}, { required: 1 })),
        'fields[0].required',
        'wrong-type',
      ],
      [changed((copy) => (copy['label'] = '')), 'label', 'too-short'],
      [changed((copy) => (copy['label'] = 'x'.repeat(301))), 'label', 'too-long'],
      [changed((copy) => (copy.id = 'Not Kebab')), 'id', 'not-a-code'],
      [changed((copy) => (copy['colour'] = 'red')), '', 'unknown-key'],
      [changed((copy) => Object.assign(copy.checks[0] ?? {}, { wiht: {} })), 'checks[0]', 'unknown-key'],
      [
        changed((copy) => Object.assign(copy.checks[0]?.with ?? {}, { note: null })),
        'checks[0].with.note',
        'wrong-type',
      ],
      [
        changed((copy) => Object.assign(copy.checks[0]?.with ?? {}, { note: 'x'.repeat(2_001) })),
        'checks[0].with.note',
        'too-long',
      ],
      [
        changed((copy) => Object.assign(copy.checks[0]?.with ?? {}, { 'N O': 1 })),
        'checks[0].with.N O',
        'not-a-code',
      ],
      [changed((copy) => (copy.goal = [])), 'goal', 'too-short'],
      [changed((copy) => (copy.goal = ['nothing'])), 'goal', 'unknown-check'],
      [changed((copy) => copy.checks.push({ code: 'door', with: { password: 'x' } })), 'checks', 'duplicate'],
      [
        changed((copy) => copy.checks.push({ code: 'unheard', with: { password: 'x' } })),
        'checks[2]',
        'unknown-kind',
      ],
      [
        changed((copy) => Object.assign(copy.checks[1] ?? {}, { needs: ['nowhere'] })),
        'checks[1].needs',
        'unknown-check',
      ],
      [
        changed((copy) => {
          Object.assign(copy.checks[0] ?? {}, { needs: ['login'] });
          Object.assign(copy.checks[1] ?? {}, { needs: ['door'] });
        }),
        'checks[0].needs',
        'circle',
      ],
      [
        changed((copy) => Object.assign(copy.checks[1] ?? {}, { needs: ['login'] })),
        'checks[1].needs',
        'circle',
      ],
      [
        changed((copy) => Object.assign(copy.checks[0]?.with ?? {}, { address: '{nowhere}' })),
        'checks[0].with.address',
        'unknown-field',
      ],
      [
        changed((copy) => Object.assign(copy.checks[1]?.with ?? {}, { password: 'x{password}' })),
        'checks[1].with.password',
        'secret-not-alone',
      ],
      [
        changed((copy) => Object.assign(copy.checks[1] ?? {}, { when: { field: 'password', is: ['x'] } })),
        'checks[1].when',
        'secret-decides',
      ],
      [
        changed((copy) => Object.assign(copy.fields[1] ?? {}, { default: 'abc' })),
        'fields[1]',
        'default-unfit',
      ],
      [
        changed((copy) => Object.assign(copy.fields[3] ?? {}, { default: 'x' })),
        'fields[3]',
        'secret-default',
      ],
      [
        changed((copy) => Object.assign(copy.fields[2] ?? {}, { type: 'choice' })),
        'fields[2]',
        'choices-missing',
      ],
      [
        changed((copy) => Object.assign(copy.fields[2] ?? {}, { choices: ['a'] })),
        'fields[2]',
        'choices-misplaced',
      ],
      [
        changed((copy) =>
          Object.assign(copy.fields[2] ?? {}, { type: 'choice', choices: ['a'], default: 'b' }),
        ),
        'fields[2]',
        'default-not-a-choice',
      ],
      [
        changed((copy) => Object.assign(copy.checklist[0] ?? {}, { confirm: undefined })),
        'checklist[0]',
        'step-never-done',
      ],
      [
        changed((copy) => Object.assign(copy.checklist[0] ?? {}, { after: ['ask'] })),
        'checklist[0].after',
        'unknown-step',
      ],
    ];
    for (const [data, where, reason] of refused) {
      const { code, details } = refusalOf(() => readProfile(data, kinds));
      assert.deepEqual([code, details['where'], details['reason']], ['profile-invalid', where, reason]);
    }
    assert.equal(readProfile(sound, kinds).id, 'mine');
  });

  it('is refused in the reader’s own language, whatever is wrong', () => {
    const facts = {
      name: 'n',
      allowed: 'a',
      fieldType: 'port',
      jsonType: 'array',
      limit: 5,
      line: 2,
      column: 3,
    };
    for (const locale of ['pt-BR', 'en', 'es'] as const) {
      for (const reason of profileFaults) {
        const details = { reason, where: 'checks[0]', ...facts };
        const told = errorText({ code: 'profile-invalid', details }, locale).text;
        assert.ok(maybeText(`error.profile-invalid.${reason}`, {}, locale) !== null, `${locale} ${reason}`);
        assert.doesNotMatch(told, /[{}]/);
        if (locale !== 'en') assert.doesNotMatch(told, /\b(the|port|array|twice|there)\b/, reason);
      }
      for (const type of fieldTypes) assert.ok(maybeText(`field-type.${type}`, {}, locale) !== null, type);
    }
    assert.equal(
      errorText({
        code: 'profile-invalid',
        details: { reason: 'default-unfit', where: 'fields[1]', fieldType: 'port' },
      }).text,
      'No arquivo do diagnóstico, o valor padrão de um campo (fields[1]) não serve: o campo pede porta.',
    );
  });

  it('is read from a file, bounded, and told apart from what is none', async () => {
    const path = join(folder, 'p.json');
    writeFileSync(path, JSON.stringify(sound));
    assert.equal((await loadProfile(path, kinds)).id, 'mine');
    const faults: readonly (readonly [string | Buffer, object])[] = [
      ['{ "schema": 1, ', { reason: 'not-json', line: 1, column: 16 }],
      ['{\n  "schema": 1,\n  id: "x"\n}', { reason: 'not-json', line: 3, column: 3 }],
      ['', { reason: 'not-json', line: 1, column: 1 }],
      ['{"checks":[ abc ]}', { reason: 'not-json', line: 1, column: 13 }],
      ['{\n  "checks": [\n    "a",\n  ],\n  "goal": []\n}\n', { reason: 'not-json', line: 4, column: 3 }],
      [Buffer.from([0xff, 0xfe, 0x00]), { reason: 'not-utf8' }],
      [`{"x":"${'a'.repeat(300_000)}"}`, { reason: 'too-large', limit: 262_144 }],
    ];
    for (const [written, details] of faults) {
      writeFileSync(path, written);
      await assert.rejects(loadProfile(path, kinds), { code: 'profile-invalid', details });
    }
    await assert.rejects(loadProfile(join(folder, 'absent.json'), kinds), { code: 'profile-file-not-found' });
    await assert.rejects(loadProfile(folder, kinds), { code: 'profile-file-not-found' });
  });

  it('has its schema beside it for editors, up to date', () => {
    const path = join(
      import.meta.dirname,
      '../../../electron/engine/diagnostics/profiles/profile.schema.json',
    );
    assert.deepEqual(
      JSON.parse(readFileSync(path, 'utf8')),
      JSON.parse(JSON.stringify(z.toJSONSchema(profileFileSchema, { io: 'input' }))),
    );
  });
});

describe('fields of a profile', () => {
  const all = {
    fields: [
      { name: 'h', type: 'host' },
      { name: 'p', type: 'port' },
      { name: 'n', type: 'number' },
      { name: 'u', type: 'url' },
      { name: 'b', type: 'boolean' },
      { name: 'c', type: 'choice', choices: ['x', 'y'] },
      { name: 't', type: 'text', default: 'as it was' },
      { name: 's', type: 'secret' },
    ],
  } satisfies Parameters<typeof fieldValues>[0];

  it('are taken as people write them', () => {
    assert.deepEqual(
      fieldValues(all, { h: ' [::1] ', p: '01666', n: '-23,5', u: 'https://a/b', b: 'Não', c: 'y', t: '' }),
      { h: '::1', p: '1666', n: '-23.5', u: 'https://a/b', b: 'false', c: 'y', t: 'as it was' },
    );
  });

  it('are refused where they are none of their type, unknown, or secret', () => {
    const refused: readonly (readonly [string, string, string])[] = [
      ['h', 'a b', 'field-invalid'],
      ['h', 'http://x', 'field-invalid'],
      ['p', '0', 'field-invalid'],
      ['p', '65536', 'field-invalid'],
      ['p', '-1', 'field-invalid'],
      ['n', 'x', 'field-invalid'],
      ['u', 'ftp://a', 'field-invalid'],
      ['b', 'maybe', 'field-invalid'],
      ['c', 'z', 'field-invalid'],
      ['t', 'a\u0000b', 'field-invalid'],
      ['z', '1', 'field-unknown'],
      ['s', 'open', 'field-secret'],
      ['__proto__', 'x', 'field-unknown'],
    ];
    for (const [name, value, code] of refused) {
      assert.throws(() => fieldValues(all, JSON.parse(JSON.stringify({ [name]: value }))), { code }, name);
    }
  });
});

describe('checks of a profile', () => {
  const seen: unknown[] = [];
  const kind = (code: string, needs: readonly string[] = []): Check => ({
    code,
    needs,
    budgetMs: 1_000,
    run: async (context) => {
      seen.push({
        code,
        with: context.with,
        secret: await context.secret('password'),
        door: context.result('tcp')?.code,
      });
      if (code === 'login' && (await context.secret('password')) === null)
        return context.lacks('secret:password');
      return { status: 'ok' };
    },
  });
  const all = new Map([kind('tcp'), kind('login', ['tcp'])].map((check) => [check.code, check]));
  const profile = readProfile(sound, kinds);
  const start = async (given: Readonly<Record<string, string>>, secret: string | null) => {
    seen.length = 0;
    const fields = fieldValues(profile, given);
    return runChecks(planChecks(profile, all, fields), {
      clock: manualClock(),
      fields,
      secret: (name) => Promise.resolve(name === 'password' ? secret : null),
      budgetMs: 10_000,
      machine: {} as MachineReader,
      platform: 'linux',
      signal: new AbortController().signal,
      onResult: () => undefined,
    });
  };

  it('are filled in; a kind’s need finds the one check of that kind, whatever its code', async () => {
    const results = await start({ host: 'db.local' }, 'segredo');
    assert.deepEqual(
      results.map(({ code, status }) => [code, status]),
      [
        ['door', 'ok'],
        ['login', 'ok'],
      ],
    );
    assert.deepEqual(seen, [
      { code: 'tcp', with: { address: 'db.local:5432' }, secret: 'segredo', door: undefined },
      { code: 'login', with: {}, secret: 'segredo', door: 'door' },
    ]);
    assert.deepEqual(verdictOf(results, profile.goal), { verdict: 'ok', proved: true, brokenLink: null });
    assert.doesNotMatch(JSON.stringify(results), /segredo/);
  });

  it('say what they lack and are not run, nor is what needs them; nothing is proved, nothing broken', async () => {
    const results = await start({}, null);
    assert.deepEqual(
      results.map(({ status, evidence }) => [status, evidence]),
      [
        ['unknown', { reason: 'lacks', lacks: 'field:host' }],
        ['skipped', { reason: 'needs', needs: 'door' }],
      ],
    );
    assert.deepEqual(verdictOf(results, profile.goal), {
      verdict: 'unknown',
      proved: false,
      brokenLink: null,
    });
    const [, login] = await start({ host: 'h' }, null);
    assert.deepEqual(login?.evidence, { reason: 'lacks', lacks: 'secret:password' });
  });
});
