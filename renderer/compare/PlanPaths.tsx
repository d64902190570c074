import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, useMemo } from 'react';
import type { PlanScene, SceneShape } from './planScene.ts';
import { pathOf } from './planScene.ts';
import { useStatusColors } from './statusLook.ts';

const useStyles = makeStyles({
  line: { vectorEffect: 'non-scaling-stroke', strokeLinejoin: 'round' },
  floor: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke2, strokeWidth: '1px' },
  wall: { fill: tokens.colorNeutralStroke2, stroke: tokens.colorNeutralStroke1, strokeWidth: '1px' },
  module: {
    fill: tokens.colorNeutralBackground1Hover,
    stroke: tokens.colorNeutralForeground4,
    strokeWidth: '1px',
  },
  ground: { fill: tokens.colorNeutralBackground1 },
  // The pattern and the outline take the colour of the status.
  added: { stroke: 'currentColor', strokeWidth: '2px' },
  removed: { stroke: 'currentColor', strokeWidth: '2px', strokeDasharray: '6 4' },
  changed: { stroke: 'currentColor', strokeWidth: '2px' },
  former: { fill: 'none', stroke: 'currentColor', strokeWidth: '1.5px', strokeDasharray: '2 4' },
  chosen: { fill: 'none', stroke: tokens.colorStrokeFocus2, strokeWidth: '5px' },
  chosenInner: { fill: 'none', stroke: tokens.colorStrokeFocus1, strokeWidth: '1.5px' },
  hovered: {
    fill: tokens.colorNeutralForeground1,
    fillOpacity: '0.12',
    stroke: tokens.colorNeutralForeground1,
    strokeWidth: '1.5px',
  },
});

/** What is drawn with one look becomes one path: a few elements, however many shapes there are. */
function usePaths(scene: PlanScene) {
  return useMemo(() => {
    const of = (pick: (shape: SceneShape) => boolean): string => pathOf(scene.shapes.filter(pick));
    const quiet = (layer: SceneShape['layer']) =>
      of((shape) => shape.status === 'unchanged' && shape.layer === layer);
    const status = (wanted: SceneShape['status']) => of((shape) => shape.status === wanted && !shape.former);
    return {
      floor: quiet('floor'),
      wall: quiet('wall'),
      module: quiet('module'),
      other: quiet('other'),
      removed: status('removed'),
      changed: status('changed'),
      added: status('added'),
      former: of(({ former }) => former),
    };
  }, [scene]);
}

/** The shapes of a plan. Its patterns are named after `patterns`. */
export const PlanPaths = memo(function PlanPaths({
  scene,
  patterns,
}: {
  readonly scene: PlanScene;
  readonly patterns: string;
}) {
  const styles = useStyles();
  const colors = useStatusColors();
  const paths = usePaths(scene);
  return (
    <>
      <path d={paths.floor} className={mergeClasses(styles.line, styles.floor)} />
      <path d={paths.wall} className={mergeClasses(styles.line, styles.wall)} />
      <path d={paths.module} className={mergeClasses(styles.line, styles.module)} />
      <path d={paths.other} className={mergeClasses(styles.line, styles.module)} />
      {(['removed', 'changed', 'added'] as const).map((status) => (
        <g key={status} className={colors[status]}>
          <path d={paths[status]} className={styles.ground} />
          <path
            d={paths[status]}
            fill={`url(#${patterns}-${status})`}
            className={mergeClasses(styles.line, styles[status])}
          />
        </g>
      ))}
      <path d={paths.former} className={mergeClasses(styles.line, styles.former, colors.changed)} />
    </>
  );
});

/** The shapes of the difference that is chosen, and what the pointer is over. */
export function PlanMarks({
  scene,
  chosen,
  hovered,
}: {
  readonly scene: PlanScene;
  readonly chosen: string | null;
  readonly hovered: SceneShape | null;
}) {
  const styles = useStyles();
  const path = useMemo(
    () => (chosen === null ? '' : pathOf(scene.shapes.filter(({ id, former }) => id === chosen && !former))),
    [scene, chosen],
  );
  return (
    <>
      {hovered !== null && (
        <path d={pathOf([hovered])} className={mergeClasses(styles.line, styles.hovered)} />
      )}
      {path !== '' && (
        <>
          <path d={path} className={mergeClasses(styles.line, styles.chosen)} />
          <path d={path} className={mergeClasses(styles.line, styles.chosenInner)} />
        </>
      )}
    </>
  );
}
