import { makeStyles, tokens } from '@fluentui/react-components';
import { CubeRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { keptPicture, showPicture } from './pictures.ts';

const useStyles = makeStyles({
  place: {
    flexShrink: 0,
    width: '72px',
    height: '54px',
    display: 'grid',
    placeItems: 'center',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground4,
    fontSize: '24px',
  },
  picture: { width: '100%', height: '100%', objectFit: 'cover', display: 'block' },
});

/** A row that only flies past while scrolling asks for nothing. */
const stayMs = 120;

/** The picture Promob made of a save, when it is known; people recognise a project by it. */
export function SavePicture({ saveId }: { readonly saveId: string | undefined }) {
  const styles = useStyles();
  const [shown, setShown] = useState<{ saveId: string | undefined; address: string | null }>(() => ({
    saveId,
    address: saveId === undefined ? null : (keptPicture(saveId) ?? null),
  }));
  useEffect(() => {
    if (saveId === undefined) return undefined;
    let leave: (() => void) | null = null;
    const show = (): void => {
      leave = showPicture(saveId, (address) => setShown({ saveId, address }));
    };
    const wait = keptPicture(saveId) === undefined ? stayMs : 0;
    const timer = window.setTimeout(show, wait);
    return () => {
      window.clearTimeout(timer);
      leave?.();
    };
  }, [saveId]);
  // While the picture of a newer save is read, the one before stays: it is most likely the same room.
  return (
    <span className={styles.place}>
      {saveId !== undefined && shown.address !== null ? (
        <img src={shown.address} alt="" decoding="async" className={styles.picture} />
      ) : (
        <CubeRegular aria-hidden />
      )}
    </span>
  );
}
