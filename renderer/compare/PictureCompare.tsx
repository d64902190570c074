import { makeStyles, Radio, RadioGroup, Slider, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Comparison, StateRef } from '../../shared/contract/windowSchemas.ts';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { useSay } from '../text/language.ts';
import { sideName } from './sideName.ts';

const useStyles = makeStyles({
  pictures: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  two: {
    flexGrow: 1,
    minHeight: '220px',
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: '8px',
    '@media (max-width: 560px)': { gridTemplateColumns: '1fr' },
  },
  one: { display: 'flex', flexDirection: 'column', gap: '4px', minHeight: '160px', minWidth: 0, margin: 0 },
  frame: { flexGrow: 1, minHeight: 0, position: 'relative' },
  picture: { position: 'absolute', inset: 0 },
  over: { flexGrow: 1, minHeight: '220px', position: 'relative' },
  edge: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: '2px',
    marginLeft: '-1px',
    backgroundColor: tokens.colorBrandForeground1,
    pointerEvents: 'none',
  },
  names: { display: 'flex', justifyContent: 'space-between', gap: '16px' },
  caption: { color: tokens.colorNeutralForeground2 },
  slider: { minHeight: '40px' },
});

/** The preview pictures of both sides: beside each other, or the one over the other with a slider between them. */
export function PictureCompare({
  before,
  after,
  comparison,
}: {
  readonly before: StateRef;
  readonly after: StateRef;
  readonly comparison: Comparison;
}) {
  const styles = useStyles();
  const say = useSay();
  const [mode, setMode] = useState<'side' | 'over'>('side');
  const [part, setPart] = useState(50);
  const both = comparison.before.hasPicture && comparison.after.hasPicture;
  const names = {
    before: `${say('compare.before')}: ${sideName(say, comparison.before)}`,
    after: `${say('compare.after')}: ${sideName(say, comparison.after)}`,
  };
  if (!comparison.before.hasPicture && !comparison.after.hasPicture) {
    return <Text>{say('compare.pictures.none')}</Text>;
  }
  const alt = (side: 'before' | 'after'): string =>
    say('compare.picture', { side: sideName(say, comparison[side]) });
  const caption = (side: 'before' | 'after'): string =>
    comparison[side].hasPicture ? names[side] : `${names[side]} · ${say('compare.pictures.no-one')}`;
  return (
    <div className={styles.pictures}>
      {both && (
        <RadioGroup
          layout="horizontal"
          aria-label={say('compare.pictures.mode')}
          value={mode}
          onChange={(_event, { value }) => setMode(value === 'over' ? 'over' : 'side')}
        >
          <Radio value="side" label={say('compare.pictures.side')} />
          <Radio value="over" label={say('compare.pictures.over')} />
        </RadioGroup>
      )}
      {mode === 'over' && both ? (
        <>
          <div className={styles.over}>
            <div className={styles.picture}>
              <PreviewPicture state={after} alt={alt('after')} size="fill" fit="contain" />
            </div>
            <div className={styles.picture} style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }}>
              <PreviewPicture state={before} alt={alt('before')} size="fill" fit="contain" />
            </div>
            <div className={styles.edge} style={{ left: `${part}%` }} />
          </div>
          <Slider
            className={styles.slider}
            min={0}
            max={100}
            value={part}
            aria-label={say('compare.pictures.slider')}
            onChange={(_event, { value }) => setPart(value)}
          />
          <div className={styles.names}>
            <Text className={styles.caption}>{names.before}</Text>
            <Text className={styles.caption}>{names.after}</Text>
          </div>
        </>
      ) : (
        <div className={styles.two}>
          {(['before', 'after'] as const).map((side) => (
            <figure key={side} className={styles.one}>
              <div className={styles.frame}>
                <div className={styles.picture}>
                  <PreviewPicture
                    state={side === 'before' ? before : after}
                    alt={alt(side)}
                    size="fill"
                    fit="contain"
                  />
                </div>
              </div>
              <figcaption>
                <Text className={styles.caption}>{caption(side)}</Text>
              </figcaption>
            </figure>
          ))}
        </div>
      )}
    </div>
  );
}
