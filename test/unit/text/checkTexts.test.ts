import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { builtInProfiles } from '../../../electron/engine/diagnostics/builtInProfiles.ts';
import { createChecks } from '../../../electron/engine/diagnostics/createChecks.ts';
import type { DiagnosticsParts } from '../../../electron/engine/diagnostics/ports.ts';
import { readProfile } from '../../../electron/engine/diagnostics/readProfile.ts';
import { conditions } from '../../../shared/domain/conditions.ts';
import { responsibles } from '../../../shared/domain/conditions/defineConditions.ts';
import { maybeText } from '../../../shared/text/text.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'diagnostics');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const checks = createChecks({} as unknown as DiagnosticsParts);
const profiles = builtInProfiles.map((data) => readProfile(data, new Set(checks.keys())));
const languages = ['pt-BR', 'en', 'es'] as const;

function missing(keys: readonly string[]): string[] {
  return languages.flatMap((language) =>
    keys.filter((key) => maybeText(key, {}, language) === null).map((key) => `${language} ${key}`),
  );
}

describe('texts of the checks', () => {
  it('name every check, every profile and every field', () => {
    assert.deepEqual(missing([...checks.keys()].map((code) => `check.${code}`)), []);
    assert.deepEqual(
      missing(profiles.flatMap(({ checks: used }) => used.map(({ code }) => `check.${code}`))),
      [],
    );
    assert.deepEqual(missing(profiles.map(({ id }) => `profile.${id}`)), []);
    assert.deepEqual(
      missing(profiles.flatMap(({ fields }) => fields.map(({ name }) => `field.${name}`))),
      [],
    );
  });

  it('say what was found when a check stands', () => {
    assert.deepEqual(missing([...checks.keys()].map((code) => `finding.${code}.ok`)), []);
  });

  it('say of every condition what it is, what it means, what comes next, and who acts', () => {
    const codes = Object.keys(conditions);
    assert.deepEqual(
      missing(codes.flatMap((code) => ['title', 'text', 'next'].map((part) => `condition.${code}.${part}`))),
      [],
    );
    for (const [code, { who }] of Object.entries(conditions)) {
      assert.ok(responsibles.includes(who), `${code} has nobody responsible`);
      assert.match(code, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    }
    assert.deepEqual(missing(responsibles.map((who) => `who.${who}`)), []);
  });

  it('have the message ready wherever a condition promises one, and only there', () => {
    for (const [code, { message }] of Object.entries(conditions)) {
      const absent = missing([`condition.${code}.message`]).length;
      assert.equal(absent, message === undefined ? languages.length : 0, `condition.${code}.message`);
    }
  });

  it('say every step of every checklist', () => {
    assert.deepEqual(
      missing(
        profiles.flatMap(({ checklist }) =>
          checklist.flatMap(({ code, label, need, procedure }) => [
            ...(label === undefined ? [`step.${code}`] : []),
            ...(need === undefined ? [`step.${code}.need`] : []),
            ...(procedure === undefined ? [`step.${code}.procedure`] : []),
          ]),
        ),
      ),
      [],
    );
  });

  it('say every reason and every remedy that stands in the checks', () => {
    const reasons = [...sources.matchAll(/reason: '([a-z-]+)'/g)].map((match) => `reason.${match[1]}`);
    const remedies = [...sources.matchAll(/remedies: \[([^\]]*)\]/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/'([a-z-]+)'/g)].map((code) => `remedy.${code[1]}`),
    );
    assert.ok(reasons.length > 3 && remedies.length > 5, 'the sources were not read');
    assert.deepEqual(missing([...new Set([...reasons, ...remedies])]), []);
  });

  it('let conditions hide only conditions there are', () => {
    for (const [code, { hides = [] }] of Object.entries<{ hides?: readonly string[] }>(conditions)) {
      for (const hidden of hides) assert.ok(hidden in conditions, `${code} hides ${hidden}`);
    }
  });
});
