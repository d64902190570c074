import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { howToGive } from '../../../electron/headless/howToGive.ts';
import type { CheckResult, ProfileView } from '../../../shared/contract/diagnosisSchemas.ts';

const view = {
  fields: [
    { name: 'key', secret: true },
    { name: 'engine', type: 'choice', choices: ['mysql', 'oracle'] },
    { name: 'host', type: 'host' },
  ],
} as unknown as ProfileView;
const lacking = (...names: string[]) => ({
  checks: names.map((lacks) => ({ status: 'unknown', evidence: { lacks } }) as unknown as CheckResult),
});

describe('how to give what a check lacked', () => {
  it('keeps a secret for the profile that asked for it, whose path is one word to a shell', () => {
    for (const [profile, typed] of [
      ['personalizado', 'personalizado'],
      ['/home/ana/p.json', '/home/ana/p.json'],
      ['C:\\Meus perfis\\p.json', '"C:\\Meus perfis\\p.json"'],
    ] as const) {
      const [told = ''] = howToGive(lacking('secret:key', 'secret:key'), view, profile);
      assert.ok(told.includes(`ELO_SECRET_KEY`), told);
      assert.ok(told.includes(`“elo diagnose secret key --profile ${typed}”`), told);
    }
  });

  it('names the values of a field that takes a few, and nothing of a field it has not', () => {
    assert.deepEqual(howToGive(lacking('field:engine', 'field:host', 'field:none'), view, 'p'), [
      'Para informar: --set engine=VALOR (opções: mysql | oracle)',
      'Para informar: --set host=VALOR',
    ]);
  });
});
