import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  place: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '16px',
    padding: '32px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: '48px', color: tokens.colorNeutralForeground3 },
  text: { maxWidth: '440px' },
});

/** An empty screen teaches the next step: one sentence, one button. */
export function EmptyScreen({
  icon,
  title,
  text,
  action,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: string | undefined;
  readonly action?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.place}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Subtitle1 as="h2">{title}</Subtitle1>
      {text !== undefined && (
        <Text align="center" className={styles.text}>
          {text}
        </Text>
      )}
      {action}
    </div>
  );
}
