import type { DeliveryView } from '../../../shared/contract/schemas.ts';
import { errorText, text, word } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
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
