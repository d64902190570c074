import type { EngineClient } from '../../shared/contract/contract.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import type { EngineConfig, EngineParts } from './engineParts.ts';
import type { ExitCode } from './exitCodes.ts';
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
  readonly env: NodeJS.ProcessEnv;
  /** Asks for a secret on the terminal; absent where nobody sits at one. */
  readonly ask?: (question: string) => Promise<string | null>;
  /** What a call threw, as our own error. */
  readonly asEloError: (thrown: unknown) => Promise<EloError>;
  /** The engine of this command; opened at the first call, closed after the command. */
  client(): Promise<EngineClient>;
}

/** Options of one command, as commander gives them. */
export type CommandOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command: does its work, tells `output` the result; throws what went wrong. Answers its exit code where that is not 0. */
export type CommandRun = (
  context: CommandContext,
  args: readonly string[],
  options: CommandOptions,
) => Promise<void | ExitCode>;

/** A text option, or `undefined`. */
export function textOption(options: CommandOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may stand several times. */
export function listOption(options: CommandOptions, name: string): readonly string[] {
  const value = options[name];
  return typeof value === 'object' ? value : [];
}
