import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useConnection } from '../bridge/engine.ts';
import { useSay } from '../text/language.ts';

/** Says so while the engine is away; what is on the screen stays there. */
export function Connected() {
  const say = useSay();
  const state = useConnection((connection) => connection.state);
  if (state !== 'away') return null;
  return (
    <MessageBar intent="info">
      <MessageBarBody>{say('frame.engine-away')}</MessageBarBody>
    </MessageBar>
  );
}
