import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { sentenceFacts } from '../../shared/text/diagnosis/sentenceFacts.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'flex', gap: '16px', alignItems: 'center', minHeight: '48px', flexWrap: 'wrap' },
  what: { flexGrow: 1, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What Elo changed on this computer, each with its way back. Nothing is shown where nothing was ever changed. */
export function AppliedFixes({ version }: { readonly version: number }) {
  const styles = useStyles();
  const say = useSay();
  const read = useRead('fixes', async (signal) => engine.fixes.list({}, { signal }), version);
  const undo = useAct(async (fixId: string) => {
    await engine.fixes.undo({ fixId, consent: true });
    read.again();
  });
  if (read.error !== null) return <ErrorNotice error={read.error} again={read.again} />;
  if (read.value === null || read.value.length === 0) return null;
  return (
    <Section title={say('diagnosis.fixes')}>
      {undo.error !== null && <ErrorNotice error={undo.error} />}
      <ul className={styles.list}>
        {read.value.map((fix) => (
          <li key={fix.fixId} className={styles.row}>
            <span className={styles.what}>
              <Text>{say.maybe(`fix.${fix.code}.title`, sentenceFacts(fix.facts)) ?? fix.code}</Text>
              <Text size={200} className={styles.quiet}>
                {spellTime(fix.at, say.locale)} · {say.maybe(`fix.state.${fix.state}`) ?? fix.state}
              </Text>
            </span>
            {fix.state === 'applied' && (
              <Button disabled={undo.running} onClick={() => void undo.run(fix.fixId)}>
                {say('diagnosis.fix.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
