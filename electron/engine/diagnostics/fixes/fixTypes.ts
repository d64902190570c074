import type { FixCode } from '../../../../shared/contract/fixSchemas.ts';

/** A command as it is started: a program with arguments, never a line for a shell. */
export type FixCommand =
  | { readonly kind: 'powershell'; readonly script: string }
  | { readonly kind: 'program'; readonly file: string; readonly args: readonly string[] };

/** What would be done, before anybody has agreed to it. */
export interface FixPlan {
  readonly code: FixCode;
  /** For the sentence `fix.CODE.text`: port, program, service, names of rules. */
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
  readonly commands: readonly FixCommand[];
  /** Takes it back, in this order. `{handle:N}` stands for the number the N-th command gives to what it makes. */
  readonly undo: readonly FixCommand[];
}
