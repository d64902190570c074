import { makeStyles, tokens } from '@fluentui/react-components';

/**
 * Colours of added, removed, changed and unchanged, the same in plan, legend and list. On the plan each has a pattern as
 * well, in the list a sign and a word: colour is never alone.
 */
export const useStatusColors = makeStyles({
  added: { color: tokens.colorPaletteGreenForeground1 },
  removed: { color: tokens.colorPaletteRedForeground1 },
  changed: { color: tokens.colorPaletteYellowForeground2 },
  unchanged: { color: tokens.colorNeutralForeground3 },
});
