import { makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CircleRegular } from '@fluentui/react-icons';
import type { CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import { checkInWords, checkName } from '../../shared/text/diagnosis/checkInWords.ts';
import type { RunWords } from '../../shared/text/diagnosis/checkInWords.ts';
import { useSay } from '../text/language.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { StatusIcon } from './StatusIcon.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    gap: '16px',
    alignItems: 'flex-start',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { fontSize: '20px', flexShrink: 0, marginTop: '2px' },
  what: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  status: { minWidth: '140px', textAlign: 'right', '@media (max-width: 700px)': { minWidth: 'unset' } },
});

/** One check: what was looked at, what was found or why it could not be tested, and the evidence on demand. */
export function CheckRow({
  code,
  result,
  running,
  words,
}: {
  readonly code: string;
  /** `null` while it has not ended. */
  readonly result: CheckResult | null;
  readonly running: boolean;
  readonly words: RunWords;
}) {
  const styles = useStyles();
  const say = useSay();
  if (result === null) {
    return (
      <li className={styles.row} data-check={code}>
        {running ? <Spinner size="tiny" /> : <CircleRegular className={styles.icon} aria-hidden />}
        <Text className={styles.what}>{checkName({ code }, words.labels, say.locale)}</Text>
        <Text className={mergeClasses(styles.status, styles.quiet)}>{say('diagnosis.waiting')}</Text>
      </li>
    );
  }
  const { name, status, found, why, remedies, advice } = checkInWords(result, words);
  const cause = words.checks?.find(
    ({ condition }) => condition !== undefined && condition === result.hiddenBy,
  );
  return (
    <li className={styles.row} data-status={result.status} data-check={code}>
      <StatusIcon status={result.status} />
      <span className={styles.what}>
        <Text weight="semibold">{name}</Text>
        {found !== null && <Text>{found}</Text>}
        {why !== null && <Text>{why}</Text>}
        {cause !== undefined && (
          <Text className={styles.quiet}>
            {say('diagnosis.hidden', { cause: checkName(cause, words.labels, say.locale) })}
          </Text>
        )}
        {/* What there is an advice for says so above, with all it takes. */}
        {advice === null && remedies.map((remedy) => <Text key={remedy}>{remedy}</Text>)}
        <EvidenceTable result={result} />
      </span>
      <Text className={mergeClasses(styles.status, styles.quiet)}>{status}</Text>
    </li>
  );
}
