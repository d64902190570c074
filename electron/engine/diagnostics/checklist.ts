import type {
  CheckResult,
  ChecklistHappening,
  ChecklistStep,
} from '../../../shared/contract/diagnosisSchemas.ts';
import type { ProfileState } from './profileStates.ts';
import type { Profile } from './profileSchema.ts';

/** Who did what when; older entries go. */
const mostHistory = 200;

/** The newest first, bounded. */
export function withHistory(
  history: readonly ChecklistHappening[],
  entries: readonly ChecklistHappening[],
): ChecklistHappening[] {
  return [...entries, ...history].slice(0, mostHistory);
}

/**
 * The checklist of a profile as it stands. A step is done when its checks stand and, where it asks for it, a person
 * confirmed it; while a step before it is not done, it waits, whatever is known of it.
 */
export function checklistOf(
  profile: Profile,
  state: Pick<ProfileState, 'proofs' | 'confirmations'>,
): ChecklistStep[] {
  const done = new Set<string>();
  return profile.checklist.map((step): ChecklistStep => {
    const { code, responsible, confirm, label, need, procedure, message } = step;
    const proofs = (step.checks ?? []).map((check) => ({ code: check, proof: state.proofs[check] }));
    const confirmed = state.confirmations[code];
    const waitsFor = (step.after ?? []).filter((before) => !done.has(before));
    const stands = proofs.every(({ proof }) => proof?.status === 'ok' || proof?.status === 'warning');
    const broken = proofs.some(({ proof }) => proof?.status === 'failed');
    const needless =
      step.unless !== undefined &&
      step.unless.every((check) => ['ok', 'warning'].includes(state.proofs[check]?.status ?? ''));
    const complete = needless || (stands && (confirm === undefined || confirmed !== undefined));
    if (complete && waitsFor.length === 0) done.add(code);
    const [oldest] = proofs.flatMap(({ proof }) => proof ?? []).toSorted((a, b) => a.at.localeCompare(b.at));
    const results = proofs.flatMap((one) =>
      one.proof === undefined ? [] : [{ code: one.code, status: one.proof.status }],
    );
    const [firstCheck] = step.checks ?? [];
    return {
      code,
      responsible,
      state: waitsFor.length > 0 ? 'waiting' : complete ? 'done' : broken ? 'failed' : 'open',
      ...(firstCheck === undefined ? {} : { check: firstCheck, checks: [...(step.checks ?? [])] }),
      ...(confirm === undefined ? {} : { confirm }),
      ...(label === undefined ? {} : { label }),
      ...(need === undefined ? {} : { need }),
      ...(procedure === undefined ? {} : { procedure }),
      ...(message === undefined ? {} : { message }),
      ...(waitsFor.length === 0 ? {} : { waitsFor }),
      ...(needless && confirmed === undefined ? { needless: true } : {}),
      ...(oldest === undefined ? {} : { proof: { at: oldest.at, runId: oldest.runId, results } }),
      ...(confirmed === undefined ? {} : { confirmed }),
    };
  });
}

const sameFields = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/**
 * The state after a run: definite answers replace older ones; what could not be tested leaves the last answer, with its
 * date. Answers had with other fields (another host, another port) prove nothing any more.
 */
export function afterRun(
  profile: Profile,
  before: ProfileState,
  run: {
    readonly runId: string;
    readonly at: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly results: readonly CheckResult[];
  },
): ProfileState {
  const proofs: ProfileState['proofs'] = sameFields(before.fields, run.fields) ? { ...before.proofs } : {};
  for (const { code, status } of run.results) {
    if (status === 'ok' || status === 'warning' || status === 'failed') {
      proofs[code] = { status, at: run.at, runId: run.runId };
    }
  }
  const after = { ...before, fields: { ...run.fields }, proofs };
  const was = new Map(checklistOf(profile, before).map((step) => [step.code, step.state]));
  const entries = checklistOf(profile, after).flatMap((step): ChecklistHappening[] => {
    if (step.checks === undefined) return [];
    const [old, now] = [was.get(step.code), step.state];
    if (now === 'done' && old !== 'done') return [{ at: run.at, step: step.code, what: 'proved' }];
    if (now !== 'done' && old === 'done') return [{ at: run.at, step: step.code, what: 'broken' }];
    return [];
  });
  return { ...after, history: withHistory(before.history, entries.toReversed()) };
}
