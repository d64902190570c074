/**
 * Two rows picked for comparing. A third pick takes the place of the earlier one, so that nobody has to untick first.
 * @param picked ids in the order of picking, at most two
 */
export function pick(picked: readonly string[], id: string): readonly string[] {
  if (picked.includes(id)) return picked.filter((one) => one !== id);
  return [...picked, id].slice(-2);
}
