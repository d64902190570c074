import type { NotificationView } from '../../../shared/contract/schemas.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';

function notificationsInWords(notifications: readonly NotificationView[]): string {
  return table(
    [
      { title: text('col.notification-id') },
      { title: text('col.when') },
      { title: text('col.notification') },
      { title: text('col.environment') },
      { title: text('col.state') },
    ],
    notifications.map((notification) => [
      notification.id,
      text('form.time', { value: notification.createdAt }),
      word('notification', notification.kind),
      notification.environmentName ?? notification.environmentId ?? '',
      word('notification-state', notification.state),
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
