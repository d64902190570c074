import type { FileView, SaveJson } from '../../../shared/contract/schemas.ts';
import { fileProblemText } from '../../../shared/text/fileProblemText.ts';
import { errorText, maybeText, text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { absolutePath, fileArgument } from '../fileArgument.ts';
import { table } from '../table.ts';
import { UsageError } from '../usageError.ts';

const answers = ['moved', 'copy', 'ignore', 'current', 'apart'] as const;

function remark(file: FileView): string {
  if (file.question !== undefined) return maybeText(`question.${file.question.code}`) ?? file.question.code;
  if (file.ignored) return text('cli.file.ignored');
  const problem = fileProblemText(file);
  if (problem !== null) return problem;
  return file.present ? '' : text('cli.file.away');
}

function show(context: CommandContext, files: readonly FileView[]): void {
  context.output.result(files, () =>
    table(
      [
        { title: text('col.file-id') },
        { title: text('col.saves'), right: true },
        { title: text('col.environments'), right: true },
        { title: text('col.file') },
        { title: '' },
      ],
      files.map((file) => [
        file.fileId,
        text('form.number', { value: file.saves }),
        text('form.number', { value: file.environmentIds.length }),
        file.path,
        remark(file),
      ]),
      text('cli.files.none'),
    ),
  );
}

export const listFiles: CommandRun = async (context) => {
  show(context, await (await context.client()).files.list({}, { signal: context.signal }));
};

export const answerFile: CommandRun = async (context, [file = '', given = ''], options) => {
  const answer = answers.find((known) => known === given);
  if (answer === undefined) {
    throw new UsageError('invalid-argument', { name: text('arg.answer'), choices: answers.join(', ') });
  }
  const client = await context.client();
  const of = textOption(options, 'of');
  if (of !== undefined && answer !== 'moved') throw new UsageError('conflicting-options');
  const input = {
    file: fileArgument(file, context.cwd),
    answer,
    ...(of === undefined ? {} : { of: fileArgument(of, context.cwd) }),
  };
  show(context, await client.files.answer(input, { signal: context.signal }));
};

/** The state of a save in words, with its time or reason. */
export function saveInWords(save: Pick<SaveJson, 'state' | 'receivedAt' | 'reason'>): string {
  return word('save', save.state, {
    ...(save.receivedAt === undefined ? {} : { receivedAt: save.receivedAt }),
    ...(save.reason === undefined ? {} : { reason: errorText({ code: save.reason }).text }),
  });
}

export const listSaves: CommandRun = async (context, [file = '']) => {
  const client = await context.client();
  const saves = await client.saves.list(
    { file: fileArgument(file, context.cwd) },
    { signal: context.signal },
  );
  context.output.result(saves, () =>
    table(
      [
        { title: text('col.number'), right: true },
        { title: text('col.kept-at') },
        { title: text('col.size'), right: true },
        { title: text('col.state') },
        { title: text('col.version') },
        { title: text('col.save-id') },
      ],
      saves.map((save) => [
        text('form.number', { value: save.number }),
        text('form.time', { value: save.keptAt }),
        text('form.bytes', { value: save.bytes }),
        saveInWords(save),
        save.versions.map((version) => text('form.number', { value: version.number })).join(', '),
        save.saveId,
      ]),
      text('cli.saves.none'),
    ),
  );
};

export const restoreSave: CommandRun = async (context, [saveId = ''], options) => {
  const client = await context.client();
  const to = absolutePath(String(options['to']), context.cwd);
  context.output.progress(text('cli.restoring'));
  const restored = await client.saves.restore({ saveId, to }, { signal: context.signal });
  context.output.result(restored, () =>
    text('cli.restored', { path: restored.path, sha256: restored.sha256 }),
  );
};
