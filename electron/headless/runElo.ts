import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { EloError } from '../../shared/domain/eloError.ts';
import { text } from '../../shared/text/text.ts';
import type { CommandContext } from './commandContext.ts';
import { callerFolder, defaultDataFolder } from './dataFolder.ts';
import type { EngineUse } from './engineClient.ts';
import type { EngineConfig, EngineParts } from './engineParts.ts';
import { exitCodeOf, exitCodes } from './exitCodes.ts';
import type { ExitCode } from './exitCodes.ts';
import { createHostNode } from './hostNode.ts';
import { logUnexpected } from './logUnexpected.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import { createProgram } from './program.ts';
import type { ParsedCommand } from './program.ts';
import { UsageError } from './usageError.ts';
import { usageFailure } from './usageFailure.ts';

export interface EloOptions {
  /** What the user wrote after `elo`. */
  readonly argv: readonly string[];
  readonly parts: EngineParts;
  readonly process: Pick<NodeJS.Process, 'env' | 'cwd' | 'stdout' | 'stderr' | 'on' | 'off' | 'exit'> &
    Partial<Pick<NodeJS.Process, 'stdin'>>;
  /** Bound for reaching a running engine, milliseconds. */
  readonly connectMs?: number;
}

interface GlobalOptions {
  readonly data?: string;
  readonly server?: string;
  readonly vault: 'system' | 'memory';
  readonly json?: boolean;
}

function appVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

function configOf(options: GlobalOptions, env: NodeJS.ProcessEnv, cwd: string): EngineConfig {
  const { server } = options;
  if (server !== undefined && !/^https?:\/\//i.test(server)) {
    throw new UsageError('invalid-argument', { name: '--server' });
  }
  if (server !== undefined && !URL.canParse(server))
    throw new UsageError('invalid-argument', { name: '--server' });
  return {
    dataDir: options.data === undefined ? defaultDataFolder(env) : resolve(cwd, options.data),
    ...(server === undefined ? {} : { serverUrl: server }),
    vault: options.vault,
    host: createHostNode(env),
    appVersion: appVersion(),
  };
}

/** `--data --json`: a value was forgotten, and the next option taken for it. */
function refuseOptionsAsValues(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    const words = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (words.some((word) => typeof word === 'string' && word.startsWith('--'))) {
      throw new UsageError('missing-option-value', { name: `--${name}` });
    }
  }
}

/** Any failure as our own error; what broke the connection explains a call that broke with it. */
async function failureOf(thrown: unknown, use: EngineUse | null, interrupted: boolean): Promise<EloError> {
  if (interrupted) return new EloError('cancelled', 'interrupted', { cause: thrown });
  if (thrown instanceof EloError) return thrown;
  const { fromCallError } = await import('../../shared/contract/callErrors.ts');
  const error = fromCallError(thrown);
  const general = error.code === 'unexpected-error' || error.code === 'cancelled';
  return (general ? use?.lost() : null) ?? error;
}

/** Secrets can be asked for where a person sits at both ends. */
function askOn({ stdin, stderr }: EloOptions['process']): Pick<CommandContext, 'ask'> {
  if (stdin?.isTTY !== true || !stderr.isTTY) return {};
  return {
    ask: async (question) => {
      const { askSecret } = await import('./askSecret.ts');
      return askSecret(question, stdin, (said) => stderr.write(said));
    },
  };
}

/** Runs one understood command to its end, its engine included. */
async function runCommand(
  command: ParsedCommand,
  config: EngineConfig,
  output: Output,
  options: EloOptions,
): Promise<ExitCode> {
  const { process: host } = options;
  const interrupt = new AbortController();
  const onSignal = (): void => {
    // The first asks, the second insists.
    if (interrupt.signal.aborted) host.exit(exitCodes.failed);
    interrupt.abort();
  };
  host.on('SIGINT', onSignal);
  host.on('SIGTERM', onSignal);
  let opening: Promise<EngineUse> | null = null;
  let use: EngineUse | null = null;
  const context: CommandContext = {
    output,
    cwd: callerFolder(host.env, host.cwd()),
    config,
    parts: options.parts,
    connectMs: options.connectMs,
    signal: interrupt.signal,
    env: host.env,
    asEloError: (thrown) => failureOf(thrown, use, interrupt.signal.aborted),
    ...askOn(host),
    client: async () => {
      opening ??= import('./engineClient.ts').then(({ openEngine }) =>
        openEngine({
          config,
          parts: options.parts,
          connectMs: options.connectMs,
          signal: interrupt.signal,
          onWaiting: () => output.note(text('cli.waiting-for-other')),
        }),
      );
      use = await opening;
      if (interrupt.signal.aborted) throw new EloError('cancelled', 'interrupted');
      return use.client;
    },
  };
  try {
    return (await command.run(context, command.args, command.options)) ?? exitCodes.done;
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    const error = await failureOf(thrown, use, interrupt.signal.aborted);
    await logUnexpected(error, config.dataDir);
    output.failure({ code: error.code, remedy: error.remedy, details: error.details });
    return exitCodeOf(error.code);
  } finally {
    output.progress(null);
    await (use as EngineUse | null)?.close();
    host.off('SIGINT', onSignal);
    host.off('SIGTERM', onSignal);
  }
}

/**
 * The command line: understands, runs, tells, and says how it ended.
 * @returns the exit code (0 done, 1 failed or refused, 2 usage, 3 not signed in or not linked)
 */
export async function runElo(options: EloOptions): Promise<ExitCode> {
  const { argv, process: host } = options;
  const json = argv.includes('--json');
  const output = createOutput(json, { out: host.stdout, err: host.stderr });
  try {
    if (argv.filter((word) => word !== '--json').join(' ') === '--version') {
      const version = appVersion();
      output.result({ version }, () => version);
      return exitCodes.done;
    }
    let command: ParsedCommand | null = null;
    const program = createProgram(
      (chosen) => {
        command = chosen;
      },
      (help) => output.result({ help }, () => help.trimEnd()),
    );
    try {
      await program.parseAsync([...argv], { from: 'user' });
      refuseOptionsAsValues({ ...program.opts(), ...(command as ParsedCommand | null)?.options });
      const chosen = command as ParsedCommand | null;
      if (chosen === null) throw new UsageError('no-command');
      const cwd = callerFolder(host.env, host.cwd());
      return await runCommand(
        chosen,
        configOf(program.opts<GlobalOptions>(), host.env, cwd),
        output,
        options,
      );
    } catch (error) {
      if (!(error instanceof CommanderError) && !(error instanceof UsageError)) throw error;
      // `help COMMAND` ends as `--help` does; a group without a command ends with 1.
      const helped =
        error instanceof CommanderError && error.code === 'commander.help' && error.exitCode === 0;
      if (helped || error.code === 'commander.helpDisplayed') return exitCodes.done;
      output.failure(usageFailure(error));
      if (!json) output.note(text('cli.usage'));
      return exitCodes.usage;
    }
  } catch (error) {
    const { code, remedy, details } = await failureOf(error, null, false);
    output.failure({ code, remedy, details });
    return exitCodeOf(code);
  } finally {
    await output.flush();
  }
}
