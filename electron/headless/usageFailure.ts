import type { CommanderError } from 'commander';
import type { Failure } from './output.ts';
import { UsageError } from './usageError.ts';

/** commander's codes and ours. */
const codes: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'unknown-command',
  'commander.unknownOption': 'unknown-option',
  'commander.missingArgument': 'missing-argument',
  'commander.optionMissingArgument': 'missing-option-value',
  'commander.missingMandatoryOptionValue': 'missing-option',
  'commander.excessArguments': 'too-many-arguments',
  'commander.invalidArgument': 'invalid-argument',
  'commander.conflictingOption': 'conflicting-options',
  'commander.help': 'no-command',
};

/** How a command line that was not understood is told: the code, and the words that were meant. */
export function usageFailure(error: CommanderError | UsageError): Failure {
  if (error instanceof UsageError) return { code: error.code, details: error.details };
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const suggestion = /\(Did you mean (?:one of )?([^?)]+)\?\)/.exec(error.message)?.[1];
  const choices = /Allowed choices are ([^.]+)\./.exec(error.message)?.[1];
  const name = quoted[0];
  return {
    code: codes[error.code] ?? 'invalid-argument',
    details: {
      ...(name === undefined ? {} : { name }),
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(choices === undefined ? {} : { choices }),
    },
  };
}
