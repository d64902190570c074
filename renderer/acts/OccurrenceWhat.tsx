import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import { spellMoney } from '../components/spell.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  what: { flexGrow: 1, minWidth: '240px', flexBasis: '0', display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/**
 * What an occurrence is about, and how far it is.
 * @param of.where the environment it hangs on, where that is not the page's own
 */
export function OccurrenceWhat({
  occurrence,
  where,
}: {
  readonly occurrence: OccurrenceView;
  readonly where?: ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <span className={styles.what}>
      <Text weight="semibold">{say('occurrence.title', { number: occurrence.number })}</Text>
      {where}
      <Text>{occurrence.description}</Text>
      <Text className={styles.quiet}>
        {say.word('occurrence', occurrence.state)}
        {occurrence.state === 'asked' && ` · ${say('occurrence.asked.text')}`}
      </Text>
      {occurrence.items.map((item) => (
        <Text key={item.id} className={styles.quiet}>
          {say('occurrence.item', {
            description: item.description,
            quantity: item.quantity,
            total: spellMoney(item.total, say.locale),
          })}
        </Text>
      ))}
      {occurrence.assistance?.path !== undefined && (
        <Text className={styles.quiet}>{occurrence.assistance.path}</Text>
      )}
      {occurrence.problem !== undefined && (
        <Text className={styles.bad}>{say.error({ code: occurrence.problem }).text}</Text>
      )}
    </span>
  );
}
