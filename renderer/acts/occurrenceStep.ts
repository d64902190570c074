import type { OccurrenceView } from '../../shared/contract/schemas.ts';

/**
 * What is next about an occurrence: open the assistance it has, draw one (`draw-too` where its items were added by hand),
 * try again what failed, or wait while its file is made. `null` while it waits to be sent.
 */
export function occurrenceStep({
  state,
  assistance,
  problem,
}: Pick<OccurrenceView, 'state' | 'assistance' | 'problem'>):
  'go' | 'draw' | 'draw-too' | 'retry' | 'wait' | null {
  if (state === 'making-file') return problem === undefined ? 'wait' : 'retry';
  if (assistance !== undefined) return 'go';
  if (state === 'asked') return null;
  return state === 'by-hand' ? 'draw-too' : 'draw';
}
