import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '16px',
    marginBottom: '16px',
    maxWidth: '840px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0 },
  under: { color: tokens.colorNeutralForeground2 },
});

/** One group of a page of settings: a heading, a sentence, its controls. */
export function Section({
  title,
  under,
  children,
}: {
  readonly title: string;
  readonly under?: string | undefined;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <Subtitle2 as="h2" className={styles.title}>
        {title}
      </Subtitle2>
      {under !== undefined && <Text className={styles.under}>{under}</Text>}
      {children}
    </section>
  );
}
