import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { HandedOver } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { errorText, text } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';

function stateInWords({ state, reason, code }: ListingWaitView): string {
  if (code !== undefined) return errorText({ code }).text;
  return reason === undefined ? text(`acts.wait.${state}`) : text(`acts.not-fresh.${reason}`);
}

function show(context: CommandContext, waits: readonly ListingWaitView[]): void {
  context.output.result(waits, () =>
    table(
      [
        { title: text('col.environment') },
        { title: text('cli.waits.act') },
        { title: text('cli.waits.since') },
        { title: text('col.state') },
      ],
      waits.map((wait) => [
        wait.environmentName ?? wait.environmentId,
        text(`acts.${wait.mode}`),
        text('form.time', { value: wait.since }),
        stateInWords(wait),
      ]),
      text('cli.waits.none'),
    ),
  );
}

export const listWaits: CommandRun = async (context) => {
  show(context, await (await context.client()).acts.listingWaits({}, { signal: context.signal }));
};

export const endWait: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  show(context, await client.acts.endListingWait({ environmentId }, { signal: context.signal }));
};

/**
 * Begins to wait for a listing and listens until that ended, or the listing is there; then it waits no longer. An
 * interrupted command leaves the wait standing: the engine goes on.
 * @throws EloError why FoccoLojas refused it
 */
async function waitFor(
  context: CommandContext,
  environmentId: string,
  begin: (client: EngineClient) => Promise<ListingWaitView>,
): Promise<ListingWaitView> {
  const client = await context.client();
  // Listened to before anything is asked, so that nothing is missed.
  const events = await client.events({}, { signal: context.signal });
  try {
    const begun = await begin(client);
    const isOurs = ({ mode, since }: ListingWaitView): boolean =>
      mode === begun.mode && since === begun.since;
    if (begun.reason !== undefined) context.output.progress(text(`acts.not-fresh.${begun.reason}`));
    const ended = async (wait: ListingWaitView | undefined): Promise<ListingWaitView | null> => {
      // Ended by somebody else, who waits no longer or for something else: how that ends is not ours to take.
      if (wait === undefined || !isOurs(wait)) throw new EloError('nothing-waits', 'the wait was ended');
      if (wait.state === 'waiting' || wait.state === 'handing-over') return null;
      await client.acts.endListingWait({ environmentId }, { signal: context.signal });
      if (wait.state !== 'refused') return wait;
      throw new EloError(wait.code ?? 'not-delivered', 'FoccoLojas did not accept it');
    };
    const known = async (): Promise<ListingWaitView | undefined> =>
      (await client.acts.listingWaits({}, { signal: context.signal })).find(
        (wait) => wait.environmentId === environmentId,
      );
    let end = await ended(begun);
    if (end === null) end = await ended(await known());
    if (end !== null) return end;
    for await (const event of events) {
      if (event.event !== 'state') continue;
      end = await ended(await known());
      if (end !== null) return end;
    }
    throw new EloError('engine-away', 'the engine ended meanwhile; it goes on when it runs again', {
      remedy: 'retry',
    });
  } finally {
    await events.return(undefined);
  }
}

/** Hands over as soon as a fresh listing is there. @throws EloError why FoccoLojas refused it */
export async function handOverWhenFresh(
  context: CommandContext,
  environmentId: string,
  mode: 'prepare' | 'negotiate',
): Promise<HandedOver> {
  const { importId, openUrl, code } = await waitFor(context, environmentId, (client) =>
    client.acts.handOverWhenFresh({ environmentId, mode }, { signal: context.signal }),
  );
  if (importId === undefined) throw new EloError(code ?? 'not-delivered', 'FoccoLojas did not accept it');
  return { importId, ...(openUrl === undefined ? {} : { openUrl }) };
}

/** Waits until an update can be made; it is made by nobody yet. @throws EloError why it cannot be */
export async function untilUpdatable(context: CommandContext, environmentId: string): Promise<void> {
  await waitFor(context, environmentId, (client) =>
    client.acts.updateWhenFresh({ environmentId }, { signal: context.signal }),
  );
}
