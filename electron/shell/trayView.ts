import type { DeepLink } from '../../shared/domain/deepLink.ts';
import type { Status } from '../../shared/contract/schemas.ts';
import { worstState } from '../../shared/domain/worstState.ts';
import type { Severity, WorstState } from '../../shared/domain/worstState.ts';
import { healthText, text } from '../../shared/text/text.ts';
import type { Locale } from '../../shared/text/text.ts';

/** A line of the tray's menu. */
export type TrayLine =
  | { readonly kind: 'open'; readonly label: string; readonly link: DeepLink }
  | { readonly kind: 'line' }
  | { readonly kind: 'quit'; readonly label: string };

export interface TrayView {
  readonly severity: Severity;
  /** What a pointer over the icon says. */
  readonly tooltip: string;
  readonly lines: readonly TrayLine[];
}

/** Windows cuts a tray's text after 127 characters. */
const longestTooltip = 127;

/** A link only ever shows something: of two drawings that disagree it shows their environment. */
function linkTo(leadsTo: WorstState['leadsTo']): DeepLink {
  if (leadsTo.place === 'machines') return { open: 'environment', environmentId: leadsTo.environmentId };
  return leadsTo.place === 'environments' ? { open: 'home' } : { open: leadsTo.place };
}

/**
 * What the tray shows: the worst state, and where its sentence leads.
 * @param status `null` while the engine is away
 */
export function trayView(status: Status | null, unread: number, locale: Locale): TrayView {
  const worst = status === null ? null : worstState(status);
  const sentence =
    status === null || worst === null
      ? text('shell.tray.away', {}, locale)
      : worst.code !== null
        ? healthText(worst.code, locale)
        : worst.severity === 'busy'
          ? text('frame.sending-now', { count: status.queue.kept + status.queue.sending }, locale)
          : text('frame.all-well', {}, locale);
  const more =
    worst === null || worst.others === 0
      ? ''
      : ` (${text('frame.more-problems', { count: worst.others }, locale)})`;
  const leadsTo = linkTo(worst?.leadsTo ?? { place: 'environments' });
  const open = (label: string, link: DeepLink): TrayLine => ({ kind: 'open', label, link });
  return {
    severity: worst?.severity ?? 'calm',
    tooltip: `Elo: ${sentence}${more}`.slice(0, longestTooltip),
    lines: [
      open(`${sentence}${more}`, leadsTo),
      { kind: 'line' },
      open(text('shell.tray.open', {}, locale), { open: 'home' }),
      open(text('shell.tray.notices', unread > 0 ? { count: unread } : {}, locale), {
        open: 'notifications',
      }),
      open(text('frame.sending', {}, locale), { open: 'sending' }),
      open(text('frame.settings', {}, locale), { open: 'settings' }),
      { kind: 'line' },
      { kind: 'quit', label: text('shell.tray.quit', {}, locale) },
    ],
  };
}
