import type { Diagnosis, ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import { text } from '../../shared/text/text.ts';
import { fieldChoices } from './fieldChoices.ts';
import { secretVariable } from './secretVariable.ts';

/** A word of a command as it is typed: in quotes where a shell would take it apart. */
const typed = (word: string): string => (/^[\p{L}\p{N}_./\\:-]+$/u.test(word) ? word : `"${word}"`);

/**
 * How to give on the command line what checks of a run lacked, each thing once.
 * @param profile name, or path of its file
 */
export function howToGive(
  { checks }: Pick<Diagnosis, 'checks'>,
  view: ProfileView,
  profile: string,
): string[] {
  const lacked = checks.flatMap(({ status, evidence: { lacks } }) =>
    status === 'unknown' && typeof lacks === 'string' ? lacks : [],
  );
  return [...new Set(lacked)].flatMap((what) => {
    const [kind = '', name = ''] = what.split(':');
    const field = view.fields.find((one) => one.name === name);
    const choices = field === undefined ? '' : fieldChoices(field);
    const given = {
      name,
      cli: 'elo',
      environment: secretVariable(name),
      choices,
      profile: typed(profile),
    };
    switch (kind) {
      case 'sign-in':
      case 'server':
        return text(`cli.diagnose.give.${kind}`, given);
      case 'consent':
      case 'field':
      case 'secret':
        return field === undefined ? [] : text(`cli.diagnose.give.${kind}`, given);
      default:
        return [];
    }
  });
}
