import type { ChecklistStep, Diagnosis } from '../../contract/diagnosisSchemas.ts';
import { maybeText, text } from '../text.ts';
import type { Locale, TextParams } from '../text.ts';
import { adviceOf, checkName } from './checkInWords.ts';

/** One step of a checklist in words, as the columns of its table. */
export interface StepInWords {
  readonly name: string;
  readonly need: string;
  readonly procedure: string;
  readonly responsible: string;
  readonly state: string;
  /** What the checks said, and when; `null` where no check speaks. */
  readonly evidence: string | null;
  /** Who confirmed it, when, and what was noted. */
  readonly confirmed: string | null;
  /** Ready to be sent (to `step.message`); `null` where there is none. */
  readonly message: string | null;
}

/** @param o.facts what the last run knows (`runFacts`) */
export function stepInWords(
  step: ChecklistStep,
  o: {
    readonly facts: TextParams;
    readonly diagnosis?: Pick<Diagnosis, 'checks' | 'labels'>;
    readonly locale: Locale;
  },
): StepInWords {
  const { facts, locale, diagnosis } = o;
  const say = (part: string): string | null => maybeText(`step.${step.code}${part}`, facts, locale);
  const { proof, confirmed } = step;
  const nameOf = (code: string): string =>
    checkName(diagnosis?.checks.find((one) => one.code === code) ?? { code }, diagnosis?.labels, locale);
  // What was found decides what to ask for: behind a shared address an open port is of no use.
  const fromAdvice = diagnosis?.checks
    .filter(({ hiddenBy, status }) => hiddenBy === undefined && status === 'failed')
    .map((result) => adviceOf(result, facts, locale))
    .find((advice) => advice?.messageTo === step.message)?.message;
  return {
    name: step.label ?? say('') ?? step.code,
    need: step.need ?? say('.need') ?? '',
    procedure: step.procedure ?? say('.procedure') ?? '',
    responsible: maybeText(`who.${step.responsible}`, {}, locale) ?? step.responsible,
    state: text(
      step.needless === true ? 'diagnosis.step.needless' : `diagnosis.step.${step.state}`,
      {},
      locale,
    ),
    evidence:
      proof === undefined
        ? null
        : text(
            'diagnosis.step.proof',
            {
              found: proof.results
                .map(
                  ({ code, status }) => `${nameOf(code)}: ${text(`diagnosis.status.${status}`, {}, locale)}`,
                )
                .join('; '),
              at: proof.at,
            },
            locale,
          ),
    confirmed:
      confirmed === undefined
        ? null
        : text(
            'diagnosis.step.confirmed-by',
            { by: confirmed.by, at: confirmed.at, note: confirmed.note ?? '' },
            locale,
          ),
    message: step.message === undefined ? null : (fromAdvice ?? say('.message')),
  };
}
