import { makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  DismissCircleFilled,
  QuestionCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import type { CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import { checkInWords, checkName } from '../../shared/text/diagnosis/checkInWords.ts';
import type { RunWords } from '../../shared/text/diagnosis/checkInWords.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    gap: '16px',
    alignItems: 'flex-start',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { fontSize: '20px', flexShrink: 0, marginTop: '2px' },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorNeutralForeground2 },
  what: { flexGrow: 1, display: 'flex', flexDirection: 'column', gap: '4px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  status: { minWidth: '140px', textAlign: 'right' },
});

const icons = {
  ok: CheckmarkCircleFilled,
  warning: WarningFilled,
  failed: DismissCircleFilled,
  skipped: SubtractCircleRegular,
  unknown: QuestionCircleFilled,
} as const;

/** One check: what was looked at, what was found, and what helps. */
export function CheckRow({
  code,
  result,
  running,
  words,
}: {
  readonly code: string;
  readonly result: CheckResult | null;
  readonly running: boolean;
  /** What the run knows by now. */
  readonly words: RunWords;
}) {
  const styles = useStyles();
  const say = useSay();
  if (result === null) {
    return (
      <li className={styles.row}>
        {running ? <Spinner size="tiny" /> : <CircleRegular className={styles.icon} aria-hidden />}
        <Text className={styles.what}>{checkName({ code }, words.labels, say.locale)}</Text>
        <Text className={mergeClasses(styles.status, styles.quiet)}>{say('diagnosis.waiting')}</Text>
      </li>
    );
  }
  const { status } = result;
  const Icon = icons[status];
  const { name, found, why, advice, remedies } = checkInWords(result, words);
  // Advice of the catalogue says more than the remedy's one line.
  const next = advice === null || result.hiddenBy !== undefined ? remedies : [advice.next];
  return (
    <li className={styles.row} data-status={status} data-check={code}>
      <Icon className={mergeClasses(styles.icon, styles[status])} aria-hidden />
      <span className={styles.what}>
        <Text weight="semibold">{name}</Text>
        {found !== null && found !== '' && <Text>{found}</Text>}
        {why !== null && <Text>{why}</Text>}
        {status !== 'ok' && next.map((sentence) => <Text key={sentence}>{sentence}</Text>)}
      </span>
      <Text className={mergeClasses(styles.status, styles.quiet)}>{say(`diagnosis.status.${status}`)}</Text>
    </li>
  );
}
