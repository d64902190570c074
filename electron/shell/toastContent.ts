import type { EngineEvent } from '../../shared/contract/schemas.ts';
import { formatDeepLink, parseDeepLink } from '../../shared/domain/deepLink.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import { noticeFacts } from '../../shared/text/notificationFate.ts';
import { maybeText, text, word } from '../../shared/text/text.ts';
import type { Locale } from '../../shared/text/text.ts';
import { waitInWords } from '../../shared/text/waitInWords.ts';
import type { ToastTopic } from './toastPolicy.ts';

/** A toast in words, and what a click does. */
export interface Toast {
  readonly title: string;
  readonly body: string;
  readonly link: DeepLink;
  /** The notification a click is the answer to. */
  readonly notificationId?: string;
}

/** So many environments are named in one toast. */
const named = 3;

/** What a toast says. */
export function toastOf(topic: ToastTopic, locale: Locale): Toast {
  if (topic.about === 'one') {
    const { id, kind, environmentId, environmentName, customerName } = topic.notification;
    const whose = [environmentName, customerName].filter((part) => part !== undefined).join(' · ');
    const what = word('notification', kind, {}, locale);
    // Who did what, and who does what next: the same sentence as on the screen of notices.
    const todo = maybeText(`notifications.say.${kind}`, noticeFacts(topic.notification), locale);
    return {
      title: what,
      body: [whose, todo ?? ''].filter((part) => part !== '').join('\n'),
      link: environmentId === undefined ? { open: 'notifications' } : { open: 'environment', environmentId },
      notificationId: id,
    };
  }
  const names = [...new Set(topic.notifications.map(({ environmentName }) => environmentName))].filter(
    (name) => name !== undefined,
  );
  const rest = names.length - named;
  return {
    title: text('shell.toast.many', { count: topic.notifications.length }, locale),
    body: text(
      'shell.toast.names',
      { names: names.slice(0, named).join(', '), ...(rest > 0 ? { rest } : {}) },
      locale,
    ),
    link: { open: 'notifications' },
  };
}

/** What a toast says when something found broken is mended, or broken otherwise. */
export function toastOfDiagnosis(
  { profile, change, condition }: Extract<EngineEvent, { event: 'diagnosis' }>,
  locale: Locale,
): Toast {
  const facts = { profile: word('profile', profile, {}, locale) };
  // A title with facts of its own (a port, a host) cannot be filled in from here.
  const title = maybeText(`condition.${condition ?? ''}.title`, {}, locale);
  const what = title?.includes('{') === true ? null : title;
  return {
    title: text(`diagnosis.toast.${change}`, facts, locale),
    body: change === 'mended' || what === null ? text(`diagnosis.toast.${change}.what`, {}, locale) : what,
    link: { open: 'diagnosis' },
  };
}

/** What a toast says of an act that waited for its listing; a click leads to its environment. */
export function toastOfWait(event: Extract<EngineEvent, { event: 'wait' }>, locale: Locale): Toast {
  return {
    title: text('acts.wait.told.title', {}, locale),
    body: waitInWords(event, locale) ?? '',
    link: { open: 'environment', environmentId: event.environmentId },
  };
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text inside XML: marked characters escaped, those XML 1.0 does not know (§2.2) left out. */
function xmlText(value: string): string {
  return (
    Array.from(value.toWellFormed())
      .filter((character) => {
        const code = character.codePointAt(0) ?? 0;
        return (code >= 0x20 && code !== 0xfffe && code !== 0xffff) || code === 0x09 || code === 0x0a;
      })
      // A toast shows four lines; the rest is noise.
      .slice(0, 300)
      .map((character) => escapes[character] ?? character)
      .join('')
  );
}

/**
 * A toast as Windows wants it: what it leads to stands in the toast itself, so that a click is understood when the app
 * was closed meanwhile. `type=click` is how Electron names a click in its own toasts.
 */
export function toastXml(toast: Toast): string {
  const launch = new URLSearchParams({ type: 'click', open: formatDeepLink(toast.link) });
  if (toast.notificationId !== undefined) launch.set('notification', toast.notificationId);
  return [
    `<toast launch="${xmlText(launch.toString())}">`,
    '<visual><binding template="ToastGeneric">',
    `<text>${xmlText(toast.title)}</text>`,
    toast.body === '' ? '' : `<text>${xmlText(toast.body)}</text>`,
    '</binding></visual>',
    '</toast>',
  ].join('');
}

/** What a clicked toast leads to, as {@link toastXml} wrote it; an unknown one leads to the notifications. */
export function readActivation(launch: string): {
  readonly link: DeepLink;
  readonly notificationId?: string;
} {
  const parameters = new URLSearchParams(launch.slice(0, 4_000));
  const link = parseDeepLink(parameters.get('open') ?? '') ?? { open: 'notifications' };
  const notificationId = parameters.get('notification');
  return notificationId === null || notificationId === '' || notificationId.length > 200
    ? { link }
    : { link, notificationId };
}
