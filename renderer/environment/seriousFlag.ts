/**
 * Flags that real listings carry on many components as a matter of course: a hinge has no price of its own, references
 * hold unresolved names. They are shown where they stand and raise no alarm above it.
 */
const routine: ReadonlySet<string> = new Set([
  'zero-price',
  'reference-error',
  'reference-unresolved',
  'no-guid',
]);

/** Whether somebody should look at it. A price of zero is routine in a component, and an oversight in an item. */
export function seriousFlag(flag: string, level: number): boolean {
  return !routine.has(flag) || (flag === 'zero-price' && level <= 2);
}
