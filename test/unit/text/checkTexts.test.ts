import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createChecks } from '../../../electron/engine/diagnostics/createChecks.ts';
import type { DiagnosticsParts } from '../../../electron/engine/diagnostics/ports.ts';
import { profiles } from '../../../electron/engine/diagnostics/profiles.ts';
import { maybeText } from '../../../shared/text/text.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'diagnostics');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const checks = createChecks({} as unknown as DiagnosticsParts);
const languages = ['pt-BR', 'en', 'es'] as const;

function missing(keys: readonly string[]): string[] {
  return languages.flatMap((language) =>
    keys.filter((key) => maybeText(key, {}, language) === null).map((key) => `${language} ${key}`),
  );
}

describe('texts of the checks', () => {
  it('name every check and every profile', () => {
    assert.deepEqual(missing([...checks.keys()].map((code) => `check.${code}`)), []);
    assert.deepEqual(missing(profiles.map(({ profile }) => `profile.${profile}`)), []);
    assert.deepEqual(
      missing(profiles.flatMap(({ fields }) => fields.map(({ name }) => `field.${name}`))),
      [],
    );
  });

  it('say what was found when a check stands or fails', () => {
    const keys = [...checks.keys()].flatMap((code) => [`finding.${code}.ok`, `finding.${code}.failed`]);
    assert.deepEqual(missing(keys), []);
  });

  it('say every reason and every remedy that stands in the checks', () => {
    const reasons = [...sources.matchAll(/reason: '([a-z-]+)'/g)].map((match) => `reason.${match[1]}`);
    const remedies = [...sources.matchAll(/remedies: \[([^\]]*)\]/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/'([a-z-]+)'/g)].map((code) => `remedy.${code[1]}`),
    );
    assert.ok(reasons.length > 3 && remedies.length > 5, 'the sources were not read');
    assert.deepEqual(missing([...new Set([...reasons, ...remedies])]), []);
  });

  it('stand for checks that profiles use, and profiles use checks there are', () => {
    const used = new Set(profiles.flatMap((profile) => profile.checks));
    for (const code of used) assert.ok(checks.has(code), code);
    for (const code of checks.keys()) assert.ok(used.has(code), `${code} is in no profile`);
  });
});
