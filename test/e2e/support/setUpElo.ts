import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { AccountStep } from '../../../shared/contract/schemas.ts';
import { signInByForm } from '../../support/sandbox/signInByForm.ts';
import type { Store } from './openStore.ts';

/** Follows a sign-in or link to its end, its pages visited as the person does. */
async function follow(steps: AsyncIterable<AccountStep>, username: string): Promise<void> {
  const pages: Promise<unknown>[] = [];
  for await (const step of steps) {
    if (step.step === 'open-url') pages.push(signInByForm(step.url, username, 'elo'));
  }
  await Promise.all(pages);
}

/** The first run, done without the window: signed in, linked, the store's folders watched. */
export async function setUpElo(client: EngineClient, { person, folders }: Store): Promise<void> {
  await follow(await client.account.signIn({}), person.username);
  if (person.username !== 'responsible') await follow(await client.account.link({}), person.username);
  for (const path of [folders.projects, folders.exports]) await client.folders.add({ path });
  await client.setup.finish({});
}
