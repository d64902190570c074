import { Button, Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { go } from '../app/route.ts';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { toast } from '../components/toast.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { SidePanel } from './SidePanel.tsx';

/** What the drawing of an assistance starts from. */
export function AssistancePanel({
  row,
  occurrence,
}: {
  readonly row: HomeRow;
  readonly occurrence: { readonly id: string; readonly number: number };
}) {
  const say = useSay();
  const [from, setFrom] = useState<'review' | 'blank'>('review');
  const { number } = occurrence;
  const name = say('occurrence.title', { number });
  const begin = (): void => {
    closePanel();
    startTask({
      kind: 'assistance',
      name,
      environmentId: row.environmentId,
      act: () => engine.acts.assistance({ occurrenceId: occurrence.id, from }),
      done: ({ environment, path }) => {
        toast(say('occurrence.done', { number, path }));
        go({ place: 'environment', environmentId: environment.environmentId, tab: 'saves' });
      },
      waiting: () => toast(say('occurrence.waiting', { number })),
    });
  };
  return (
    <SidePanel
      title={say('occurrence.begin.title', { number })}
      footer={
        <>
          <Button appearance="primary" size="large" onClick={begin}>
            {say('occurrence.begin')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <Text>{say('occurrence.begin.text')}</Text>
      <Field label={say('environment.assist.from')}>
        <RadioGroup
          value={from}
          onChange={(_event, { value }) => setFrom(value === 'blank' ? 'blank' : 'review')}
        >
          <Radio value="review" label={say('environment.assist.review')} />
          <Radio value="blank" label={say('environment.assist.blank')} />
        </RadioGroup>
      </Field>
    </SidePanel>
  );
}
