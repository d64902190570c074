import type { Diagnosis, ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import { text } from '../../shared/text/text.ts';
import { secretVariable } from './secretVariable.ts';

/** How to give on the command line what checks of a run lacked, each thing once. */
export function howToGive({ checks }: Pick<Diagnosis, 'checks'>, view: ProfileView): string[] {
  const lacked = checks.flatMap(({ status, evidence: { lacks } }) =>
    status === 'unknown' && typeof lacks === 'string' ? lacks : [],
  );
  return [...new Set(lacked)].flatMap((what) => {
    const [kind = '', name = ''] = what.split(':');
    const given = { name, cli: 'elo', environment: secretVariable(name) };
    const isField = view.fields.some((field) => field.name === name);
    switch (kind) {
      case 'sign-in':
      case 'server':
        return text(`cli.diagnose.give.${kind}`, given);
      case 'consent':
      case 'field':
      case 'secret':
        return isField ? text(`cli.diagnose.give.${kind}`, given) : [];
      default:
        return [];
    }
  });
}
