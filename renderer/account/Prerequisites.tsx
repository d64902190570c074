import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'flex', alignItems: 'center', gap: '16px', minHeight: '48px' },
  what: { flexGrow: 1, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  status: { minWidth: '200px' },
});

/** What the integration needs before it works, each with how it was found out. */
export function Prerequisites({ mayConfirm }: { readonly mayConfirm: boolean }) {
  const styles = useStyles();
  const say = useSay();
  const read = useRead('prerequisites', async (signal) => engine.prerequisites.list({}, { signal }));
  const confirm = useAct(async (code: string) => {
    await engine.prerequisites.confirm({ code });
    read.again();
  });
  if (read.error !== null) return <ErrorNotice error={read.error} again={read.again} />;
  if (read.value === null) return <LoadingRows count={3} />;
  return (
    <>
      {confirm.error !== null && <ErrorNotice error={confirm.error} />}
      <ul className={styles.list}>
        {read.value.map(({ code, status, evidence, confirmedAt }) => (
          <li key={code} className={styles.row}>
            <Text className={styles.status}>{say.word('prerequisite-status', status)}</Text>
            <span className={styles.what}>
              <Text>{say.word('prerequisite', code)}</Text>
              <Text size={200} className={styles.quiet}>
                {confirmedAt === undefined
                  ? evidence
                  : say('account.prerequisites.confirmed', { at: confirmedAt })}
              </Text>
            </span>
            {mayConfirm && status !== 'ok' && (
              <Button onClick={() => void confirm.run(code)} disabled={confirm.running}>
                {say('account.prerequisites.confirm')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
