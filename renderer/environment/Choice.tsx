import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  button: { minHeight: '40px' },
});

/** A dialog about one thing: what it means, and one button that does it. */
export function Choice({
  title,
  close,
  act,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  /** What can be done; a dialog that only tells has none. */
  readonly act?: { readonly text: string; readonly disabled?: boolean; readonly run: () => void } | undefined;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions>
            <Button className={styles.button} onClick={close}>
              {say(act === undefined ? 'frame.close' : 'frame.cancel')}
            </Button>
            {act !== undefined && (
              <Button
                className={styles.button}
                appearance="primary"
                disabledFocusable={act.disabled === true}
                onClick={act.run}
              >
                {act.text}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
