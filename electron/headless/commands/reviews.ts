import type { NotificationView, ReviewView } from '../../../shared/contract/schemas.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';
import { environmentInWords, environmentsInWords } from './environments.ts';
import { fateInWords } from './notifications.ts';

function notified(notifications: readonly NotificationView[]): string {
  return notifications.map((each) => `${word('notification', each.kind)}: ${fateInWords(each)}`).join('; ');
}

function reviewsInWords(reviews: readonly ReviewView[]): string {
  return table(
    [
      { title: text('col.environment-id') },
      { title: text('col.customer') },
      { title: text('col.project') },
      { title: text('col.environment') },
      { title: text('col.state') },
      { title: text('col.due') },
      { title: text('col.notified') },
    ],
    reviews.map((review) => [
      review.environmentId,
      review.customerName ?? '',
      review.projectName ?? '',
      review.name,
      environmentInWords(review),
      review.due === undefined ? '' : word('due', review.due),
      notified(review.notifications),
    ]),
    text('cli.reviews.none'),
  );
}

export const listReviews: CommandRun = async (context) => {
  const reviews = await (await context.client()).reviews.queue({}, { signal: context.signal });
  context.output.result(reviews, () => reviewsInWords(reviews));
};

export const startReview: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  const environment = await client.acts.startReview({ environmentId }, { signal: context.signal });
  context.output.result(environment, () => environmentsInWords([environment]));
};

export const completeReview: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  const environment = await client.acts.completeReview({ environmentId }, { signal: context.signal });
  context.output.result(environment, () =>
    [
      environmentsInWords([environment]),
      ...(environment.purchaseOrders === undefined
        ? []
        : [text('cli.review.orders', { count: environment.purchaseOrders })]),
    ].join('\n'),
  );
};
