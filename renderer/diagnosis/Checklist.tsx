import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import type { Diagnosis } from '../../shared/contract/diagnosisSchemas.ts';
import { runFacts } from '../../shared/text/diagnosis/sentenceFacts.ts';
import { stepInWords } from '../../shared/text/diagnosis/stepInWords.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { ChecklistRow } from './ChecklistRow.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  history: { margin: 0, paddingLeft: '16px', color: tokens.colorNeutralForeground2 },
});

/** The steps of a profile in order: what Elo checks by itself, and what a person confirms. */
export function Checklist({
  profile,
  diagnosis,
  version,
}: {
  readonly profile: string;
  /** The run on the screen: its facts fill in the texts to send. */
  readonly diagnosis: Diagnosis | null;
  /** Moves when something of the diagnosis changed. */
  readonly version: number;
}) {
  const styles = useStyles();
  const say = useSay();
  const read = useRead(
    `checklist ${profile}`,
    async (signal) => engine.diagnosis.checklist({ profile }, { signal }),
    version,
  );
  if (read.error !== null) return <ErrorNotice error={read.error} again={read.again} />;
  if (read.value === null) return <LoadingRows count={2} />;
  // The list of another profile stays until this one's is read.
  if (read.value.steps.length === 0 || read.value.profile !== profile) return null;
  const facts = diagnosis === null ? {} : runFacts(diagnosis);
  const words = (step: (typeof read.value.steps)[number]) =>
    stepInWords(step, { facts, locale: say.locale, ...(diagnosis === null ? {} : { diagnosis }) });
  const nameOf = (code: string): string => {
    const step = read.value?.steps.find((known) => known.code === code);
    return step === undefined ? code : words(step).name;
  };
  const { steps, complete, history } = read.value;
  return (
    <Section title={say('diagnosis.checklist')} under={say('diagnosis.steps.under')}>
      {complete && (
        <MessageBar intent="success">
          <MessageBarBody>{say('diagnosis.steps.complete')}</MessageBarBody>
        </MessageBar>
      )}
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <ChecklistRow
            key={step.code}
            profile={profile}
            number={index + 1}
            step={step}
            words={words(step)}
            waitsFor={(step.waitsFor ?? []).map(nameOf)}
            onChanged={read.again}
          />
        ))}
      </ol>
      {history.length > 0 && (
        <details>
          <summary>{say('diagnosis.steps.history')}</summary>
          <ul className={styles.history}>
            {history.map((happened) => (
              <li key={`${happened.at} ${happened.step} ${happened.what}`}>
                <Text>
                  {spellTime(happened.at, say.locale)} ·{' '}
                  {say(`diagnosis.step.happened.${happened.what}`, {
                    step: nameOf(happened.step),
                    by: happened.by ?? '',
                    note: happened.note ?? '',
                  })}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
