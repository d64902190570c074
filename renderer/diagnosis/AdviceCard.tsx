import { Badge, Button, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import type { AdviceTaken, CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import type { Advice } from '../../shared/text/diagnosis/checkInWords.ts';
import { engine } from '../bridge/engine.ts';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { StatusIcon } from './StatusIcon.tsx';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    gap: '16px',
    padding: '16px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeftWidth: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  failed: { borderLeftColor: tokens.colorStatusDangerBorder2 },
  warning: { borderLeftColor: tokens.colorStatusWarningBorder2 },
  unknown: { borderLeftColor: tokens.colorNeutralStroke1 },
  what: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    overflowWrap: 'anywhere',
  },
  title: { margin: 0 },
  who: { alignSelf: 'flex-start', height: 'auto', padding: '4px 8px' },
  next: { padding: '8px 16px', borderLeft: `2px solid ${tokens.colorNeutralStroke1}` },
  message: {
    margin: 0,
    padding: '16px',
    fontFamily: 'inherit',
    whiteSpace: 'pre-wrap',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Something that was found: what it is, what it means, who acts, what to do, and the text to send. */
export function AdviceCard({
  profile,
  result,
  advice,
  isCause,
  isWatched,
  children,
}: {
  readonly profile: string;
  readonly result: CheckResult;
  readonly advice: Advice;
  /** The first broken link: its message is open and its buttons are the main ones. */
  readonly isCause: boolean;
  /** Elo looks again by itself; sooner when the user says that the advice was followed. */
  readonly isWatched: boolean;
  /** A repair Elo can make here, on consent. */
  readonly children?: React.ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  const taken = useAct(async (what: AdviceTaken) => {
    await engine.diagnosis.adviceTaken({ profile, advice: what });
    toast(say('diagnosis.told-noted'));
  });
  const { message } = advice;
  const tone = result.status === 'failed' ? 'failed' : result.status === 'warning' ? 'warning' : 'unknown';
  return (
    <article
      className={mergeClasses(styles.card, styles[tone])}
      aria-label={advice.title}
      data-check={result.code}
    >
      <StatusIcon status={result.status} />
      <div className={styles.what}>
        <Subtitle2 as="h3" className={styles.title}>
          {advice.title}
        </Subtitle2>
        <Text>{advice.text}</Text>
        <Badge appearance="tint" color="informative" size="large" className={styles.who}>
          {say('diagnosis.who', { who: advice.whoInWords })}
        </Badge>
        <div className={styles.next}>
          <Text weight="semibold" block>
            {say('diagnosis.next')}
          </Text>
          <Text>{advice.next}</Text>
        </div>
        {message !== null && (
          <details open={isCause}>
            <summary>{say('diagnosis.message')}</summary>
            <pre className={styles.message}>{message}</pre>
          </details>
        )}
        {children}
        {taken.error !== null && <ErrorNotice error={taken.error} />}
        <div className={styles.buttons}>
          {message !== null && (
            <Button
              appearance={isCause ? 'primary' : 'secondary'}
              icon={<CopyRegular />}
              onClick={() => {
                void copyText(message).then(() => toast(say('diagnosis.message-copied')));
              }}
            >
              {say('diagnosis.copy-message')}
            </Button>
          )}
          {isWatched && (
            <Button
              disabled={taken.running}
              onClick={() => void taken.run(message === null ? 'did-it' : 'told-responsible')}
            >
              {say(message === null ? 'diagnosis.did' : 'diagnosis.told')}
            </Button>
          )}
        </div>
      </div>
    </article>
  );
}
