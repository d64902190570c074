import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useSay } from '../text/language.ts';
import { PlanPatterns } from './PlanPatterns.tsx';
import { useStatusColors } from './statusLook.ts';

const useStyles = makeStyles({
  legend: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  entry: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  quiet: { fill: tokens.colorNeutralBackground1Hover, stroke: tokens.colorNeutralForeground4 },
  drawn: { stroke: 'currentColor' },
  none: { fill: 'none' },
});

const [width, height] = [22, 14];

/** What the colours and patterns of the plan mean. */
export function PlanLegend() {
  const styles = useStyles();
  const colors = useStatusColors();
  const say = useSay();
  const id = useId();
  const box = { x: 1, y: 1, width: width - 2, height: height - 2, rx: 1 };
  return (
    <ul className={styles.legend} aria-label={say('compare.plan.legend')}>
      {(['added', 'removed', 'changed'] as const).map((status) => (
        <li key={status} className={styles.entry}>
          <svg width={width} height={height} aria-hidden className={colors[status]}>
            <PlanPatterns id={`${id}-${status}`} scale={1} />
            <rect
              {...box}
              fill={`url(#${id}-${status}-${status})`}
              className={styles.drawn}
              strokeWidth={1.5}
              {...(status === 'removed' ? { strokeDasharray: '4 3' } : {})}
            />
          </svg>
          {say(`compare.status.${status}`)}
        </li>
      ))}
      <li className={styles.entry}>
        <svg width={width} height={height} aria-hidden className={colors.changed}>
          <rect {...box} className={mergeClasses(styles.drawn, styles.none)} strokeDasharray="2 3" />
        </svg>
        {say('compare.plan.former')}
      </li>
      <li className={styles.entry}>
        <svg width={width} height={height} aria-hidden>
          <rect {...box} className={styles.quiet} />
        </svg>
        {say('compare.status.unchanged')}
      </li>
    </ul>
  );
}
