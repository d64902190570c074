import { Link, makeStyles, Text } from '@fluentui/react-components';
import { go } from '../app/route.ts';
import { useSay } from '../text/language.ts';
import { Choice } from './Choice.tsx';

const useStyles = makeStyles({
  steps: { margin: 0, paddingLeft: '24px', display: 'flex', flexDirection: 'column', gap: '8px' },
});

/** How a listing comes from Promob to Elo, in three steps. */
export function ExportHelp({ close }: { readonly close: () => void }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Choice title={say('environment.export.title')} close={close}>
      <Text>{say('environment.export.why')}</Text>
      <ol className={styles.steps}>
        <li>{say('environment.export.step1')}</li>
        <li>{say('environment.export.step2')}</li>
        <li>{say('environment.export.step3')}</li>
      </ol>
      <Text>{say('environment.export.then')}</Text>
      <Link as="button" onClick={() => go({ place: 'settings' })}>
        {say('environment.export.settings')}
      </Link>
    </Choice>
  );
}
