import { z } from 'zod';

/** What Elo can change on this machine, each only when asked, shown and agreed to. */
export const fixCodes = ['open-port', 'remove-block-rules', 'start-service', 'keep-awake'] as const;
export type FixCode = (typeof fixCodes)[number];

/** What a fix is to be for. Everything comes from outside: bounded, and checked again where it is put into a command. */
export const fixFactsSchema = z.strictObject({
  port: z.int().min(1).max(65_535).optional(),
  /** Full path of the program that listens. */
  program: z.string().min(1).max(1_024).optional(),
  /** Short name of a service. */
  service: z.string().min(1).max(256).optional(),
  /** Literal addresses or networks that alone are to be let in. */
  remote: z.array(z.string().min(2).max(60)).max(20).optional(),
});
export type FixFacts = z.infer<typeof fixFactsSchema>;

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
