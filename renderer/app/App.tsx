import { FluentProvider, makeStyles, Spinner } from '@fluentui/react-components';
import { FirstRun } from '../firstRun/FirstRun.tsx';
import { useConnection } from '../bridge/engine.ts';
import { ScreenBoundary } from '../components/ScreenBoundary.tsx';
import { useLive } from '../state/useLive.ts';
import { useSetup } from '../state/setup.ts';
import { useSay } from '../text/language.ts';
import { Frame } from './Frame.tsx';
import { Place } from './Place.tsx';
import { targets } from './targets.ts';
import { useTheme } from './theme.ts';

const useStyles = makeStyles({
  waiting: { height: '100%', display: 'grid', placeItems: 'center' },
});

/** A style of its own, not a class: the library gives the provider's classes to every dialog, too. */
const whole = { height: '100%' };

/** The window: the first run until it is done, then the frame with its places. */
export function App() {
  const styles = useStyles();
  const say = useSay();
  const theme = useTheme();
  useLive();
  const connection = useConnection(({ state }) => state);
  const setup = useSetup(({ setup: known }) => known);
  const screen =
    setup === null || connection === 'connecting' ? (
      <div className={styles.waiting}>
        <Spinner label={say('frame.connecting')} />
      </div>
    ) : setup.done ? (
      <Frame>
        <Place />
      </Frame>
    ) : (
      <FirstRun setup={setup} />
    );
  return (
    <FluentProvider theme={theme} style={whole} customStyleHooks_unstable={targets}>
      <ScreenBoundary>{screen}</ScreenBoundary>
    </FluentProvider>
  );
}
