import { Button } from '@fluentui/react-components';
import type { EloError } from '../../shared/domain/eloError.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { readAgain } from '../state/homeRows.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

/**
 * Why waiting for the listing was not begun; where another act of the environment waits already, with the way out of it.
 * @param ended it waits no longer
 */
export function WaitRefused({
  error,
  environmentId,
  ended,
}: {
  readonly error: EloError;
  readonly environmentId: string;
  readonly ended: () => void;
}) {
  const say = useSay();
  const end = useAct(async () => {
    // One that ended meanwhile stands in the way no more.
    await engine.acts.endListingWait({ environmentId }).catch(() => undefined);
    readAgain(environmentId);
    ended();
  });
  const other = error.code === 'other-act-waits' ? error.details['waits'] : undefined;
  return (
    <ErrorNotice
      error={error}
      action={
        other === undefined ? undefined : (
          <Button disabledFocusable={end.running} onClick={() => void end.run()}>
            {say('acts.wait.end.other', { act: say.word('acts', String(other)) })}
          </Button>
        )
      }
    />
  );
}
