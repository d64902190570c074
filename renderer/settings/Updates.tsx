import { Button, makeStyles, ProgressBar, Text } from '@fluentui/react-components';
import type { Desktop } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useDesktop } from '../state/desktop.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  progress: { width: '320px' },
});

/** The version that runs, and the next one where there is one. */
export function Updates({ desktop }: { readonly desktop: Desktop }) {
  const styles = useStyles();
  const say = useSay();
  const { state, version = '', percent = 0 } = desktop.update;
  const check = useAct(async () => {
    useDesktop.setState({ desktop: await engine.desktop.checkForUpdate() });
  });
  const install = useAct(async () => engine.desktop.installUpdate());
  const error = check.error ?? install.error;
  return (
    <div className={styles.block}>
      <Text weight="semibold">{say('settings.update.version', { version: desktop.version })}</Text>
      {error !== null && <ErrorNotice error={error} />}
      {state !== 'unsupported' && (
        <Text role="status">{say(`settings.update.${state}`, { version, percent })}</Text>
      )}
      {state === 'downloading' && <ProgressBar className={styles.progress} value={percent / 100} />}
      {state === 'ready' && (
        <Button appearance="primary" disabled={install.running} onClick={() => void install.run()}>
          {say('settings.update.install')}
        </Button>
      )}
      {(state === 'current' || state === 'failed') && (
        <Button disabled={check.running} onClick={() => void check.run()}>
          {say('settings.update.check')}
        </Button>
      )}
    </div>
  );
}
