import { Button, makeStyles, Text } from '@fluentui/react-components';
import type { DiagnosisRun } from '../../shared/contract/diagnosisSchemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import type { Read } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  past: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start' },
});

/** Earlier runs, the newest first; each opens as it was. */
export function PastRuns({
  past,
  error,
  nameOf,
  onOpen,
}: {
  readonly past: Read<DiagnosisRun[]>;
  /** Why one could not be opened. */
  readonly error: EloError | null;
  readonly nameOf: (profile: string) => string;
  readonly onOpen: (runId: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Section title={say('diagnosis.history')}>
      {error !== null && <ErrorNotice error={error} />}
      {past.error !== null && <ErrorNotice error={past.error} again={past.again} />}
      {past.value?.length === 0 && <Text>{say('diagnosis.history.none')}</Text>}
      <div className={styles.past}>
        {past.value?.map(({ runId, startedAt, profile, verdict }) => (
          <Button key={runId} appearance="subtle" onClick={() => onOpen(runId)}>
            {spellTime(startedAt, say.locale)} · {nameOf(profile)} · {say(`diagnosis.status.${verdict}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
