import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { TimelineEntry, WatchView } from '../../shared/contract/diagnosisSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import type { Say } from '../text/language.ts';

const useStyles = makeStyles({
  line: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  entry: {
    display: 'flex',
    gap: '16px',
    padding: '8px 0 8px 16px',
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    overflowWrap: 'anywhere',
  },
  when: { color: tokens.colorNeutralForeground2, minWidth: '120px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

function happened(entry: TimelineEntry, say: Say): string {
  if (entry.what === 'advice-taken') return say(`diagnosis.timeline.${entry.advice ?? 'did-it'}`);
  const { condition, brokenLink } = entry;
  const what =
    (condition === undefined ? null : say.maybe(`condition.${condition}.title`)) ??
    (brokenLink === undefined || brokenLink === null ? '' : say.word('check', brokenLink));
  return say(`diagnosis.timeline.${entry.what}`, { what });
}

/** What became of a fault since it was found: Elo looks again by itself and says when it changes. */
export function WatchPanel({ watch }: { readonly watch: WatchView }) {
  const styles = useStyles();
  const say = useSay();
  const stop = useAct(async () => {
    await engine.diagnosis.stopWatch({ profile: watch.profile });
  });
  const { state, nextCheckAt, lastCheckAt, lastCheck, timeline } = watch;
  return (
    <Section title={say('diagnosis.watch')}>
      <Text role="status" data-watch={state}>
        {state === 'watching'
          ? say('diagnosis.watch.watching', { nextAt: nextCheckAt ?? '' })
          : say(`diagnosis.watch.${state}`)}
      </Text>
      {lastCheckAt !== undefined && (
        <Text className={styles.quiet}>{say('diagnosis.watch.last', { at: lastCheckAt })}</Text>
      )}
      {lastCheck === 'could-not-test' && <Text>{say('diagnosis.watch.could-not-test')}</Text>}
      <ol className={styles.line}>
        {timeline.map((entry) => (
          <li key={`${entry.at} ${entry.what}`} className={styles.entry}>
            <Text className={styles.when}>{spellTime(entry.at, say.locale)}</Text>
            <Text>
              {happened(entry, say)}
              {entry.note === undefined ? '' : ` · ${entry.note}`}
            </Text>
          </li>
        ))}
      </ol>
      {stop.error !== null && <ErrorNotice error={stop.error} />}
      {state === 'watching' && (
        <span>
          <Button disabled={stop.running} onClick={() => void stop.run()}>
            {say('diagnosis.watch.stop')}
          </Button>
        </span>
      )}
    </Section>
  );
}
