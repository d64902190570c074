import { Field, Input, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { Choice } from './Choice.tsx';

const useStyles = makeStyles({ block: { display: 'block' } });

/** What is still possible after the orders were issued: a new option in FoccoLojas, or the assistance of an occurrence. */
export function Assistance({ close }: { readonly close: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const [occurrence, setOccurrence] = useState('');
  const [from, setFrom] = useState<'review' | 'blank'>('review');
  const start = useAct(() => engine.acts.assistance({ occurrenceId: occurrence.trim(), from }));
  const run = async (): Promise<void> => {
    const started = await start.run();
    if (started === null) return;
    toast(say('environment.assist.started', { path: started.path }));
    close();
    go({ place: 'environment', environmentId: started.environment.environmentId, tab: 'saves' });
  };
  return (
    <Choice
      title={say('environment.assist.title')}
      close={close}
      act={{
        text: say('environment.assist.start'),
        disabled: occurrence.trim() === '' || start.running,
        run: () => void run(),
      }}
    >
      <Text className={styles.block}>{say('environment.assist.why')}</Text>
      <Text className={styles.block}>{say('environment.assist.option')}</Text>
      <Text className={styles.block}>{say('environment.assist.occurrence')}</Text>
      <Field label={say('environment.assist.id')}>
        <Input value={occurrence} maxLength={200} onChange={(_event, { value }) => setOccurrence(value)} />
      </Field>
      <Field label={say('environment.assist.from')}>
        <RadioGroup
          value={from}
          onChange={(_event, { value }) => setFrom(value === 'blank' ? 'blank' : 'review')}
        >
          <Radio value="review" label={say('environment.assist.review')} />
          <Radio value="blank" label={say('environment.assist.blank')} />
        </RadioGroup>
      </Field>
      {start.error !== null && <ErrorNotice error={start.error} />}
    </Choice>
  );
}
