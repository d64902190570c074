import { Button, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { Desktop } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { bundlePath } from './bundlePath.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  path: { overflowWrap: 'anywhere' },
});

/** The redacted file for support, and the logs. */
export function Support({ desktop }: { readonly desktop: Desktop }) {
  const styles = useStyles();
  const say = useSay();
  const [made, setMade] = useState<string | null>(null);
  const bundle = useAct(async () => {
    const { path } = await engine.supportBundle({ path: bundlePath(desktop, new Date()) });
    setMade(path);
  });
  const show = useAct(async (path: string) => engine.desktop.reveal({ path }));
  const logs = useAct(async () => engine.desktop.openLogs());
  const error = bundle.error ?? show.error ?? logs.error;
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      {made !== null && (
        <Text role="status" className={styles.path}>
          {say('settings.support.made', { path: made })}
        </Text>
      )}
      <div className={styles.buttons}>
        <Button disabled={bundle.running} onClick={() => void bundle.run()}>
          {say('settings.support.make')}
        </Button>
        {made !== null && <Button onClick={() => void show.run(made)}>{say('settings.support.show')}</Button>}
        <Button appearance="subtle" onClick={() => void logs.run()}>
          {say('settings.support.logs')}
        </Button>
      </div>
    </>
  );
}
