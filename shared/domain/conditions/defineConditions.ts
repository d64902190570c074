/** Who must act. */
export const responsibles = [
  'store',
  'provider',
  'consultant',
  'support',
  'vendor',
  'network-technician',
] as const;
export type Responsible = (typeof responsibles)[number];

/** What is known of a condition besides its texts (`condition.CODE.title`, `.text`, `.next`, and `.message` where set). */
export interface Condition {
  /** Who takes the next step. */
  readonly who: Responsible;
  /** A text ready to be sent stands at `condition.CODE.message`, to this party. */
  readonly message?: Responsible;
  /** The code of a fix that Elo can run on this machine, on consent. */
  readonly fix?: string;
  /** How long it must stand before the user is told in the background; default as in the watch. */
  readonly timeToVisibleMs?: number;
  /** Conditions that are only echoes while this one stands (carrier-grade NAT makes a missing mapping pointless). */
  readonly hides?: readonly string[];
}

/** The conditions of one area; codes are lower-kebab-case and unique in the whole house. */
export function defineConditions<const K extends string>(
  conditions: Readonly<Record<K, Condition>>,
): Readonly<Record<K, Condition>> {
  return conditions;
}
