import { Button, makeStyles, Text, tokens, Toolbar } from '@fluentui/react-components';
import { ArrowExpandRegular, ZoomInRegular, ZoomOutRegular } from '@fluentui/react-icons';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useSay } from '../text/language.ts';
import { countByStatus } from './differences.ts';
import type { DrawingDifference } from './differences.ts';
import { PlanLegend } from './PlanLegend.tsx';
import { PlanMarks, PlanPaths } from './PlanPaths.tsx';
import { PlanPatterns } from './PlanPatterns.tsx';
import { shapeAt } from './planScene.ts';
import type { Bounds, PlanScene, SceneShape } from './planScene.ts';
import { fitView, panBy, pointAt, showPart, viewBox, zoomAt } from './planView.ts';
import type { PlanSize, PlanView } from './planView.ts';

const useStyles = makeStyles({
  plan: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  place: {
    position: 'relative',
    flexGrow: 1,
    minHeight: '220px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    overflow: 'hidden',
  },
  paper: {
    position: 'absolute',
    inset: 0,
    touchAction: 'none',
    cursor: 'grab',
    outlineStyle: 'none',
    ':active': { cursor: 'grabbing' },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  over: { cursor: 'pointer' },
  // Marks lie on a layer of their own: what the pointer is over changes without thousands of shapes being painted again.
  drawing: { display: 'block', width: '100%', height: '100%' },
  marks: {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
    willChange: 'transform',
  },
  tools: {
    position: 'absolute',
    top: '8px',
    right: '8px',
    padding: '2px',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
  },
  tool: { minWidth: '40px', minHeight: '40px' },
  foot: { display: 'flex', flexWrap: 'wrap', gap: '4px 24px', justifyContent: 'space-between' },
  named: { color: tokens.colorNeutralForeground2, minHeight: '20px' },
});

/** A step of the keyboard or a button, and of one notch of a wheel (Chromium: 100 pixels). */
const zoomStep = 1.4;
const wheelPixels = 300;
/** Pixels an arrow key moves the paper. */
const panStep = 60;
/** A pointer that moved further than this dragged; it did not click. */
const clickPixels = 4;
/** Pixels around the pointer in which a shape too small to hit is found. */
const reachPixels = 6;

/** The plan of both sides: differences by colour and pattern; dragged, zoomed, and clicked to find things in the list. */
export function FloorPlan({
  scene,
  bounds,
  differences,
  chosen,
  choose,
  omitted,
}: {
  readonly scene: PlanScene;
  readonly bounds: Bounds;
  readonly differences: readonly DrawingDifference[];
  readonly chosen: string | null;
  readonly choose: (id: string | null) => void;
  readonly omitted: number;
}) {
  const styles = useStyles();
  const say = useSay();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<PlanSize>({ width: 0, height: 0 });
  // Until somebody moves it the whole plan is shown, whatever size the window has.
  const [moved, setMoved] = useState<PlanView | null>(null);
  const [hovered, setHovered] = useState<SceneShape | null>(null);
  const drag = useRef<{ pointer: number; x: number; y: number; far: number } | null>(null);
  const ready = size.width > 0 && size.height > 0;
  const view = moved ?? fitView(bounds, ready ? size : { width: 1, height: 1 });
  const latest = useRef({ view, size });
  useLayoutEffect(() => {
    latest.current = { view, size };
  });

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // React listens to wheels passively; the page must not scroll while the plan zooms.
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      // Where the page itself scrolls, the wheel is the page's until the plan has the focus.
      const scrolls = window.matchMedia('(max-width: 1000px)').matches;
      if (scrolls && !event.ctrlKey && !element.contains(document.activeElement)) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 32 : 1;
      const factor = Math.exp((-event.deltaY * lines) / wheelPixels);
      const at: readonly [number, number] = [event.clientX - box.left, event.clientY - box.top];
      const now = latest.current;
      setMoved((before) => zoomAt(before ?? now.view, bounds, now.size, factor, at));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [bounds]);

  // What was chosen in the list is brought into sight.
  useEffect(() => {
    const now = latest.current;
    if (chosen === null || now.size.width === 0) return;
    const boxes = scene.shapes.filter((shape) => shape.id === chosen && !shape.former).map(({ box }) => box);
    const [first] = boxes;
    if (first === undefined) return;
    const shown = showPart(now.view, bounds, now.size, first);
    if (shown !== now.view) setMoved(shown);
  }, [chosen, scene, bounds]);

  const zoom = (factor: number): void => setMoved(zoomAt(view, bounds, size, factor));
  const pan = (dx: number, dy: number): void => setMoved(panBy(view, bounds, size, dx, dy));
  const fit = (): void => setMoved(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => pan(panStep, 0),
      ArrowRight: () => pan(-panStep, 0),
      ArrowUp: () => pan(0, panStep),
      ArrowDown: () => pan(0, -panStep),
      '+': () => zoom(zoomStep),
      '=': () => zoom(zoomStep),
      '-': () => zoom(1 / zoomStep),
      '0': fit,
      Escape: () => choose(null),
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  const shapeUnder = (event: PointerEvent<HTMLDivElement>): SceneShape | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = pointAt(view, size, event.clientX - box.left, event.clientY - box.top);
    return shapeAt(scene, point.x, point.y, reachPixels / view.scale);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, far: 0 };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    if (held === null || held.pointer !== event.pointerId) {
      setHovered(shapeUnder(event));
      return;
    }
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    const far = held.far + Math.hypot(dx, dy);
    drag.current = { ...held, x: event.clientX, y: event.clientY, far };
    if (far > clickPixels) {
      const now = latest.current;
      setMoved((before) => panBy(before ?? now.view, bounds, now.size, dx, dy));
    }
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    drag.current = null;
    if (held !== null && held.far <= clickPixels) choose(shapeUnder(event)?.id ?? null);
  };

  const counts = countByStatus(differences);
  const name =
    hovered === null
      ? say('compare.plan.hint')
      : `${hovered.entity?.description || say('compare.unnamed')} · ${say(`compare.status.${hovered.status}`)}`;
  return (
    <div className={styles.plan}>
      <div className={styles.place}>
        {/* An application of its own: a drawing that is moved by keys and pointer. The list tells the same in words. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above */}
        <div
          ref={place}
          role="application"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application takes the focus and its keys
          tabIndex={0}
          aria-label={say('compare.plan.label', counts)}
          className={styles.paper}
          data-plan={hovered === null ? 'plan' : 'over'}
          style={hovered !== null && hovered.id !== null ? { cursor: 'pointer' } : undefined}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onPointerLeave={() => setHovered(null)}
        >
          {ready && (
            <>
              <svg className={styles.drawing} viewBox={viewBox(view, size)} aria-hidden>
                <PlanPatterns id={id} scale={1 / view.scale} />
                <PlanPaths scene={scene} patterns={id} />
              </svg>
              <svg className={styles.marks} viewBox={viewBox(view, size)} aria-hidden>
                <PlanMarks scene={scene} chosen={chosen} hovered={hovered} />
              </svg>
            </>
          )}
        </div>
        <Toolbar vertical aria-label={say('compare.plan.tools')} className={styles.tools}>
          <Button
            appearance="subtle"
            className={styles.tool}
            icon={<ZoomInRegular />}
            aria-label={say('compare.plan.in')}
            title={say('compare.plan.in')}
            onClick={() => zoom(zoomStep)}
          />
          <Button
            appearance="subtle"
            className={styles.tool}
            icon={<ZoomOutRegular />}
            aria-label={say('compare.plan.out')}
            title={say('compare.plan.out')}
            onClick={() => zoom(1 / zoomStep)}
          />
          <Button
            appearance="subtle"
            className={styles.tool}
            icon={<ArrowExpandRegular />}
            aria-label={say('compare.plan.fit')}
            title={say('compare.plan.fit')}
            onClick={fit}
          />
        </Toolbar>
      </div>
      <div className={styles.foot}>
        <PlanLegend />
        <Text size={200} className={styles.named}>
          {name}
          {omitted > 0 && ` · ${say('compare.plan.omitted', { count: omitted })}`}
        </Text>
      </div>
    </div>
  );
}
