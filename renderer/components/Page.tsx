import { Button, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { goBack } from '../app/route.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  head: { display: 'flex', alignItems: 'center', gap: '16px', padding: '16px 24px 8px', flexWrap: 'wrap' },
  // Its lines break before the way back gets a line of its own.
  titles: { flex: '1 1 240px', minWidth: 0 },
  title: { margin: 0, display: 'block', overflowWrap: 'anywhere' },
  under: { color: tokens.colorNeutralForeground2 },
  body: { flexGrow: 1, minHeight: 0, overflowY: 'auto', padding: '8px 24px 24px' },
  // A page whose content scrolls by itself (a virtual list) fills the rest without padding.
  bare: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
});

/** A screen: a heading, its actions at the right, and the content below. */
export function Page({
  title,
  under,
  back = false,
  actions,
  bare = false,
  children,
}: {
  readonly title: string;
  readonly under?: ReactNode;
  readonly back?: boolean;
  readonly actions?: ReactNode;
  readonly bare?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <section className={styles.page} aria-label={title}>
      <div className={styles.head}>
        {back && (
          <Button
            appearance="subtle"
            size="large"
            icon={<ArrowLeftRegular />}
            aria-label={say('frame.back')}
            onClick={goBack}
          />
        )}
        <div className={styles.titles}>
          <Title3 as="h1" className={styles.title}>
            {title}
          </Title3>
          {under !== undefined && <Text className={styles.under}>{under}</Text>}
        </div>
        {actions}
      </div>
      {/* What scrolls can be scrolled by keyboard, also while nothing in it takes the focus. */}
      {bare ? (
        <div className={styles.bare}>{children}</div>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls (WCAG 2.1.1)
        <div className={styles.body} tabIndex={0} role="group" aria-label={title}>
          {children}
        </div>
      )}
    </section>
  );
}
