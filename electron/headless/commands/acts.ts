import type { HandedOver, Updated } from '../../../shared/contract/schemas.ts';
import { text } from '../../../shared/text/text.ts';
import type { CommandContext, CommandOptions, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { fileArgument } from '../fileArgument.ts';
import { UsageError } from '../usageError.ts';
import { handOverWhenFresh, untilUpdatable } from './waits.ts';
import { environmentsInWords } from './environments.ts';

function handOverInput(
  context: CommandContext,
  environmentId: string,
  options: CommandOptions,
): { environmentId: string; listing?: string } {
  const listing = textOption(options, 'listing');
  return { environmentId, ...(listing === undefined ? {} : { listing: fileArgument(listing, context.cwd) }) };
}

function show(context: CommandContext, handedOver: HandedOver): void {
  context.output.result(handedOver, () =>
    [
      text('cli.handed-over', { importId: handedOver.importId }),
      ...(handedOver.openUrl === undefined ? [] : [text('cli.go-on-at', { url: handedOver.openUrl })]),
    ].join('\n'),
  );
}

const handOver =
  (mode: 'prepare' | 'negotiate'): CommandRun =>
  async (context, [environmentId = ''], options) => {
    const input = handOverInput(context, environmentId, options);
    if (options['wait'] === true) {
      if (input.listing !== undefined) throw new UsageError('conflicting-options');
      show(context, await handOverWhenFresh(context, environmentId, mode));
      return;
    }
    const client = await context.client();
    context.output.progress(text('cli.handing-over'));
    show(context, await client.acts[mode](input, { signal: context.signal }));
  };

export const prepare = handOver('prepare');
export const negotiate = handOver('negotiate');

type Changes = Updated['changes'];

function changesInWords({ version, changes }: Updated): string {
  const money = (total: string | null): string =>
    total === null ? '–' : text('form.money', { value: total });
  const item = (sign: string, one: Changes['added'][number]): string =>
    `  ${sign} ${one.description}  ${text('cli.item', { quantity: one.quantity, total: one.total })}`;
  return [
    version === undefined ? text('cli.update.dry') : text('cli.update.done', { version }),
    text('cli.update.totals', { before: money(changes.total.before), after: money(changes.total.after) }),
    text('cli.update.counts', {
      added: changes.added.length,
      removed: changes.removed.length,
      changed: changes.changed.length,
      kept: changes.manualItemsKept,
    }),
    ...changes.added.map((one) => item('+', one)),
    ...changes.removed.map((one) => item('−', one)),
    ...changes.changed.map(({ after }) => item('~', after)),
  ].join('\n');
}

export const update: CommandRun = async (context, [environmentId], options) => {
  const notificationId = textOption(options, 'notification');
  if (environmentId === undefined && notificationId === undefined) {
    throw new UsageError('missing-argument', { name: text('arg.environment-or-notification') });
  }
  if (environmentId !== undefined && notificationId !== undefined)
    throw new UsageError('conflicting-options');
  const wait = options['wait'] === true;
  // A notification is about something that is there.
  if (wait && environmentId === undefined) throw new UsageError('conflicting-options');
  const seen = textOption(options, 'if');
  // What waited was not looked at yet.
  if (wait && seen !== undefined) throw new UsageError('conflicting-options');
  if (wait && environmentId !== undefined) await untilUpdatable(context, environmentId);
  const client = await context.client();
  context.output.progress(text('cli.update.running'));
  const updated = await client.acts.update(
    {
      ...(environmentId === undefined ? {} : { environmentId }),
      ...(notificationId === undefined ? {} : { notificationId }),
      // What waited is looked at before anybody confirms it.
      ...(options['dryRun'] === true || wait ? { dryRun: true } : {}),
      ...(seen === undefined ? {} : { seen }),
    },
    { signal: context.signal },
  );
  context.output.result(updated, () =>
    [
      changesInWords(updated),
      ...(updated.seen === undefined
        ? []
        : [
            environmentId === undefined
              ? text('cli.make-current.token', { code: updated.seen })
              : text('cli.update.confirm', { environment: environmentId, code: updated.seen }),
          ]),
    ].join('\n'),
  );
};

export const assistance: CommandRun = async (context, [occurrenceId = ''], options) => {
  const client = await context.client();
  const from = options['from'] === 'review' ? 'review' : 'blank';
  const made = await client.acts.assistance({ occurrenceId, from }, { signal: context.signal });
  context.output.result(made, () =>
    [text('cli.file-made', { path: made.path }), environmentsInWords([made.environment])].join('\n'),
  );
};
