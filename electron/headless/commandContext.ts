import type { EngineClient } from '../../shared/contract/contract.ts';
import type { EngineConfig, EngineParts } from './engineParts.ts';
import type { Output } from './output.ts';

/** What every command is handed. */
export interface CommandContext {
  readonly output: Output;
  /** Where the user stands; relative paths start here. */
  readonly cwd: string;
  readonly config: EngineConfig;
  readonly parts: EngineParts;
  readonly connectMs: number | undefined;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** The engine of this command; opened at the first call, closed after the command. */
  client(): Promise<EngineClient>;
}

/** Options of one command, as commander gives them. */
export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>;

/** One command: does its work, tells `output` the result; throws what went wrong. */
export type CommandRun = (
  context: CommandContext,
  args: readonly string[],
  options: CommandOptions,
) => Promise<void>;

/** A text option, or `undefined`. */
export function textOption(options: CommandOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
