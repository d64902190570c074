import { writeFile } from 'node:fs/promises';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type {
  CheckResult,
  Diagnosis,
  DiagnosisStep,
  ProfileView,
} from '../../../shared/contract/diagnosisSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { checkLine, profileName, reportText, runWords } from '../../../shared/text/diagnosis/reportText.ts';
import { errorText, maybeText, text, word } from '../../../shared/text/text.ts';
import { listOption, textOption } from '../commandContext.ts';
import type { CommandContext, CommandOptions, CommandRun } from '../commandContext.ts';
import { exitCodes } from '../exitCodes.ts';
import { fieldChoices } from '../fieldChoices.ts';
import { absolutePath } from '../fileArgument.ts';
import { howToGive } from '../howToGive.ts';
import { readPdfTarget } from '../pdfTarget.ts';
import { secretVariable } from '../secretVariable.ts';
import { UsageError } from '../usageError.ts';

const defaultProfile = 'foccolojas-promob';

/** Mistakes in how the command was written, as the engine calls them. */
const usageCodes = new Set([
  'profile-not-found',
  'profile-file-not-found',
  'profile-invalid',
  'check-not-found',
  'field-unknown',
  'field-invalid',
  'field-secret',
  'field-not-secret',
]);
const asUsage = (error: unknown): never => {
  if (error instanceof EloError && usageCodes.has(error.code))
    throw new UsageError(error.code, error.details);
  throw error;
};

/** NAME of a built-in profile, or a FILE: what has a separator or ends in `.json` is a path. */
export function profileArgument(context: CommandContext, options: CommandOptions): string {
  const given = textOption(options, 'profile') ?? defaultProfile;
  return /[\\/]|\.json$/i.test(given) ? absolutePath(given, context.cwd) : given;
}

/** `--set host=10.0.0.1 --set port=1666`. */
function settings(options: CommandOptions): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const pair of listOption(options, 'set')) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError('invalid-argument', { name: '--set' });
    fields[pair.slice(0, at).trim()] = pair.slice(at + 1);
  }
  return fields;
}

/** What `--set` may name and where secrets come from. */
function showFields(context: CommandContext, view: ProfileView): void {
  const fields = view.fields.map((field) =>
    field.secret ? { ...field, environment: secretVariable(field.name) } : field,
  );
  context.output.result({ profile: view.profile, fields, checks: view.checks, goal: view.goal }, () =>
    [
      view.label ?? profileName({ profile: view.profile, labels: undefined }, 'pt-BR'),
      ...fields.map((field) => {
        const name = field.label ?? maybeText(`field.${field.name}`) ?? '';
        return text('cli.diagnose.field', {
          name: field.name,
          type: word('field-type', field.type ?? 'text'),
          label: name,
          default: field.default ?? '',
          choices: fieldChoices(field),
          environment: 'environment' in field ? field.environment : '',
          need: text(field.required ? 'cli.diagnose.required' : 'diagnosis.optional'),
        });
      }),
      ...(fields.length === 0 ? [text('cli.diagnose.no-fields')] : []),
      '',
      text('cli.diagnose.checks', { checks: view.checks.join(', ') }),
    ].join('\n'),
  );
}

/** Secrets of this run: from the environment, else asked for where somebody sits and the vault has none. */
async function secretsFor(
  context: CommandContext,
  view: ProfileView,
  name: string,
  client: EngineClient | null,
): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name: field, secret } of view.fields) {
    if (!secret) continue;
    const value = context.env[secretVariable(field)];
    if (value === undefined || value === '') missing.push(field);
    else secrets[field] = value;
  }
  if (missing.length === 0 || context.ask === undefined) return secrets;
  const kept = client === null ? {} : (await client.diagnosis.remembered({ profile: name })).secrets;
  for (const field of missing) {
    if (kept[field] === true) continue;
    const label = maybeText(`field.${field}`) ?? field;
    const typed = await context.ask(text('cli.diagnose.ask-secret', { label }));
    if (typed !== null && typed !== '') secrets[field] = typed;
  }
  return secrets;
}

/** Follows a run to its end and tells people each check as it comes. */
async function follow(context: CommandContext, steps: AsyncIterable<DiagnosisStep>): Promise<Diagnosis> {
  const { output } = context;
  const seen: CheckResult[] = [];
  for await (const step of steps) {
    if (step.step === 'done') return step.diagnosis;
    if (step.step === 'started') {
      output.progress(text('diagnosis.running', { done: 0, of: step.checks.length }));
      continue;
    }
    seen.push(step.result);
    const words = runWords({ checks: seen, startedAt: '' }, 'pt-BR');
    if (!output.json) output.line(step.result, () => checkLine(step.result, words));
    output.progress(text('diagnosis.running', { done: step.done, of: step.of }));
  }
  throw new EloError('cancelled', 'the run ended without a report');
}

/** Steps of a run by callback, as a stream. */
async function* aloneSteps(
  run: (onStep: (step: DiagnosisStep) => void) => Promise<Diagnosis>,
): AsyncGenerator<DiagnosisStep> {
  const { stepStream } = await import('../../engine/stepStream.ts');
  yield* stepStream<DiagnosisStep>(async (report) => {
    await run(report);
  }, undefined);
}

/**
 * `diagnose`: runs a profile. Needs no server, sign-in, vault or field, nor even an engine: what is lacking is told by
 * the checks.
 * @returns 0 only where the goal is proved
 */
export const diagnose: CommandRun = async (context, _args, options) => {
  const { output } = context;
  const tools = await context.parts.diagnosis();
  const profile = profileArgument(context, options);
  const fields = settings(options);
  const only = textOption(options, 'only');
  const view = await tools.understandProfile(profile, fields).catch(asUsage);
  if (only !== undefined && !view.checks.includes(only)) {
    throw new UsageError('check-not-found', { check: only, known: view.checks.join(', ') });
  }
  if (options['fields'] === true) return showFields(context, view);
  const pdf = textOption(options, 'pdf');
  const target = pdf === undefined ? null : await readPdfTarget(absolutePath(pdf, context.cwd));

  let client: EngineClient | null = null;
  let problem: EloError | null = null;
  try {
    client = await context.client();
  } catch (error) {
    problem = await context.asEloError(error);
    if (problem.code === 'cancelled') throw problem;
    output.note(errorText(problem).text);
    output.note(text('cli.diagnose.alone'));
  }
  const secrets = await secretsFor(context, view, profile, client);
  const request = { profile, fields, secrets, ...(only === undefined ? {} : { only }) };
  let diagnosis: Diagnosis;
  if (client === null) {
    const alone = tools.diagnoseAlone({
      problem: problem ?? new EloError('engine-not-answering', 'no engine'),
      ...context.config,
      serverUrl: context.config.serverUrl ?? null,
    });
    try {
      diagnosis = await follow(
        context,
        aloneSteps((onStep) => alone.run(request, onStep, context.signal)),
      );
    } finally {
      alone.stop();
    }
  } else {
    diagnosis = await follow(context, await client.diagnosis.run(request, { signal: context.signal }));
  }
  output.progress(null);
  output.result(diagnosis, () => `\n${reportText(diagnosis, 'pt-BR', { withChecks: false })}`);
  if (!output.json) howToGive(diagnosis, view, profile).forEach((hint) => output.note(hint));
  if (target !== null) {
    await writeFile(target, await tools.reportAsPdf(diagnosis, 'pt-BR', false), { mode: 0o600 }).catch(
      (cause: unknown) => {
        throw new EloError('folder-not-writable', 'the PDF cannot be written there', { cause });
      },
    );
    output.note(text('diagnosis.saved', { path: target }));
  }
  return diagnosis.proved === true ? exitCodes.done : exitCodes.failed;
};

export const listProfiles: CommandRun = async (context) => {
  const tools = await context.parts.diagnosis();
  const views = tools.builtInViews();
  context.output.result(views, () =>
    views
      .map(({ profile }) => `${profile}  ${profileName({ profile, labels: undefined }, 'pt-BR')}`)
      .join('\n'),
  );
};
