import { EloError } from '../../../shared/domain/eloError.ts';
import { text } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { absolutePath } from '../fileArgument.ts';

/** What people want to see first; `--json` has everything. */
function inWords(facts: Readonly<Record<string, unknown>>): string {
  const count = (name: string): number => (Array.isArray(facts[name]) ? facts[name].length : 0);
  const known = (name: string): string => {
    const value = facts[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : text('word.none');
  };
  const warnings = Array.isArray(facts['warnings'])
    ? (facts['warnings'] as readonly { code?: unknown }[])
    : [];
  const common = [
    text('cli.inspect.environments', { count: count('environments') }),
    text('cli.inspect.guid', { guid: known('projectGuid') }),
    ...warnings.map((warning) => `! ${String(warning.code)}`),
  ];
  return facts['kind'] === 'promob-project'
    ? [
        text('cli.inspect.project'),
        text('cli.inspect.version', { version: known('promobVersion'), system: known('systemName') }),
        text('cli.inspect.saves', { count: count('saves') }),
        ...common,
      ].join('\n')
    : [text('cli.inspect.listing'), text('cli.inspect.items', { count: known('itemCount') }), ...common].join(
        '\n',
      );
}

export const inspect: CommandRun = async (context, [file = '']) => {
  context.output.progress(text('cli.inspect.reading'));
  const facts = (await context.parts.inspectFile(absolutePath(file, context.cwd))) as Readonly<
    Record<string, unknown>
  >;
  if (facts['kind'] === 'error') throw new EloError(String(facts['code']), String(facts['message']));
  context.output.result(facts, () => inWords(facts));
};
