import { healthText, text } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { accountInWords } from './account.ts';
import { foldersInWords } from './folders.ts';

export const status: CommandRun = async (context) => {
  const state = await (await context.client()).status({}, { signal: context.signal });
  context.output.result(state, () =>
    [
      accountInWords(state),
      text(state.online ? 'cli.online' : 'health.offline'),
      text('cli.queue', state.queue),
      ...(state.waits === undefined ? [] : [text('cli.status.waits', state.waits)]),
      ...(state.health.length === 0
        ? [text('cli.health.none')]
        : state.health.map((code) => `! ${healthText(code)}`)),
      '',
      foldersInWords(state.folders),
    ].join('\n'),
  );
};
