import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useSay } from '../text/language.ts';
import { closePanel } from './actPanel.ts';

const useStyles = makeStyles({
  panel: { width: '520px', maxWidth: '100vw' },
  title: { overflowWrap: 'anywhere' },
  body: { display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '16px' },
  close: { minWidth: '40px', minHeight: '40px' },
});

/** What an act needs to know first, beside the list; Esc or a click outside leaves it as it was. */
export function SidePanel({
  title,
  footer,
  children,
}: {
  readonly title: string;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.panel}
      surfaceMotion={null}
      backdropMotion={null}
      onOpenChange={(_event, { open }) => {
        if (!open) closePanel();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          className={styles.title}
          action={
            <Button
              className={styles.close}
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={say('frame.close')}
              onClick={closePanel}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      {/* It scrolls, and must do so by keyboard also where nothing in it takes the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <DrawerBody tabIndex={0} role="group" aria-label={title}>
        <div className={styles.body}>{children}</div>
      </DrawerBody>
      <DrawerFooter>{footer}</DrawerFooter>
    </OverlayDrawer>
  );
}
