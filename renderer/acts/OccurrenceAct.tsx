import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import { go } from '../app/route.ts';
import { useSay } from '../text/language.ts';
import { openPanel } from './actPanel.ts';
import { useActTasks } from './actTasks.ts';
import { occurrenceStep } from './occurrenceStep.ts';

const useStyles = makeStyles({ button: { minHeight: '40px', whiteSpace: 'nowrap' } });

/** Does the one thing that is next about an occurrence: draws its assistance, or opens the one it has. */
export function doOccurrence(occurrence: OccurrenceView): void {
  const step = occurrenceStep(occurrence);
  if (step === 'go' && occurrence.assistance !== undefined) {
    go({ place: 'environment', environmentId: occurrence.assistance.environmentId, tab: 'items' });
  } else if (step === 'draw' || step === 'draw-too' || step === 'retry') {
    const { id, number, environmentId } = occurrence;
    openPanel({ kind: 'assistance', environmentId, occurrence: { id, number } });
  }
}

const keys = {
  go: 'occurrence.go',
  draw: 'occurrence.draw',
  'draw-too': 'occurrence.draw-too',
  retry: 'frame.retry',
} as const;

/** The button of the one thing that is next about an occurrence, or that it is being done. */
export function OccurrenceAct({
  occurrence,
  tabIndex,
}: {
  readonly occurrence: OccurrenceView;
  readonly tabIndex?: number;
}) {
  const styles = useStyles();
  const say = useSay();
  const { number, environmentId, environmentName } = occurrence;
  const title = say('occurrence.title', { number });
  const running = useActTasks(({ tasks }) =>
    tasks.some(
      (task) =>
        task.kind === 'assistance' &&
        task.error === null &&
        task.environmentId === environmentId &&
        task.name === title,
    ),
  );
  const step = occurrenceStep(occurrence);
  if (step === null) return null;
  if (step === 'wait' || (running && step !== 'go')) {
    return <Spinner size="tiny" label={say('occurrence.making-file')} />;
  }
  const of = [title, environmentName].filter((part) => part !== undefined).join(' · ');
  return (
    <Button
      className={styles.button}
      appearance={step === 'go' ? 'secondary' : step === 'draw-too' ? 'subtle' : 'primary'}
      aria-label={`${say(keys[step])}: ${of}`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      onClick={() => doOccurrence(occurrence)}
    >
      {say(keys[step])}
    </Button>
  );
}
