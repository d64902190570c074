import type { DeliveryView } from '../../shared/contract/schemas.ts';

/** Deliveries that need attention for one and the same reason: one cause, said once. */
export interface Cause {
  readonly reason: string;
  readonly rows: readonly DeliveryView[];
}

export interface SendingGroups {
  /** The largest cause first. */
  readonly causes: readonly Cause[];
  readonly waiting: readonly DeliveryView[];
  readonly withheld: readonly DeliveryView[];
  /** The newest first. */
  readonly received: readonly DeliveryView[];
}

/** The queue as the screen shows it; a row stands in exactly one group, refused acts (said where they were asked) in none. */
export function sendingGroups(rows: readonly DeliveryView[]): SendingGroups {
  const causes = new Map<string, DeliveryView[]>();
  const waiting: DeliveryView[] = [];
  const withheld: DeliveryView[] = [];
  const received: DeliveryView[] = [];
  for (const row of rows) {
    switch (row.state) {
      case 'needs-attention': {
        const reason = row.reason ?? 'unexpected-error';
        causes.set(reason, [...(causes.get(reason) ?? []), row]);
        break;
      }
      case 'kept':
      case 'sending':
        waiting.push(row);
        break;
      case 'withheld':
        withheld.push(row);
        break;
      case 'received':
        received.push(row);
        break;
      case 'refused':
        break;
    }
  }
  return {
    causes: [...causes]
      .map(([reason, list]) => ({ reason, rows: list }))
      .sort((a, b) => b.rows.length - a.rows.length || a.reason.localeCompare(b.reason)),
    waiting,
    withheld,
    received: received.sort((a, b) => b.seq - a.seq),
  };
}

/** Which way out of a cause helps: the account, the checks of this machine, or the environment itself. */
export function wayOut(reason: string): 'account' | 'diagnosis' | 'environment' {
  if (/^(sign-in-required|promob-link-required|forbidden|session-ended)$/.test(reason)) return 'account';
  if (/^(network|tls|proxy|server|disk|database|content|vault)-/.test(reason)) return 'diagnosis';
  return 'environment';
}
