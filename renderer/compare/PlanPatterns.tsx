import { tokens } from '@fluentui/react-components';
import { useStatusColors } from './statusLook.ts';

/** Pixels between the lines of a pattern. */
const step = 8;

/**
 * Added: lines that rise; removed: lines that cross; changed: dots.
 * @param id what their names begin with
 * @param scale units of the drawing per pixel: the patterns stay as fine on every zoom
 */
export function PlanPatterns({ id, scale }: { readonly id: string; readonly scale: number }) {
  const colors = useStatusColors();
  const shared = {
    width: step,
    height: step,
    patternUnits: 'userSpaceOnUse',
    patternTransform: `scale(${scale})`,
  } as const;
  const ground = <rect width={step} height={step} fill="currentColor" fillOpacity={0.14} />;
  return (
    <defs>
      <pattern id={`${id}-added`} {...shared} className={colors.added}>
        {ground}
        <path d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke="currentColor" strokeWidth={1.4} strokeOpacity={0.75} />
      </pattern>
      <pattern id={`${id}-removed`} {...shared} className={colors.removed}>
        {ground}
        <path d="M0 0 8 8M0 8 8 0" stroke="currentColor" strokeWidth={0.9} strokeOpacity={0.6} />
      </pattern>
      <pattern id={`${id}-changed`} {...shared} className={colors.changed}>
        <rect
          width={step}
          height={step}
          style={{ fill: tokens.colorPaletteYellowBackground3 }}
          fillOpacity={0.4}
        />
        <circle cx={2} cy={2} r={1.1} fill="currentColor" />
        <circle cx={6} cy={6} r={1.1} fill="currentColor" />
      </pattern>
    </defs>
  );
}
