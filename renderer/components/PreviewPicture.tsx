import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { ImageOffRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { StateRef } from '../../shared/contract/windowSchemas.ts';
import { engine, useConnection } from '../bridge/engine.ts';
import { pictureKey, pictures } from './pictures.ts';

/** A picture is asked for when it is this close to being seen, so that a slow scroll never meets an empty frame. */
const nearby = '200px';

const useStyles = makeStyles({
  frame: {
    display: 'block',
    flexShrink: 0,
    overflow: 'hidden',
    position: 'relative',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  small: { width: '64px', height: '48px' },
  medium: { width: '112px', height: '80px' },
  fill: { width: '100%', height: '100%' },
  picture: { display: 'block', width: '100%', height: '100%' },
  cover: { objectFit: 'cover' },
  contain: { objectFit: 'contain' },
  loading: { position: 'absolute', inset: 0 },
  none: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    fontSize: '24px',
    color: tokens.colorNeutralForeground4,
  },
});

/**
 * The preview picture of a save or a version, by which people recognise a project. It is read when it comes near the
 * screen; until then a skeleton stands there, and a quiet sign where the file has none. Nothing is announced.
 * @param alt what the picture shows, for those who do not see it; empty where the text beside it says the same
 */
export function PreviewPicture({
  state,
  alt,
  size = 'small',
  fit = 'cover',
  className,
}: {
  readonly state: StateRef | null;
  readonly alt: string;
  readonly size?: 'small' | 'medium' | 'fill';
  readonly fit?: 'cover' | 'contain';
  readonly className?: string | undefined;
}) {
  const styles = useStyles();
  const frame = useRef<HTMLSpanElement>(null);
  const opened = useConnection((connection) => connection.opened);
  const key = state === null ? null : pictureKey(state);
  const [near, setNear] = useState(false);
  const [shown, setShown] = useState<{ key: string | null; url: string | null | undefined }>(() => ({
    key,
    url: key === null ? null : pictures.peek(key),
  }));
  // A row that is reused for another state must not show the old picture for a moment.
  const url = shown.key === key ? shown.url : key === null ? null : pictures.peek(key);

  useEffect(() => {
    const place = frame.current;
    if (place === null || near) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) setNear(true);
      },
      { rootMargin: nearby },
    );
    observer.observe(place);
    return () => observer.disconnect();
  }, [near]);

  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);
  useEffect(() => {
    const wanted = latest.current;
    if (!near || key === null || wanted === null || opened === 0) return undefined;
    let left = false;
    const held = pictures.hold(key, () => engine.picture(wanted));
    held.ready
      .then((read) => {
        if (!left) setShown({ key, url: read });
      })
      .catch(() => {
        // The place stays empty; the screen around it says what is wrong with the engine or the file.
        if (!left) setShown({ key, url: null });
      });
    return () => {
      left = true;
      held.release();
    };
  }, [near, key, opened]);

  return (
    <span ref={frame} className={mergeClasses(styles.frame, styles[size], className)}>
      {url === undefined && (
        <Skeleton aria-hidden className={styles.loading}>
          <SkeletonItem style={{ height: '100%' }} />
        </Skeleton>
      )}
      {url === null && (
        <span className={styles.none} aria-hidden>
          <ImageOffRegular />
        </span>
      )}
      {typeof url === 'string' && (
        <img
          src={url}
          alt={alt}
          draggable={false}
          decoding="async"
          className={mergeClasses(styles.picture, styles[fit])}
        />
      )}
    </span>
  );
}
