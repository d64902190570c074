import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSortRegular } from '@fluentui/react-icons';
import { useSay } from '../text/language.ts';
import { rearrange, useHomeView } from './homeView.ts';

const useStyles = makeStyles({
  // Over the list and not in it: what says that nothing moves must move nothing.
  place: {
    position: 'absolute',
    bottom: '16px',
    left: 0,
    right: 0,
    display: 'grid',
    justifyContent: 'center',
  },
  button: { minHeight: '40px', boxShadow: tokens.shadow16 },
});

/** Rows changed and would stand elsewhere by now; a click puts the list in order. */
export function MovedNotice() {
  const styles = useStyles();
  const say = useSay();
  const moved = useHomeView((view) => view.moved.size);
  return (
    <div role="status" className={styles.place}>
      {moved > 0 && (
        <Button
          className={styles.button}
          shape="circular"
          icon={<ArrowSortRegular />}
          title={say('home.moved.why', { count: moved })}
          onClick={() => rearrange()}
        >
          {say('home.moved', { count: moved })}
        </Button>
      )}
    </div>
  );
}
