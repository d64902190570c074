import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { OccurrenceAct } from '../acts/OccurrenceAct.tsx';
import { OccurrenceWhat } from '../acts/OccurrenceWhat.tsx';
import { useOccurrences } from '../acts/useOccurrences.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '8px 0',
    minHeight: '48px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** The occurrences of a locked environment: what each is about, how far it is, and the one thing that is next. */
export function OccurrenceList({ detail }: { readonly detail: EnvironmentDetail }) {
  const styles = useStyles();
  const say = useSay();
  const { value, error, again } = useOccurrences(detail.environmentId);
  if (value === null) {
    return error === null ? <LoadingRows count={1} /> : <ErrorNotice error={error} again={again} />;
  }
  if (value.length === 0) return <Text className={styles.quiet}>{say('occurrences.none')}</Text>;
  return (
    <ul className={styles.list} aria-label={say('occurrences.title')}>
      {value.map((occurrence) => (
        <li key={occurrence.id} className={styles.row}>
          <OccurrenceWhat occurrence={occurrence} />
          <OccurrenceAct occurrence={occurrence} />
        </li>
      ))}
    </ul>
  );
}
