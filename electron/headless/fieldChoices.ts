import type { ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import { text } from '../../shared/text/text.ts';

/** The values a field takes, where they are counted; `''` where anything goes. */
export function fieldChoices({ type, choices }: ProfileView['fields'][number]): string {
  return type === 'boolean' ? text('cli.diagnose.yes-or-no') : (choices?.join(' | ') ?? '');
}
