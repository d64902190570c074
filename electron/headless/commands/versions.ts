import { text } from '../../../shared/text/text.ts';
import type { CommandOptions, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { table } from '../table.ts';
import { UsageError } from '../usageError.ts';

/** `--version N`: a whole number from 1. */
function versionOption(options: CommandOptions): number {
  const given = String(options['version']);
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new UsageError('invalid-argument', { name: '--version' });
  return Number(given);
}

export const listVersions: CommandRun = async (context, [environmentId = '']) => {
  const versions = await (
    await context.client()
  ).versions.list({ environmentId }, { signal: context.signal });
  context.output.result(versions, () =>
    table(
      [
        { title: text('col.version'), right: true },
        { title: text('col.option') },
        { title: text('col.imported-at') },
        { title: text('col.state') },
        { title: text('col.save-id') },
      ],
      versions.map((version) => [
        text('form.number', { value: version.number }),
        version.optionName,
        text('form.time', { value: version.importedAt }),
        [
          ...(version.latest ? [`● ${text('version.latest')}`] : []),
          ...(version.converted ? [`★ ${text('version.converted')}`] : []),
        ].join(', '),
        version.saveId ?? '',
      ]),
      text('cli.versions.none'),
    ),
  );
};

export const openVersion: CommandRun = async (context, [environmentId = ''], options) => {
  const version = versionOption(options);
  const client = await context.client();
  context.output.progress(text('cli.version.fetching'));
  const opened = await client.versions.open({ environmentId, version }, { signal: context.signal });
  context.output.result(opened, () =>
    text(opened.opened ? 'cli.version.opened' : 'cli.version.written', { path: opened.path }),
  );
};

export const listCopies: CommandRun = async (context, [environmentId]) => {
  const client = await context.client();
  const copies = await client.versions.openedCopies(environmentId === undefined ? {} : { environmentId }, {
    signal: context.signal,
  });
  context.output.result(copies, () =>
    table(
      [
        { title: text('col.environment') },
        { title: text('col.version'), right: true },
        { title: text('col.file') },
        { title: '' },
      ],
      copies.map((copy) => [
        copy.environmentName ?? copy.environmentId,
        copy.version === undefined ? '' : text('form.number', { value: copy.version }),
        copy.path,
        copy.question === undefined ? '' : text('question.opened-version-saved'),
      ]),
      text('cli.copies.none'),
    ),
  );
};

export const makeVersionCurrent: CommandRun = async (context, [environmentId = ''], options) => {
  const version = versionOption(options);
  const versionToken = textOption(options, 'if');
  const client = await context.client();
  const made = await client.versions.makeCurrent(
    {
      environmentId,
      version,
      ...(options['dryRun'] === true ? { dryRun: true } : {}),
      ...(versionToken === undefined ? {} : { versionToken }),
    },
    { signal: context.signal },
  );
  context.output.result(made, () =>
    [
      made.version === undefined
        ? text('cli.make-current.dry')
        : text('cli.make-current.done', { version: made.version, from: version }),
      made.outdatedQuotes.length === 0
        ? text('cli.make-current.no-quotes')
        : text('cli.make-current.quotes', { quotes: made.outdatedQuotes.join(', ') }),
      ...(made.version === undefined ? [text('cli.make-current.token', { code: made.versionToken })] : []),
    ].join('\n'),
  );
};
