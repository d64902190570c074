import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afterRun, checklistOf } from '../../../electron/engine/diagnostics/checklist.ts';
import { confirmStep, withdrawStep } from '../../../electron/engine/diagnostics/confirmations.ts';
import type { ProfileState } from '../../../electron/engine/diagnostics/profileStates.ts';
import { readProfile } from '../../../electron/engine/diagnostics/readProfile.ts';
import type { CheckResult } from '../../../shared/contract/diagnosisSchemas.ts';
import { manualClock } from '../net/manualClock.ts';

const profile = readProfile(
  {
    schema: 1,
    id: 'p',
    goal: ['port'],
    fields: [{ name: 'port', type: 'port' }],
    checks: [{ code: 'port' }, { code: 'disk' }],
    checklist: [
      { code: 'ask', responsible: 'store', confirm: 'manual' },
      { code: 'open', responsible: 'provider', checks: ['port', 'disk'], after: ['ask'] },
      { code: 'backup', responsible: 'store', confirm: 'note', after: ['open'] },
      { code: 'losses', responsible: 'store', confirm: 'typed-store-name', after: ['open'] },
    ],
  },
  new Set(['port', 'disk']),
);
const clock = manualClock();
const empty: ProfileState = { fields: {}, proofs: {}, confirmations: {}, history: [] };

const result = (code: string, status: CheckResult['status']): CheckResult => ({
  code,
  status,
  durationMs: 1,
  evidence: {},
  remedies: [],
});
const run = (
  state: ProfileState,
  statuses: Readonly<Record<string, CheckResult['status']>>,
  o: { readonly at?: string; readonly fields?: Readonly<Record<string, string>> } = {},
): ProfileState =>
  afterRun(profile, state, {
    runId: 'r',
    at: o.at ?? '2026-03-02T12:00:00.000Z',
    fields: o.fields ?? { port: '1666' },
    results: Object.entries(statuses).map(([code, status]) => result(code, status)),
  });
const states = (state: ProfileState) =>
  checklistOf(profile, state).map((step) => `${step.code} ${step.state}`);
const confirm = (state: ProfileState, step: string, more: { note?: string; typed?: string } = {}) =>
  confirmStep(profile, state, { step, by: 'Maria', storeName: 'Móveis do Zé', ...more }, clock);

describe('a checklist', () => {
  it('lets a step wait for those before it, whatever the checks say', () => {
    assert.deepEqual(states(run(empty, { port: 'ok', disk: 'ok' })), [
      'ask open',
      'open waiting',
      'backup waiting',
      'losses waiting',
    ]);
  });

  it('calls a step done by its checks alone, failed by one of them, open while one is missing', () => {
    const asked = confirm(empty, 'ask');
    assert.equal(states(run(asked, { port: 'ok' }))[1], 'open open');
    assert.equal(states(run(asked, { port: 'ok', disk: 'failed' }))[1], 'open failed');
    assert.equal(states(run(asked, { port: 'warning', disk: 'ok' }))[1], 'open done');
  });

  it('keeps the last definite answer with its date when a later run could not test', () => {
    const proved = run(confirm(empty, 'ask'), { port: 'ok', disk: 'ok' });
    const later = run(proved, { port: 'unknown', disk: 'skipped' }, { at: '2026-03-03T12:00:00.000Z' });
    const step = checklistOf(profile, later)[1];
    assert.equal(step?.state, 'done');
    assert.equal(step?.proof?.at, '2026-03-02T12:00:00.000Z');
  });

  it('takes no proof had with other fields', () => {
    const proved = run(confirm(empty, 'ask'), { port: 'ok', disk: 'ok' });
    assert.equal(states(run(proved, {}, { fields: { port: '1667' } }))[1], 'open open');
  });

  it('remembers who confirmed what when, and notes what checks proved and broke', () => {
    const proved = run(confirm(empty, 'ask', { note: 'protocolo 7' }), { port: 'ok', disk: 'ok' });
    const broken = run(proved, { port: 'failed' }, { at: '2026-03-04T12:00:00.000Z' });
    assert.deepEqual(
      broken.history.map(({ what, step, by, note }) => [what, step, by, note]),
      [
        ['broken', 'open', undefined, undefined],
        ['proved', 'open', undefined, undefined],
        ['confirmed', 'ask', 'Maria', 'protocolo 7'],
      ],
    );
  });

  it('refuses a confirmation that is too early, empty, wrongly typed, or not a person’s', () => {
    const refused = (state: ProfileState, step: string, code: string, more = {}): void => {
      assert.throws(() => confirm(state, step, more), { code });
    };
    refused(empty, 'nothing', 'step-not-found');
    refused(empty, 'open', 'step-not-manual');
    refused(empty, 'backup', 'step-waits');
    const ready = run(confirm(empty, 'ask'), { port: 'ok', disk: 'ok' });
    refused(ready, 'backup', 'step-needs-note', { note: '  ' });
    refused(ready, 'losses', 'store-name-differs', { typed: 'Moveis do Ze' });
    refused(ready, 'losses', 'store-name-differs');
    assert.throws(
      () => confirmStep(profile, ready, { step: 'losses', by: 'x', typed: '', storeName: null }, clock),
      { code: 'store-name-unknown' },
    );
    assert.equal(states(confirm(ready, 'losses', { typed: ' móveis  do ZÉ ' }))[3], 'losses done');
    assert.equal(states(confirm(ready, 'backup', { note: 'pendrive azul' }))[2], 'backup done');
  });

  it('takes a confirmation back, and lets what came after wait again', () => {
    const ready = run(confirm(empty, 'ask'), { port: 'ok', disk: 'ok' });
    const back = withdrawStep(profile, ready, { step: 'ask', by: 'Maria', note: undefined }, clock);
    assert.deepEqual(states(back).slice(0, 2), ['ask open', 'open waiting']);
    assert.equal(back.history[0]?.what, 'withdrawn');
  });

  it('keeps a bounded history', () => {
    let state = empty;
    for (let entry = 0; entry < 150; entry += 1) {
      state = withdrawStep(profile, confirm(state, 'ask'), { step: 'ask', by: 'x', note: undefined }, clock);
    }
    assert.equal(state.history.length, 200);
  });
});
