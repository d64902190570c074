import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CloudOffFilled, WarningFilled } from '@fluentui/react-icons';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  icon: { flexShrink: 0, fontSize: '20px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  calm: { color: tokens.colorNeutralForeground3 },
  button: { alignSelf: 'flex-start' },
});

/** Both sides counted against each other, in one sentence; green only where FoccoLojas was asked and agrees. */
export function AuditSentence() {
  const styles = useStyles();
  const say = useSay();
  const audit = useRead('audit', async (signal) => engine.audit({}, { signal }));
  if (audit.value === null) {
    return audit.error === null ? (
      <Spinner size="tiny" label={say('sending.audit.running')} labelPosition="after" />
    ) : (
      <ErrorNotice error={audit.error} again={audit.again} />
    );
  }
  const { ok, compared, at, ...counts } = audit.value;
  return (
    <>
      <div className={styles.line}>
        {ok ? (
          <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.good)} aria-hidden />
        ) : compared ? (
          <WarningFilled className={mergeClasses(styles.icon, styles.bad)} aria-hidden />
        ) : (
          <CloudOffFilled className={mergeClasses(styles.icon, styles.calm)} aria-hidden />
        )}
        <Text role="status">
          {say('sending.audit.counts', counts)}{' '}
          {ok
            ? say('sending.audit.ok', { at })
            : say(compared ? 'sending.audit.differs' : 'sending.audit.offline')}
        </Text>
      </div>
      <Button className={styles.button} disabled={audit.loading} onClick={audit.again}>
        {say('sending.audit.again')}
      </Button>
    </>
  );
}
