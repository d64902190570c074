import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  rows: { padding: '24px', display: 'flex', flexDirection: 'column', gap: '16px' },
});

/** The shape of rows that are being read. */
export function LoadingRows({ count = 6 }: { readonly count?: number }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Skeleton className={styles.rows} aria-label={say('frame.loading')}>
      {Array.from({ length: count }, (_, index) => (
        <SkeletonItem key={index} size={48} />
      ))}
    </Skeleton>
  );
}
