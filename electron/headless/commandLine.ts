import { Option } from 'commander';
import { text } from '../../shared/text/text.ts';
import type { TextKey } from '../../shared/text/text.ts';
import type { CommandRun } from './commandContext.ts';

/** One command of the table: how it is written, and where its work stands (loaded only when it is called). */
export interface CommandLine {
  /** Words and arguments, e.g. `folders add <path>`. */
  readonly usage: string;
  readonly help: TextKey;
  readonly options?: readonly Option[];
  /** The command a group runs when only its name is given. */
  readonly isDefault?: boolean;
  readonly load: () => Promise<CommandRun>;
}

export const option = (flags: string, help: TextKey): Option => new Option(flags, text(help));
export const required = (flags: string, help: TextKey): Option => option(flags, help).makeOptionMandatory();
