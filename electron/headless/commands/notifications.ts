import type { NotificationView } from '../../../shared/contract/schemas.ts';
import { fateSteps, noticeFacts } from '../../../shared/text/notificationFate.ts';
import { maybeText, text, word } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';

/** What became of a notification: delivered, seen, done (or updated, in which version), each with its time. */
export function fateInWords(notification: NotificationView): string {
  return fateSteps(notification)
    .map(({ key, facts }) => text(key, facts))
    .join(' → ');
}

function whatToDo(notification: NotificationView): string {
  if (notification.state === 'done') return '';
  return maybeText(`notifications.say.${notification.kind}`, noticeFacts(notification)) ?? '';
}

function notificationsInWords(notifications: readonly NotificationView[]): string {
  return table(
    [
      { title: text('col.notification-id') },
      { title: text('col.when') },
      { title: text('col.notification') },
      { title: text('col.environment') },
      { title: text('col.state') },
      { title: text('col.what-to-do') },
    ],
    notifications.map((notification) => [
      notification.id,
      text('form.time', { value: notification.createdAt }),
      word('notification', notification.kind),
      notification.environmentName ?? notification.environmentId ?? '',
      fateInWords(notification),
      whatToDo(notification),
    ]),
    text('cli.notifications.none'),
  );
}

export const listNotifications: CommandRun = async (context) => {
  const notifications = await (await context.client()).notifications.list({}, { signal: context.signal });
  context.output.result(notifications, () => notificationsInWords(notifications));
};

export const openNotification: CommandRun = async (context, [id = '']) => {
  const notification = await (await context.client()).notifications.open({ id }, { signal: context.signal });
  context.output.result(notification, () => notificationsInWords([notification]));
};

export const finishNotification: CommandRun = async (context, [id = '']) => {
  const notification = await (
    await context.client()
  ).notifications.finish({ id }, { signal: context.signal });
  context.output.result(notification, () => notificationsInWords([notification]));
};
