import type { ConditionCode } from '../../../../shared/domain/conditions.ts';
import type { Check } from '../check.ts';

/** Steps named in `steps` (with commas) that people have to confirm; open ones are told as `condition`. */
const confirmedSteps = (code: string, condition: ConditionCode): Check => ({
  code,
  needs: [],
  budgetMs: 500,
  run({ with: { steps = '' }, confirmed }) {
    const wanted = steps.split(',').map((step) => step.trim());
    const open = wanted.filter((step) => !confirmed(step));
    return open.length === 0
      ? { status: 'ok', evidence: { count: wanted.length } }
      : {
          status: 'unknown',
          condition,
          evidence: { reason: 'steps-open', steps: open, open: open.length, count: wanted.length },
        };
  },
});

/** What only people can do and know: the goal of a profile may demand that they confirmed it. */
export function checklistChecks(): readonly Check[] {
  return [
    confirmedSteps('steps-confirmed', 'steps-open'),
    // Configuring DMaster's product integration wipes the store's movements: said as long as it is not understood.
    confirmedSteps('movements-safe', 'movements-will-be-lost'),
  ];
}
