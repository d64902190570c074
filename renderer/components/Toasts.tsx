import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useSay } from '../text/language.ts';
import { dismissToast, useToasts } from './toast.ts';

const useStyles = makeStyles({
  place: {
    position: 'fixed',
    right: '24px',
    bottom: '24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    zIndex: 1000,
  },
  toast: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    maxWidth: '480px',
    padding: '8px 8px 8px 16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    color: tokens.colorNeutralForegroundInverted,
    boxShadow: tokens.shadow16,
  },
  text: { flexGrow: 1 },
  button: { color: tokens.colorNeutralForegroundInverted },
});

/** The notes about what was done, in the corner; read out by screen readers. */
export function Toasts() {
  const styles = useStyles();
  const say = useSay();
  const toasts = useToasts((shown) => shown.toasts);
  return (
    <div className={styles.place} role="status" aria-live="polite">
      {toasts.map(({ id, text, undo }) => (
        <div key={id} className={styles.toast}>
          <span className={styles.text}>{text}</span>
          {undo !== undefined && (
            <Button
              appearance="transparent"
              className={styles.button}
              onClick={() => {
                undo();
                dismissToast(id);
              }}
            >
              {say('frame.undo')}
            </Button>
          )}
          <Button
            appearance="transparent"
            className={styles.button}
            icon={<DismissRegular />}
            aria-label={say('frame.close')}
            onClick={() => dismissToast(id)}
          />
        </div>
      ))}
    </div>
  );
}
