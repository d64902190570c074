import type { ChecklistView, WatchView } from '../../../shared/contract/diagnosisSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { stepInWords } from '../../../shared/text/diagnosis/stepInWords.ts';
import { maybeText, text, word } from '../../../shared/text/text.ts';
import { textOption } from '../commandContext.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { secretVariable } from '../secretVariable.ts';
import { UsageError } from '../usageError.ts';
import { profileArgument } from './diagnose.ts';

const marks = { done: '✓', open: '○', waiting: '–', failed: '✕' } as const;

function showChecklist(context: CommandContext, list: ChecklistView): void {
  context.output.result(list, () =>
    list.steps.length === 0
      ? text('cli.diagnose.no-steps')
      : list.steps
          .flatMap((step, index) => {
            const said = stepInWords(step, { facts: {}, locale: 'pt-BR' });
            return [
              `${marks[step.state]} ${index + 1}. ${said.name} (${step.code}) · ${said.responsible} · ${said.state}`,
              ...[said.procedure, said.evidence, said.confirmed].flatMap((part) =>
                part === null || part === '' ? [] : [`     ${part}`],
              ),
            ];
          })
          .join('\n'),
  );
}

export const showSteps: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  showChecklist(context, await client.diagnosis.checklist({ profile: profileArgument(context, options) }));
};

export const confirmStep: CommandRun = async (context, [step = ''], options) => {
  const client = await context.client();
  showChecklist(
    context,
    await client.diagnosis.confirmStep({
      profile: profileArgument(context, options),
      step,
      note: textOption(options, 'note'),
      typed: textOption(options, 'typed'),
      by: textOption(options, 'by'),
    }),
  );
};

export const withdrawStep: CommandRun = async (context, [step = ''], options) => {
  const client = await context.client();
  showChecklist(
    context,
    await client.diagnosis.withdrawStep({
      profile: profileArgument(context, options),
      step,
      note: textOption(options, 'note'),
    }),
  );
};

function watchInWords({ profile, state, brokenLink, condition, nextCheckAt, timeline }: WatchView): string {
  const title = maybeText(`condition.${condition ?? ''}.title`);
  return [
    `${word('profile', profile)} · ${text(`diagnosis.watch.${state}`)}${nextCheckAt === undefined ? '' : ` · ${text('diagnosis.watch.next', { at: nextCheckAt })}`}`,
    ...(brokenLink === null
      ? []
      : [`  ${word('check', brokenLink)}${title === null || title.includes('{') ? '' : `: ${title}`}`]),
    ...timeline
      .slice(0, 10)
      .map(({ at, what, note }) =>
        text('diagnosis.watch.entry', { at, what: text(`diagnosis.timeline.${what}`), note: note ?? '' }),
      ),
  ].join('\n');
}

export const showWatches: CommandRun = async (context) => {
  const watches = await (await context.client()).diagnosis.watches({}, { signal: context.signal });
  context.output.result(watches, () =>
    watches.length === 0 ? text('cli.diagnose.no-watches') : watches.map(watchInWords).join('\n\n'),
  );
};

export const takeAdvice: CommandRun = async (context, [what = ''], options) => {
  if (what !== 'told-responsible' && what !== 'did-it' && what !== 'ran-fix') {
    throw new UsageError('invalid-argument', { name: what });
  }
  const watch = await (
    await context.client()
  ).diagnosis.adviceTaken({
    profile: profileArgument(context, options),
    advice: what,
    note: textOption(options, 'note'),
  });
  context.output.result(watch, () => watchInWords(watch));
};

export const stopWatch: CommandRun = async (context, _args, options) => {
  const watch = await (
    await context.client()
  ).diagnosis.stopWatch({ profile: profileArgument(context, options) });
  context.output.result(watch, () => watchInWords(watch));
};

/** Puts a credential into the vault: from the environment or typed, never from an argument. */
export const keepSecret: CommandRun = async (context, [field = ''], options) => {
  const client = await context.client();
  const profile = profileArgument(context, options);
  if (options['forget'] === true) {
    const left = await client.diagnosis.forgetSecret({ profile, field });
    context.output.result(left, () => text('cli.diagnose.secret-forgotten'));
    return;
  }
  const label = maybeText(`field.${field}`) ?? field;
  const value =
    context.env[secretVariable(field)] ??
    (await context.ask?.(text('cli.diagnose.ask-secret', { label }))) ??
    '';
  if (value === '') throw new EloError('secret-missing', 'no secret was given');
  const kept = await client.diagnosis.keepSecret({ profile, field, value });
  context.output.result(kept, () => text('cli.diagnose.secret-kept'));
};
