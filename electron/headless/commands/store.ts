import { writtenCnpj } from '../../../shared/domain/taxNumber.ts';
import { evidenceText } from '../../../shared/text/evidenceText.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { table } from '../table.ts';
import { UsageError } from '../usageError.ts';

type Client = Awaited<ReturnType<CommandContext['client']>>;
type Prerequisites = Awaited<ReturnType<Client['prerequisites']['list']>>;
type Store = Awaited<ReturnType<Client['store']['get']>>;

function showPrerequisites(context: CommandContext, prerequisites: Prerequisites): void {
  const told = prerequisites.map((one) => ({ ...one, evidence: evidenceText(one) }));
  context.output.result(told, () =>
    table(
      [
        { title: text('col.state') },
        { title: text('col.prerequisite') },
        { title: text('col.evidence') },
        { title: text('col.who') },
      ],
      told.map((one) => [
        word('prerequisite-status', one.status),
        word('prerequisite', one.code),
        one.evidence,
        one.who === undefined ? '' : word('prerequisite-who', one.who),
      ]),
      text('cli.prerequisites.none'),
    ),
  );
}

export const listPrerequisites: CommandRun = async (context) => {
  showPrerequisites(
    context,
    await (await context.client()).prerequisites.list({}, { signal: context.signal }),
  );
};

export const confirmPrerequisite: CommandRun = async (context, [code = '']) => {
  const client = await context.client();
  showPrerequisites(context, await client.prerequisites.confirm({ code }, { signal: context.signal }));
};

function showStore(context: CommandContext, store: Store): void {
  context.output.result(store, () =>
    [
      `${store.name} (${store.id})`,
      ...(store.cnpj === undefined ? [] : [text('cli.store.cnpj', { cnpj: writtenCnpj(store.cnpj) })]),
      ...(store.accountId === undefined ? [] : [text('cli.store.account', { account: store.accountId })]),
      text(store.configured ? 'cli.store.configured' : 'cli.store.not-configured'),
    ].join('\n'),
  );
}

export const getStore: CommandRun = async (context) => {
  showStore(context, await (await context.client()).store.get({}, { signal: context.signal }));
};

export const configureStore: CommandRun = async (context, _args, options) => {
  const [cnpj, accountId] = [textOption(options, 'cnpj'), textOption(options, 'account')];
  if (cnpj === undefined && accountId === undefined)
    throw new UsageError('missing-option', { name: '--cnpj' });
  const client = await context.client();
  const input = {
    ...(cnpj === undefined ? {} : { cnpj }),
    ...(accountId === undefined ? {} : { accountId }),
  };
  showStore(context, await client.store.configure(input, { signal: context.signal }));
};
