import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  place: { padding: '8px 24px 0', display: 'flex', flexDirection: 'column', gap: '8px' },
});

/** What was made, and where: it stays until it is closed, since the file is what people came for. */
export function DoneNote({
  text,
  path,
  good,
  close,
}: {
  readonly text: string;
  readonly path: string;
  /** Everything went as wished; else it is only told. */
  readonly good: boolean;
  readonly close: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const reveal = useAct(() => engine.desktop.reveal({ path }));
  return (
    <div className={styles.place}>
      <MessageBar intent={good ? 'success' : 'info'}>
        <MessageBarBody>{text}</MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              icon={<DismissRegular />}
              aria-label={say('frame.close')}
              onClick={close}
            />
          }
        >
          <Button onClick={() => void reveal.run()}>{say('environment.file-show')}</Button>
        </MessageBarActions>
      </MessageBar>
      {reveal.error !== null && <ErrorNotice error={reveal.error} />}
    </div>
  );
}
