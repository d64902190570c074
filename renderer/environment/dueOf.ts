import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';

/** What stands at the right of an environment's head: a button, or who must act instead. */
export type Due =
  | {
      readonly kind: 'button';
      readonly act:
        | 'update'
        | 'choose-file'
        | 'export-listing'
        | 'start-review'
        | 'complete-review'
        | 'assistance'
        | 'compare';
    }
  | { readonly kind: 'someone-else'; readonly text: 'reviser-starts' | 'reviser-completes' }
  | null;

/**
 * The one thing that is due, for the person who looks: an act only a reviser may do is told to others instead of offered.
 * @param roles of the signed-in user
 */
export function dueOf(
  detail: Pick<EnvironmentDetail, 'due' | 'conflict' | 'lastVersion' | 'lastSave'>,
  roles: readonly string[],
): Due {
  const reviser = roles.includes('reviser');
  if (detail.conflict && detail.lastVersion !== undefined && detail.lastSave !== undefined) {
    return { kind: 'button', act: 'compare' };
  }
  switch (detail.due) {
    case 'update':
    case 'choose-file':
    case 'export-listing':
    case 'assistance':
      return { kind: 'button', act: detail.due };
    case 'start-review':
      return reviser
        ? { kind: 'button', act: 'start-review' }
        : { kind: 'someone-else', text: 'reviser-starts' };
    case 'complete-review':
      return reviser
        ? { kind: 'button', act: 'complete-review' }
        : { kind: 'someone-else', text: 'reviser-completes' };
    case undefined:
    default:
      return null;
  }
}
