import { mayReview, rowAct, waitsForReviser } from '../acts/rowAct.ts';
import type { ActFacts, RowAct } from '../acts/rowAct.ts';

/** What stands at the right of an environment's head: a button, or who must act instead. */
export type Due =
  | { readonly kind: 'button'; readonly act: RowAct }
  | { readonly kind: 'someone-else'; readonly text: 'reviser-starts' | 'reviser-completes' }
  | null;

/**
 * The one thing that is due, for the person who looks: an act only a reviser may do is told to others instead of offered.
 * @param roles of the signed-in user
 */
export function dueOf(facts: ActFacts, roles: readonly string[]): Due {
  const act = rowAct(facts, mayReview(roles));
  if (act !== null) return { kind: 'button', act };
  if (!waitsForReviser(facts)) return null;
  return {
    kind: 'someone-else',
    text: facts.due === 'start-review' ? 'reviser-starts' : 'reviser-completes',
  };
}
