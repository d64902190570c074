import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
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
 * Hands over as soon as a fresh listing is there. An interrupted command leaves the wait standing: the engine goes on.
 * @throws EloError why FoccoLojas refused it
 */
export async function handOverWhenFresh(
  context: CommandContext,
  environmentId: string,
  mode: 'prepare' | 'negotiate',
): Promise<HandedOver> {
  const client = await context.client();
  // Listened to before anything is asked, so that nothing is missed.
  const events = await client.events({}, { signal: context.signal });
  try {
    const begun = await client.acts.handOverWhenFresh({ environmentId, mode }, { signal: context.signal });
    if (begun.reason !== undefined) context.output.progress(text(`acts.not-fresh.${begun.reason}`));
    const decided = async (wait: ListingWaitView | undefined): Promise<HandedOver | null> => {
      // Ended by somebody else, who waits no longer.
      if (wait === undefined) throw new EloError('nothing-waits', 'the wait was ended');
      if (wait.state === 'waiting' || wait.state === 'handing-over') return null;
      await client.acts.endListingWait({ environmentId }, { signal: context.signal });
      if (wait.state === 'done' && wait.importId !== undefined) {
        const { importId, openUrl } = wait;
        return { importId, ...(openUrl === undefined ? {} : { openUrl }) };
      }
      throw new EloError(wait.code ?? 'not-delivered', 'FoccoLojas did not accept it');
    };
    const known = async (): Promise<ListingWaitView | undefined> =>
      (await client.acts.listingWaits({}, { signal: context.signal })).find(
        (wait) => wait.environmentId === environmentId,
      );
    let done = await decided(begun);
    if (done === null) done = await decided(await known());
    if (done !== null) return done;
    for await (const event of events) {
      if (event.event !== 'state') continue;
      done = await decided(await known());
      if (done !== null) return done;
    }
    throw new EloError('engine-away', 'the engine ended meanwhile; it goes on when it runs again', {
      remedy: 'retry',
    });
  } finally {
    await events.return(undefined);
  }
}
