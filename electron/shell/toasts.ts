import type { ActivationArguments, Notification, NotificationConstructorOptions } from 'electron';
import type { NotificationView } from '../../shared/contract/schemas.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import type { Locale } from '../../shared/text/text.ts';
import { readActivation, toastOf, toastXml } from './toastContent.ts';
import type { Toast } from './toastContent.ts';
import { addToToasts, decideToast, noToasts } from './toastPolicy.ts';
import type { Attention } from './toastPolicy.ts';

export interface Toasts {
  /** From now on clicks are heard; the one that started the app is heard at once. */
  start(): void;
  /** Something FoccoLojas asks a person to do. */
  notice(notification: NotificationView): void;
  /** The user came back, or left: what waits is decided on again. */
  look(): void;
  /** A word of Elo's own, at once. */
  tell(toast: Toast): void;
  stop(): void;
}

export interface ToastsParts {
  readonly platform: NodeJS.Platform;
  readonly supported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Notification;
  /** Windows only: a click on any toast, also one from before the app was closed. */
  readonly handleActivation: (callback: (details: ActivationArguments) => void) => void;
  readonly clock: Clock;
  readonly attention: () => Attention;
  readonly locale: () => Locale;
  /** @param notificationId of the notification that was clicked, where it was one */
  readonly open: (link: DeepLink, notificationId?: string) => void;
}

/** Native toasts: gathered, bounded in number, a click shows what they are about. */
export function createToasts(parts: ToastsParts): Toasts {
  const { clock } = parts;
  const windows = parts.platform === 'win32';
  let state = noToasts;
  let stopLooking = (): void => undefined;
  /** Held on to, since a collected notification hears no click. */
  const held = new Set<Notification>();

  const tell = (toast: Toast): void => {
    if (!parts.supported()) return;
    const notification = parts.create(
      windows
        ? { toastXml: toastXml(toast) }
        : { title: toast.title, body: toast.body, urgency: 'normal', timeoutType: 'default' },
    );
    held.add(notification);
    const forget = (): void => {
      held.delete(notification);
    };
    notification.on('close', forget);
    notification.on('failed', forget);
    // On Windows the activation above hears every click, this one's too.
    if (!windows) {
      notification.on('click', () => {
        forget();
        parts.open(toast.link, toast.notificationId);
      });
    }
    notification.show();
  };

  const look = (): void => {
    stopLooking();
    const decision = decideToast(state, parts.attention(), clock.monotonic());
    state = decision.state;
    if (decision.show !== null) tell(toastOf(decision.show, parts.locale()));
    if (decision.again !== null) stopLooking = clock.after(decision.again - clock.monotonic(), look);
  };

  return {
    start() {
      if (!windows) return;
      parts.handleActivation((details) => {
        const { link, notificationId } = readActivation(details.arguments);
        parts.open(link, notificationId);
      });
    },
    notice(notification) {
      state = addToToasts(state, notification, clock.monotonic());
      look();
    },
    look,
    tell,
    stop() {
      stopLooking();
      held.clear();
    },
  };
}
