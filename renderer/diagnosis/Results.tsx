import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import { checkName } from '../../shared/text/diagnosis/checkInWords.ts';
import { advicesOf, runWords, verdictInWords } from '../../shared/text/diagnosis/reportText.ts';
import { Section } from '../components/Section.tsx';
import { useSay } from '../text/language.ts';
import { AdviceCard } from './AdviceCard.tsx';
import { CheckRow } from './CheckRow.tsx';
import { fixOf } from './fixOf.ts';
import { FixPanel } from './FixPanel.tsx';
import type { DiagnosisRunning } from './useDiagnosis.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
  advices: { display: 'flex', flexDirection: 'column', gap: '16px' },
});

const intents = {
  ok: 'success',
  warning: 'warning',
  failed: 'error',
  skipped: 'info',
  unknown: 'warning',
} as const;

function Repair({
  profile,
  result,
  isWatched,
}: {
  readonly profile: string;
  readonly result: CheckResult;
  readonly isWatched: boolean;
}) {
  const fix = fixOf(result);
  return fix === null ? null : (
    <FixPanel profile={profile} code={fix.code} facts={fix.facts} isWatched={isWatched} />
  );
}

/** What a run found: the verdict, what to do about it with the cause first, then every check. */
export function Results({
  profile,
  run,
  isWatched,
  onCheck,
}: {
  readonly profile: string;
  readonly run: DiagnosisRunning;
  readonly isWatched: boolean;
  /** Looks at one check again, with what it needs. */
  readonly onCheck: (code: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { diagnosis } = run;
  const running = run.state === 'running';
  const found = run.checks.flatMap(({ result }) => result ?? []);
  const words = runWords(
    diagnosis ?? { checks: found, startedAt: new Date(run.startedAt).toISOString() },
    say.locale,
  );
  const advices = diagnosis === null ? [] : advicesOf(diagnosis, say.locale);
  // What was found stands below what was asked; on a small screen it would not be seen.
  const top = useRef<HTMLDivElement>(null);
  const runId = diagnosis?.runId ?? null;
  useEffect(() => {
    if (runId !== null) top.current?.scrollIntoView({ block: 'start' });
  }, [runId]);
  const cause = diagnosis?.checks.find(({ code }) => code === diagnosis.brokenLink);
  return (
    <div ref={top}>
      {diagnosis !== null && (
        <Section title={say('diagnosis.results')}>
          <MessageBar intent={intents[diagnosis.verdict]} layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{verdictInWords(diagnosis, say.locale)}</MessageBarTitle>
              {cause !== undefined &&
                ` ${say('diagnosis.first-break')}: ${checkName(cause, words.labels, say.locale)}`}
            </MessageBarBody>
          </MessageBar>
          <Text className={styles.quiet}>
            {say('diagnosis.at', {
              at: diagnosis.startedAt,
              seconds: new Intl.NumberFormat(say.locale, { maximumFractionDigits: 1 }).format(
                diagnosis.durationMs / 1_000,
              ),
            })}
          </Text>
          <div className={styles.advices}>
            {advices.map(({ result, advice }) => (
              <AdviceCard
                key={result.code}
                profile={profile}
                result={result}
                advice={advice}
                isCause={result.code === diagnosis.brokenLink}
                isWatched={isWatched && result.code === diagnosis.brokenLink}
              >
                <Repair profile={profile} result={result} isWatched={isWatched} />
              </AdviceCard>
            ))}
          </div>
          {cause !== undefined && (
            <span>
              <Button onClick={() => onCheck(cause.code)}>{say('diagnosis.check-one')}</Button>
            </span>
          )}
        </Section>
      )}
      <Section title={say('diagnosis.checks')}>
        <ul className={styles.list}>
          {run.checks.map(({ code, result }) => (
            <CheckRow key={code} code={code} result={result} running={running} words={words} />
          ))}
        </ul>
      </Section>
    </div>
  );
}
