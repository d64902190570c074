import { Button, Text } from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { toast } from '../components/toast.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { SidePanel } from './SidePanel.tsx';

/** What starting or completing a review means; neither can be taken back. */
export function ReviewPanel({ row, act }: { readonly row: HomeRow; readonly act: 'start' | 'complete' }) {
  const say = useSay();
  const { environmentId, name } = row;
  const review = (): void => {
    closePanel();
    startTask({
      kind: `${act}-review`,
      name,
      environmentId,
      act: () =>
        act === 'start'
          ? engine.acts.startReview({ environmentId })
          : engine.acts.completeReview({ environmentId }),
      done: () => toast(say(`home.review.${act}.done`, { name })),
      waiting: () => toast(say('home.task.waiting', { name })),
    });
  };
  return (
    <SidePanel
      title={say(`home.review.${act}.title`, { name })}
      footer={
        <>
          <Button appearance="primary" size="large" onClick={review}>
            {say(`home.act.${act}-review`)}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <Text>{say(`home.review.${act}.text`)}</Text>
    </SidePanel>
  );
}
