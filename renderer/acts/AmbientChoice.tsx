import { makeStyles, Radio, RadioGroup, Text, tokens, useId } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  choice: {
    padding: '16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** The value of "the whole file"; a GUID is never this. */
export const wholeFile = 'whole';

/** A file with several 3D environments: which one of them an environment is. Nothing is asked where there is only one. */
export function AmbientChoice({
  saveId,
  picked,
  onPick,
}: {
  readonly saveId: string | undefined;
  readonly picked: string;
  readonly onPick: (guid: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const title = useId('ambients');
  const { value, loading } = useRead(saveId === undefined ? null : `ambients ${saveId}`, async (signal) =>
    saveId === undefined ? [] : (await engine.plan({ state: { saveId } }, { signal })).ambients,
  );
  if (loading) return <Text role="status">{say('home.ambients.reading')}</Text>;
  const named = (value ?? []).flatMap(({ guid, name }) => (guid === null ? [] : [{ guid, name }]));
  if (named.length < 2) return null;
  return (
    <div className={styles.choice}>
      <Text id={title} weight="semibold">
        {say('home.ambients.title', { count: named.length })}
      </Text>
      <RadioGroup aria-labelledby={title} value={picked} onChange={(_event, data) => onPick(data.value)}>
        <Radio value={wholeFile} label={say('home.ambients.whole')} />
        {named.map(({ guid, name }) => (
          <Radio key={guid} value={guid} label={name === '' ? say('home.ambients.unnamed') : name} />
        ))}
      </RadioGroup>
    </div>
  );
}
