import type { EnvironmentView } from '../../../shared/contract/schemas.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { fileArgument } from '../fileArgument.ts';
import { table } from '../table.ts';
import { UsageError } from '../usageError.ts';
import { saveInWords } from './files.ts';

const choices = ['mine', 'theirs'] as const;

/** The state of an environment in the words of the screens. */
export function environmentInWords(environment: EnvironmentView): string {
  const { state, outdated, due, lastVersion } = environment;
  const version = lastVersion === undefined ? {} : { version: lastVersion };
  if (due === 'compare') return text('environment.conflict');
  if (due === 'open-drawing') return text('environment.ahead');
  if (due === 'export-listing') return text('environment.outdated-no-listing');
  if (state === 'in-review' && outdated) return text('environment.in-review-update-due');
  if (outdated && state === 'synchronized') return text('environment.outdated', version);
  return word('environment', state, version);
}

/** The state together with what waits for the listing. */
function withWait(environment: EnvironmentView): string {
  const state = environmentInWords(environment);
  const { wait } = environment;
  if (wait === undefined) return state;
  return text('cli.wait.of', {
    state,
    act: text(`acts.${wait.mode}`),
    wait: text(`acts.wait.short.${wait.state}`),
  });
}

function rowOf(environment: EnvironmentView): readonly string[] {
  return [
    environment.environmentId,
    environment.customerName ?? '',
    environment.projectName ?? '',
    environment.name,
    withWait(environment),
    environment.lastSave === undefined ? '' : saveInWords(environment.lastSave),
    environment.due === undefined ? '' : word('due', environment.due),
  ];
}

/** Environments as a table. */
export function environmentsInWords(environments: readonly EnvironmentView[]): string {
  return table(
    [
      { title: text('col.environment-id') },
      { title: text('col.customer') },
      { title: text('col.project') },
      { title: text('col.environment') },
      { title: text('col.state') },
      { title: text('col.last-save') },
      { title: text('col.due') },
    ],
    environments.map(rowOf),
    text('cli.environments.none'),
  );
}

export function showEnvironment(context: CommandContext, environment: EnvironmentView): void {
  context.output.result(environment, () => environmentsInWords([environment]));
}

export const listEnvironments: CommandRun = async (context) => {
  const environments = await (await context.client()).environments.list({}, { signal: context.signal });
  context.output.result(environments, () => environmentsInWords(environments));
};

export const bindEnvironment: CommandRun = async (context, [environmentId = '', file = ''], options) => {
  const client = await context.client();
  const ambientGuid = textOption(options, 'ambient');
  const input = {
    environmentId,
    file: fileArgument(file, context.cwd),
    ...(ambientGuid === undefined ? {} : { ambientGuid }),
  };
  showEnvironment(context, await client.environments.bindFile(input, { signal: context.signal }));
};

export const unbindEnvironment: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  showEnvironment(
    context,
    await client.environments.unbindFile({ environmentId }, { signal: context.signal }),
  );
};

export const resolveEnvironment: CommandRun = async (context, [environmentId = '', given = ''], options) => {
  const choice = choices.find((known) => known === given);
  if (choice === undefined) {
    throw new UsageError('invalid-argument', { name: text('arg.choice'), choices: choices.join(', ') });
  }
  const saveId = textOption(options, 'save');
  const client = await context.client();
  context.output.progress(text('machines.deciding'));
  const { environment, ...rest } = await client.environments.resolve(
    { environmentId, choice, ...(saveId === undefined ? {} : { saveId }) },
    { signal: context.signal },
  );
  const said = (): string => {
    if (rest.path !== undefined) return text('machines.decided.theirs', { path: rest.path });
    return rest.version === undefined
      ? text('machines.decided.mine.no-listing')
      : text('machines.decided.mine', { version: rest.version });
  };
  context.output.result({ ...environment, ...rest }, () =>
    [said(), environmentsInWords([environment])].join('\n'),
  );
};

export const openDrawing: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  const opened = await client.environments.openDrawing({ environmentId }, { signal: context.signal });
  context.output.result(opened, () => text('cli.file-made', { path: opened.path }));
};
