import type { TextKey, TextParams } from '../../shared/text/text.ts';

/** What a sentence is said with: the window's texts in one language. */
export interface Says {
  readonly locale: string;
  (key: TextKey, params?: TextParams): string;
}
