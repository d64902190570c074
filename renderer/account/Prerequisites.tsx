import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowSyncRegular,
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  QuestionCircleFilled,
} from '@fluentui/react-icons';
import { evidenceText } from '../../shared/text/evidenceText.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '16px', flexWrap: 'wrap' },
  summary: { flexGrow: 1 },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    gap: '16px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    alignItems: 'flex-start',
  },
  icon: { fontSize: '24px', flexShrink: 0 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
  what: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  button: { alignSelf: 'flex-start', marginTop: '4px' },
});

const icons = {
  ok: CheckmarkCircleFilled,
  failed: ErrorCircleFilled,
  unknown: QuestionCircleFilled,
} as const;

/** What the integration needs before it works: each with how it was found out, and who must act. */
export function Prerequisites() {
  const styles = useStyles();
  const say = useSay();
  const changed = useChanges(({ of }) => `${of.prerequisites ?? 0} ${of.account ?? 0} ${of.online ?? 0}`);
  const read = useRead('prerequisites', async (signal) => engine.prerequisites.list({}, { signal }), changed);
  const confirm = useAct(async (code: string) => {
    await engine.prerequisites.confirm({ code });
    read.again();
  });
  if (read.value === null) {
    return read.error === null ? (
      <LoadingRows count={3} />
    ) : (
      <ErrorNotice error={read.error} again={read.again} />
    );
  }
  const open = read.value.filter(({ status }) => status !== 'ok').length;
  return (
    <>
      <div className={styles.head}>
        <Text className={styles.summary} role="status">
          {open === 0
            ? say('prerequisite.all-well')
            : say('prerequisite.some-open', { count: open, of: read.value.length })}
        </Text>
        <Button icon={<ArrowSyncRegular />} onClick={read.again} disabledFocusable={read.loading}>
          {say('prerequisite.again')}
        </Button>
      </div>
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      {confirm.error !== null && <ErrorNotice error={confirm.error} />}
      <ul className={styles.list}>
        {read.value.map((one) => {
          const { code, status, who, mayConfirm } = one;
          const Icon = icons[status];
          const todo = mayConfirm || code === 'portal-account' ? say.maybe(`prerequisite-do.${code}`) : null;
          return (
            <li key={code} className={styles.row} data-code={code} data-status={status}>
              <Icon className={mergeClasses(styles.icon, styles[status])} aria-hidden />
              <span className={styles.what}>
                <Text weight="semibold">
                  {say.word('prerequisite', code)}:{' '}
                  {say.word('prerequisite-status', status).replace(/^\S /, '')}
                </Text>
                <Text className={styles.quiet}>{evidenceText(one, say.locale)}</Text>
                {who !== undefined && (
                  <Text>
                    {[say.word('prerequisite-who', who), ...(todo === null ? [] : [todo])].join(' ')}
                  </Text>
                )}
                {mayConfirm && (
                  <Button
                    className={styles.button}
                    onClick={() => void confirm.run(code)}
                    disabledFocusable={confirm.running}
                    aria-label={`${say('account.prerequisites.confirm')}: ${say.word('prerequisite', code)}`}
                  >
                    {say('account.prerequisites.confirm')}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
