import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { openPanel } from '../acts/actPanel.ts';
import { go } from '../app/route.ts';
import { useSay } from '../text/language.ts';
import { OccurrenceList } from './OccurrenceList.tsx';
import { waysOutId } from './waysOut.ts';

const useStyles = makeStyles({
  note: {
    margin: '0 24px 12px',
    padding: '16px',
    maxWidth: '960px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    '@media (max-width: 800px)': { margin: '0 8px 8px', padding: '8px' },
  },
  title: { margin: 0, display: 'flex', alignItems: 'center', gap: '8px' },
  way: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', paddingTop: '8px' },
  words: { flexGrow: 1, flexBasis: '0', minWidth: '240px' },
  button: { minHeight: '40px' },
});

/** What an issued order means for whoever goes on drawing, and the lawful ways out: assistance, or a new option. */
export function LockedNote({ detail }: { readonly detail: EnvironmentDetail }) {
  const styles = useStyles();
  const say = useSay();
  const { purchaseOrders, lastSave, projectId } = detail;
  return (
    <section className={styles.note} aria-labelledby={waysOutId}>
      <Subtitle2 as="h2" id={waysOutId} tabIndex={-1} className={styles.title}>
        <LockClosedRegular aria-hidden />
        {say('locked.title', { count: purchaseOrders })}
      </Subtitle2>
      <Text>
        {say('locked.meaning')}
        {lastSave?.state === 'withheld' && ` ${say('locked.withheld', { number: lastSave.number })}`}
      </Text>
      <div className={styles.way}>
        <Text className={styles.words}>
          <strong>{say('locked.assistance.title')}</strong> {say('locked.assistance')}
        </Text>
      </div>
      <OccurrenceList detail={detail} />
      <div className={styles.way}>
        <Text className={styles.words}>
          <strong>{say('locked.option.title')}</strong> {say('locked.option')}
        </Text>
        <Button
          className={styles.button}
          onClick={() => {
            go({ place: 'environments' });
            openPanel({ kind: 'new-environment', projectId });
          }}
        >
          {say('locked.new-option')}
        </Button>
      </div>
    </section>
  );
}
