import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { FluentProviderProps } from '@fluentui/react-components';

/** Nothing to press is lower than this, in pixels: a hurried hand on a small screen. */
const useStyles = makeStyles({
  target: { minHeight: '40px' },
  square: { minHeight: '40px', minWidth: '40px' },
});

interface Styled {
  readonly root: { className?: string | undefined };
  readonly iconOnly?: boolean;
}

function useTarget(state: unknown): void {
  const styles = useStyles();
  const { root, iconOnly = false } = state as Styled;
  // oxlint-disable-next-line react/immutability -- the library's hooks for styles are made to be written into
  root.className = mergeClasses(root.className, iconOnly ? styles.square : styles.target);
}

/** Of a list to choose from, the frame is only as high as what stands in it. */
function useSelectTarget(state: unknown): void {
  const styles = useStyles();
  const { select } = state as { readonly select: { className?: string | undefined } };
  // oxlint-disable-next-line react/immutability -- the library's hooks for styles are made to be written into
  select.className = mergeClasses(select.className, styles.target);
}

/** The library's controls are 32 pixels high; here they are 40 wherever they stand. */
export const targets: NonNullable<FluentProviderProps['customStyleHooks_unstable']> = {
  useButtonStyles_unstable: useTarget,
  useToggleButtonStyles_unstable: useTarget,
  useMenuButtonStyles_unstable: useTarget,
  useInputStyles_unstable: useTarget,
  useSelectStyles_unstable: useSelectTarget,
};
