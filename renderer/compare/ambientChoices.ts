import type { Comparison } from '../../shared/contract/windowSchemas.ts';

/** The environments inside the files that can be asked for by name, of both sides, each once. */
export function ambientChoices({
  before,
  after,
}: Comparison['plans']): readonly { readonly guid: string; readonly name: string }[] {
  const choices = new Map<string, string>();
  for (const { guid, name } of [...after.ambients, ...before.ambients]) {
    if (guid !== null && !choices.has(guid)) choices.set(guid, name);
  }
  return [...choices].map(([guid, name]) => ({ guid, name }));
}
