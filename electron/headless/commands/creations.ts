import type { CreationView } from '../../../shared/contract/creationSchemas.ts';
import type { Proposal } from '../../../shared/contract/proposalSchemas.ts';
import { errorText, text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { absolutePath } from '../fileArgument.ts';
import { table } from '../table.ts';
import { showEnvironment } from './environments.ts';

function creationsInWords(creations: readonly CreationView[]): string {
  return table(
    [
      { title: text('col.creation-id') },
      { title: text('col.environment') },
      { title: text('col.state') },
      { title: text('col.file') },
    ],
    creations.map(({ creationId, name, state, reason, file }) => [
      creationId,
      name,
      [word('creation', state), ...(reason === undefined ? [] : [errorText({ code: reason }).text])].join(
        ': ',
      ),
      file ?? '',
    ]),
    text('cli.creations.none'),
  );
}

export function showCreations(
  context: CommandContext,
  creations: CreationView | readonly CreationView[],
): void {
  context.output.result(creations, () =>
    creationsInWords('creationId' in creations ? [creations] : creations),
  );
}

export const createEnvironment: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  const file = textOption(options, 'file');
  context.output.progress(text('cli.environment.creating'));
  const wish = {
    projectId: String(options['project']),
    name: String(options['name']),
    ...(file === undefined ? {} : { file: absolutePath(file, context.cwd) }),
  };
  if (options['wait'] === false) {
    showCreations(context, await client.environments.start(wish, { signal: context.signal }));
    return;
  }
  showEnvironment(context, await client.environments.create(wish, { signal: context.signal }));
};

export const listCreations: CommandRun = async (context) => {
  showCreations(
    context,
    await (await context.client()).environments.creations({}, { signal: context.signal }),
  );
};

export const makeFile: CommandRun = async (context, [environmentId = ''], options) => {
  const client = await context.client();
  const file = textOption(options, 'file');
  context.output.progress(text('cli.environment.making-file'));
  const { creationId } = await client.environments.makeFile(
    { environmentId, ...(file === undefined ? {} : { file: absolutePath(file, context.cwd) }) },
    { signal: context.signal },
  );
  showEnvironment(context, await client.environments.creation({ creationId }, { signal: context.signal }));
};

export const retryCreation: CommandRun = async (context, [creationId = ''], options) => {
  const client = await context.client();
  const file = textOption(options, 'file');
  await client.environments.retryCreation(
    { creationId, ...(file === undefined ? {} : { file: absolutePath(file, context.cwd) }) },
    { signal: context.signal },
  );
  context.output.progress(text('cli.environment.creating'));
  showEnvironment(context, await client.environments.creation({ creationId }, { signal: context.signal }));
};

export const dismissCreation: CommandRun = async (context, [creationId = '']) => {
  const client = await context.client();
  showCreations(
    context,
    await client.environments.dismissCreation({ creationId }, { signal: context.signal }),
  );
};

function proposalsInWords(proposals: readonly Proposal[]): string {
  return table(
    [{ title: text('col.file-id') }, { title: text('col.evidence') }, { title: text('col.file') }],
    proposals.map(({ fileId, path, strength, evidence }) => [
      fileId,
      `${word('evidence-strength', strength)}: ${evidence
        .map(({ code, fact }) => word('evidence', code, fact === '' ? {} : { fact }))
        .join('; ')}`,
      path,
    ]),
    text('legacy.none'),
  );
}

export const proposals: CommandRun = async (context, [environmentId = '']) => {
  const client = await context.client();
  const found = await client.environments.proposals({ environmentId }, { signal: context.signal });
  context.output.result(found, () => proposalsInWords(found));
};
