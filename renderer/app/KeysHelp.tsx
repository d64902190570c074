import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { TextKey } from '../../shared/text/text.ts';
import { useSay } from '../text/language.ts';
import { useKeysHelp } from './useKeys.ts';

const useStyles = makeStyles({
  keys: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: '8px 24px',
    alignItems: 'center',
    margin: 0,
  },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '2px 8px',
    justifySelf: 'start',
  },
  what: { margin: 0 },
});

const keys: readonly (readonly [string, TextKey])[] = [
  ['/', 'frame.keys.search'],
  ['↑ ↓', 'frame.keys.rows'],
  ['Enter', 'frame.keys.act'],
  ['→', 'frame.keys.open'],
  ['Alt ←', 'frame.keys.back'],
  ['?', 'frame.keys.help'],
];

/** The list of keys, on `?`. */
export function KeysHelp() {
  const styles = useStyles();
  const say = useSay();
  const open = useKeysHelp((help) => help.open);
  const close = (): void => useKeysHelp.setState({ open: false });
  return (
    <Dialog open={open} onOpenChange={(_event, data) => useKeysHelp.setState({ open: data.open })}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{say('frame.keys')}</DialogTitle>
          <DialogContent>
            <dl className={styles.keys}>
              {keys.map(([key, what]) => (
                <div key={key} style={{ display: 'contents' }}>
                  <dt className={styles.key}>{key}</dt>
                  <dd className={styles.what}>{say(what)}</dd>
                </div>
              ))}
            </dl>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {say('frame.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
