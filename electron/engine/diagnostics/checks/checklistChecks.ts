import type { Check } from '../check.ts';

/** Steps that only people can do: the goal of a profile may demand that they were confirmed. */
export function checklistChecks(): readonly Check[] {
  return [
    {
      code: 'steps-confirmed',
      needs: [],
      budgetMs: 500,
      run({ with: { steps = '' }, confirmed }) {
        const wanted = steps.split(',').map((step) => step.trim());
        const open = wanted.filter((step) => !confirmed(step));
        return open.length === 0
          ? { status: 'ok', evidence: { count: wanted.length } }
          : {
              status: 'unknown',
              condition: 'steps-open',
              evidence: { reason: 'steps-open', steps: open, open: open.length, count: wanted.length },
            };
      },
    },
  ];
}
