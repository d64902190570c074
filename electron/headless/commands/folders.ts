import type { FolderView } from '../../../shared/contract/schemas.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { absolutePath } from '../fileArgument.ts';
import { table } from '../table.ts';

/** Watched folders as a table. */
export function foldersInWords(folders: readonly FolderView[]): string {
  return table(
    [{ title: text('col.folder') }, { title: text('col.state') }, { title: text('col.files'), right: true }],
    folders.map((folder) => [
      folder.path,
      word('folder', folder.state),
      text('form.number', { value: folder.files }),
    ]),
    text('cli.folders.none'),
  );
}

function show(context: CommandContext, folders: readonly FolderView[]): void {
  context.output.result(folders, () => foldersInWords(folders));
}

export const listFolders: CommandRun = async (context) => {
  show(context, await (await context.client()).folders.list({}, { signal: context.signal }));
};

export const addFolder: CommandRun = async (context, [path = ''], options) => {
  const client = await context.client();
  context.output.progress(text('cli.folders.looking'));
  const input = {
    path: absolutePath(path, context.cwd),
    ...(options['share'] === true ? { share: true } : {}),
  };
  show(context, await client.folders.add(input, { signal: context.signal }));
};

export const removeFolder: CommandRun = async (context, [path = '']) => {
  const client = await context.client();
  show(
    context,
    await client.folders.remove({ path: absolutePath(path, context.cwd) }, { signal: context.signal }),
  );
};
