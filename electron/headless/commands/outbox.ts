import type { DeliveryView } from '../../../shared/contract/schemas.ts';
import { errorText, text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { absolutePath } from '../fileArgument.ts';
import { table } from '../table.ts';

function stateOf(delivery: DeliveryView): string {
  return word('delivery', delivery.state, {
    ...(delivery.receivedAt === undefined ? {} : { receivedAt: delivery.receivedAt }),
    ...(delivery.reason === undefined ? {} : { reason: errorText({ code: delivery.reason }).text }),
  });
}

function deliveriesInWords(deliveries: readonly DeliveryView[]): string {
  return table(
    [
      { title: text('col.delivery-id') },
      { title: text('col.when') },
      { title: text('col.kind') },
      { title: text('col.environment-id') },
      { title: text('col.attempts'), right: true },
      { title: text('col.state') },
    ],
    deliveries.map((delivery) => [
      delivery.id,
      text('form.time', { value: delivery.createdAt }),
      word('kind', delivery.kind),
      delivery.environmentId ?? '',
      text('form.number', { value: delivery.attempts }),
      stateOf(delivery),
    ]),
    text('cli.outbox.none'),
  );
}

export const listOutbox: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  const input = options['all'] === true ? { all: true } : {};
  const deliveries = await client.outbox.list(input, { signal: context.signal });
  context.output.result(deliveries, () => deliveriesInWords(deliveries));
};

export const retryDelivery: CommandRun = async (context, [id = '']) => {
  const delivery = await (await context.client()).outbox.retry({ id }, { signal: context.signal });
  context.output.result(delivery, () => deliveriesInWords([delivery]));
};

export const supportBundle: CommandRun = async (context, [file = '']) => {
  const client = await context.client();
  context.output.progress(text('cli.support-bundle.running'));
  const made = await client.supportBundle(
    { path: absolutePath(file, context.cwd) },
    { signal: context.signal },
  );
  context.output.result(made, () => text('cli.support-bundle.done', made));
};

const showReceiver = (
  context: CommandContext,
  receiver: { on: boolean; address?: string | undefined },
): void => {
  context.output.result(receiver, () =>
    receiver.address === undefined
      ? text('cli.receiver.off')
      : text('cli.receiver.on', { address: receiver.address }),
  );
};

export const receiverOn: CommandRun = async (context) => {
  showReceiver(
    context,
    await (await context.client()).receiver.set({ on: true }, { signal: context.signal }),
  );
};

export const receiverOff: CommandRun = async (context) => {
  showReceiver(
    context,
    await (await context.client()).receiver.set({ on: false }, { signal: context.signal }),
  );
};

export const receiverState: CommandRun = async (context) => {
  showReceiver(context, await (await context.client()).receiver.get({}, { signal: context.signal }));
};

export const audit: CommandRun = async (context) => {
  const client = await context.client();
  context.output.progress(text('cli.audit.running'));
  const counts = await client.audit({}, { signal: context.signal });
  context.output.result(counts, () =>
    [
      text('cli.audit.counts', counts),
      text(counts.compared ? (counts.ok ? 'cli.audit.ok' : 'cli.audit.differs') : 'cli.audit.offline'),
    ].join('\n'),
  );
};
