import type { AppliedFix, FixFacts, ShownFixPlan } from '../../../shared/contract/fixSchemas.ts';
import { maybeText, text } from '../../../shared/text/text.ts';
import type { CommandOptions, CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { table } from '../table.ts';
import { UsageError } from '../usageError.ts';

const indented = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`);

/** What it is for, in a sentence: lists by their entries, an empty one as if it were not there. */
function sentence(code: string, part: string, facts: AppliedFix['facts']): string {
  const said = Object.entries(facts).flatMap(([name, value]) => {
    const told = typeof value === 'object' ? value.join(', ') : value;
    return told === '' ? [] : [[name, told] as const];
  });
  return maybeText(`fix.${code}.${part}`, Object.fromEntries(said)) ?? code;
}

function planInWords(plan: ShownFixPlan): string {
  return [
    sentence(plan.code, 'title', plan.facts),
    sentence(plan.code, 'text', plan.facts),
    '',
    text('cli.fix.commands'),
    ...indented(plan.commands),
    '',
    sentence(plan.code, 'undo', plan.facts),
    ...indented(plan.undo),
    '',
    text('cli.fix.how', { fix: plan.code }),
  ].join('\n');
}

const appliedInWords = (fix: AppliedFix): string =>
  [
    `${sentence(fix.code, 'title', fix.facts)}: ${text(`fix.state.${fix.state}`)}`,
    ...indented(fix.state === 'undone' ? fix.undo : fix.commands),
    ...(fix.state === 'undone' ? [] : [text('cli.fix.undo', { id: fix.fixId })]),
  ].join('\n');

function factsOf(options: CommandOptions): FixFacts {
  const [port, program] = [textOption(options, 'port'), textOption(options, 'program')];
  const [service, remote] = [textOption(options, 'service'), textOption(options, 'remote')];
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new UsageError('invalid-argument', { name: '--port' });
  return {
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(program === undefined ? {} : { program }),
    ...(service === undefined ? {} : { service }),
    ...(remote === undefined ? {} : { remote: remote.split(',').map((each) => each.trim()) }),
  };
}

/** Shows a fix; with `--yes` also runs it, exactly as shown. */
export const runFix: CommandRun = async (context, [code = ''], options) => {
  const client = await context.client();
  const request = { code, facts: factsOf(options) };
  const plan = await client.fixes.plan(request, { signal: context.signal });
  if (options['yes'] !== true) {
    context.output.result(plan, () => planInWords(plan));
    return;
  }
  // The system asks by itself; Ctrl-C leaves the question to the system and the note to the history.
  const applied = await client.fixes.apply({ ...request, planId: plan.planId, consent: true });
  context.output.result(applied, () => appliedInWords(applied));
};

/** Shows how a fix is taken back; with `--yes` also does it. */
export const undoFix: CommandRun = async (context, [fixId = ''], options) => {
  const client = await context.client();
  if (options['yes'] === true) {
    const undone = await client.fixes.undo({ fixId, consent: true });
    context.output.result(undone, () => appliedInWords(undone));
    return;
  }
  const found = (await client.fixes.list({}, { signal: context.signal })).find((fix) => fix.fixId === fixId);
  if (found === undefined) throw new UsageError('invalid-argument', { name: 'id' });
  context.output.result(found, () =>
    [
      sentence(found.code, 'title', found.facts),
      sentence(found.code, 'undo', found.facts),
      ...indented(found.undo),
      '',
      text('cli.fix.undo', { id: fixId }),
    ].join('\n'),
  );
};

export const listFixes: CommandRun = async (context) => {
  const client = await context.client();
  const fixes = await client.fixes.list({}, { signal: context.signal });
  context.output.result(fixes, () =>
    table(
      [{ title: text('col.when') }, { title: text('col.fix') }, { title: text('col.state') }, { title: '' }],
      fixes.map((fix) => [
        text('form.time', { value: fix.at }),
        sentence(fix.code, 'title', fix.facts),
        text(`fix.state.${fix.state}`),
        fix.fixId,
      ]),
      text('cli.fix.none'),
    ),
  );
};
