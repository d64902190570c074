import type { ComparedSide } from '../../shared/contract/windowSchemas.ts';
import type { Says } from './says.ts';

/** "Version 7" or "Save 12": a version is named as one, wherever it was made. */
export function sideName(say: Says, side: Pick<ComparedSide, 'version' | 'saveNumber'>): string {
  if (side.version !== undefined) return say('compare.version', { number: side.version });
  if (side.saveNumber !== undefined) return say('compare.save', { number: side.saveNumber });
  return say('compare.state');
}
