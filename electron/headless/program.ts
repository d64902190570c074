import { Command, Help } from 'commander';
import type { Option } from 'commander';
import { text } from '../../shared/text/text.ts';
import type { TextKey } from '../../shared/text/text.ts';
import { actCommandLines } from './actCommandLines.ts';
import type { CommandOptions, CommandRun } from './commandContext.ts';
import { option, required } from './commandLine.ts';
import type { CommandLine } from './commandLine.ts';
import { fixLines } from './fixLines.ts';
import { UsageError } from './usageError.ts';

/** A command that was understood, ready to be run. */
export interface ParsedCommand {
  readonly run: CommandRun;
  readonly args: readonly string[];
  readonly options: CommandOptions;
}

const openNone = (): Option =>
  option('--open <how>', 'opt.open').choices(['browser', 'none']).default('browser');
const profile = (): Option => option('--profile <name>', 'opt.profile');
/** May stand several times. */
/** An option that takes one value: of two given, none is silently the other's. */
const once = (flags: string, text: TextKey): Option => {
  const made = option(flags, text);
  return made.argParser<string>((value, before: string | undefined) => {
    if (before !== undefined) throw new UsageError('option-repeated', { name: made.long ?? flags });
    return value;
  });
};

const set = (): Option =>
  option('--set <pair>', 'opt.set')
    .default([])
    .argParser<readonly string[]>((pair, before) => [...before, pair]);

/** Built at call, because each program owns its options. */
function commandLines(): readonly CommandLine[] {
  const account = () => import('./commands/account.ts');
  const folders = () => import('./commands/folders.ts');
  const files = () => import('./commands/files.ts');
  const customers = () => import('./commands/customers.ts');
  const environments = () => import('./commands/environments.ts');
  const creations = () => import('./commands/creations.ts');
  const acts = () => import('./commands/acts.ts');
  const notifications = () => import('./commands/notifications.ts');
  const reviews = () => import('./commands/reviews.ts');
  const store = () => import('./commands/store.ts');
  const outbox = () => import('./commands/outbox.ts');
  const diagnosis = () => import('./commands/diagnoseSteps.ts');
  return [
    { usage: 'run', help: 'help.run', load: async () => (await import('./commands/run.ts')).run },
    {
      usage: 'sign-in',
      help: 'help.sign-in',
      options: [option('--device', 'opt.device'), openNone()],
      load: async () => (await account()).signIn,
    },
    { usage: 'sign-out', help: 'help.sign-out', load: async () => (await account()).signOut },
    { usage: 'link', help: 'help.link', options: [openNone()], load: async () => (await account()).link },
    { usage: 'unlink', help: 'help.unlink', load: async () => (await account()).unlink },
    { usage: 'status', help: 'help.status', load: async () => (await import('./commands/status.ts')).status },

    {
      usage: 'folders list',
      help: 'help.folders.list',
      isDefault: true,
      load: async () => (await folders()).listFolders,
    },
    {
      usage: 'folders add <path>',
      help: 'help.folders.add',
      options: [option('--share', 'opt.share')],
      load: async () => (await folders()).addFolder,
    },
    {
      usage: 'folders remove <path>',
      help: 'help.folders.remove',
      load: async () => (await folders()).removeFolder,
    },

    {
      usage: 'files list',
      help: 'help.files.list',
      isDefault: true,
      load: async () => (await files()).listFiles,
    },
    {
      usage: 'files answer <file> <answer>',
      help: 'help.files.answer',
      options: [option('--of <file>', 'opt.of')],
      load: async () => (await files()).answerFile,
    },
    { usage: 'saves <file>', help: 'help.saves', load: async () => (await files()).listSaves },
    {
      usage: 'restore <save>',
      help: 'help.restore',
      options: [required('--to <dir>', 'opt.to')],
      load: async () => (await files()).restoreSave,
    },

    {
      usage: 'customers list',
      help: 'help.customers.list',
      isDefault: true,
      load: async () => (await customers()).listCustomers,
    },
    {
      usage: 'customers create',
      help: 'help.customers.create',
      options: [
        required('--name <name>', 'opt.name'),
        option('--email <email>', 'opt.email'),
        option('--phone <phone>', 'opt.phone'),
        option('--document <number>', 'opt.document'),
      ],
      load: async () => (await customers()).createCustomer,
    },
    {
      usage: 'projects list',
      help: 'help.projects.list',
      isDefault: true,
      load: async () => (await customers()).listProjects,
    },
    {
      usage: 'projects create',
      help: 'help.projects.create',
      options: [required('--customer <id>', 'opt.customer'), required('--name <name>', 'opt.name')],
      load: async () => (await customers()).createProject,
    },

    {
      usage: 'environments list',
      help: 'help.environments.list',
      isDefault: true,
      load: async () => (await environments()).listEnvironments,
    },
    {
      usage: 'environments create',
      help: 'help.environments.create',
      options: [
        required('--project <id>', 'opt.project'),
        required('--name <name>', 'opt.name'),
        option('--file <path>', 'opt.file'),
        option('--no-wait', 'opt.no-wait'),
      ],
      load: async () => (await creations()).createEnvironment,
    },
    {
      usage: 'environments creations',
      help: 'help.environments.creations',
      load: async () => (await creations()).listCreations,
    },
    {
      usage: 'environments make-file <environment>',
      help: 'help.environments.make-file',
      options: [option('--file <path>', 'opt.file')],
      load: async () => (await creations()).makeFile,
    },
    {
      usage: 'environments retry <creation>',
      help: 'help.environments.retry',
      options: [option('--file <path>', 'opt.file')],
      load: async () => (await creations()).retryCreation,
    },
    {
      usage: 'environments dismiss <creation>',
      help: 'help.environments.dismiss',
      load: async () => (await creations()).dismissCreation,
    },
    {
      usage: 'environments proposals <environment>',
      help: 'help.environments.proposals',
      load: async () => (await creations()).proposals,
    },
    {
      usage: 'environments bind <environment> <file>',
      help: 'help.environments.bind',
      options: [option('--ambient <guid>', 'opt.ambient')],
      load: async () => (await environments()).bindEnvironment,
    },
    {
      usage: 'environments unbind <environment>',
      help: 'help.environments.unbind',
      load: async () => (await environments()).unbindEnvironment,
    },
    {
      usage: 'environments resolve <environment> <choice>',
      help: 'help.environments.resolve',
      options: [option('--save <id>', 'opt.resolve-save')],
      load: async () => (await environments()).resolveEnvironment,
    },
    {
      usage: 'environments drawing <environment>',
      help: 'help.environments.drawing',
      load: async () => (await environments()).openDrawing,
    },
    {
      usage: 'listings',
      help: 'help.listings',
      load: async () => (await import('./commands/listings.ts')).listListings,
    },

    ...actCommandLines(),

    {
      usage: 'notifications list',
      help: 'help.notifications.list',
      isDefault: true,
      load: async () => (await notifications()).listNotifications,
    },
    {
      usage: 'notifications open <id>',
      help: 'help.notifications.open',
      load: async () => (await notifications()).openNotification,
    },
    {
      usage: 'notifications done <id>',
      help: 'help.notifications.done',
      load: async () => (await notifications()).finishNotification,
    },
    {
      usage: 'review list',
      help: 'help.review.list',
      load: async () => (await reviews()).listReviews,
    },
    {
      usage: 'review start <environment>',
      help: 'help.review.start',
      load: async () => (await reviews()).startReview,
    },
    {
      usage: 'review complete <environment>',
      help: 'help.review.complete',
      load: async () => (await reviews()).completeReview,
    },
    {
      usage: 'occurrences [environment]',
      help: 'help.occurrences',
      load: async () => (await import('./commands/occurrences.ts')).listOccurrences,
    },
    {
      usage: 'assistance <occurrence>',
      help: 'help.assistance',
      options: [required('--from <what>', 'opt.from').choices(['blank', 'review'])],
      load: async () => (await acts()).assistance,
    },

    {
      usage: 'prerequisites list',
      help: 'help.prerequisites.list',
      isDefault: true,
      load: async () => (await store()).listPrerequisites,
    },
    {
      usage: 'prerequisites confirm <code>',
      help: 'help.prerequisites.confirm',
      load: async () => (await store()).confirmPrerequisite,
    },
    {
      usage: 'store show',
      help: 'help.store.show',
      isDefault: true,
      load: async () => (await store()).getStore,
    },
    {
      usage: 'store configure',
      help: 'help.store.configure',
      options: [option('--cnpj <number>', 'opt.cnpj'), option('--account <id>', 'opt.account')],
      load: async () => (await store()).configureStore,
    },

    {
      usage: 'outbox list',
      help: 'help.outbox.list',
      isDefault: true,
      options: [option('--all', 'opt.all')],
      load: async () => (await outbox()).listOutbox,
    },
    {
      usage: 'outbox retry <id>',
      help: 'help.outbox.retry',
      load: async () => (await outbox()).retryDelivery,
    },
    ...fixLines(),
    { usage: 'audit', help: 'help.audit', load: async () => (await outbox()).audit },
    {
      usage: 'receiver state',
      help: 'help.receiver.state',
      isDefault: true,
      load: async () => (await outbox()).receiverState,
    },
    { usage: 'receiver on', help: 'help.receiver.on', load: async () => (await outbox()).receiverOn },
    { usage: 'receiver off', help: 'help.receiver.off', load: async () => (await outbox()).receiverOff },
    {
      usage: 'support-bundle <file>',
      help: 'help.support-bundle',
      load: async () => (await outbox()).supportBundle,
    },
    {
      usage: 'diagnose run',
      help: 'help.diagnose.run',
      isDefault: true,
      options: [
        profile(),
        set(),
        once('--only <check>', 'opt.only'),
        option('--fields', 'opt.fields'),
        option('--pdf <file>', 'opt.pdf'),
      ],
      load: async () => (await import('./commands/diagnose.ts')).diagnose,
    },
    {
      usage: 'diagnose profiles',
      help: 'help.diagnose.profiles',
      load: async () => (await import('./commands/diagnose.ts')).listProfiles,
    },
    {
      usage: 'diagnose checklist',
      help: 'help.diagnose.checklist',
      options: [profile()],
      load: async () => (await diagnosis()).showSteps,
    },
    {
      usage: 'diagnose confirm <step>',
      help: 'help.diagnose.confirm',
      options: [
        profile(),
        option('--note <text>', 'opt.note'),
        option('--typed <name>', 'opt.typed'),
        option('--by <name>', 'opt.by'),
      ],
      load: async () => (await diagnosis()).confirmStep,
    },
    {
      usage: 'diagnose withdraw <step>',
      help: 'help.diagnose.withdraw',
      options: [profile(), option('--note <text>', 'opt.note')],
      load: async () => (await diagnosis()).withdrawStep,
    },
    {
      usage: 'diagnose watches',
      help: 'help.diagnose.watches',
      load: async () => (await diagnosis()).showWatches,
    },
    {
      usage: 'diagnose advice <what>',
      help: 'help.diagnose.advice',
      options: [profile(), option('--note <text>', 'opt.note')],
      load: async () => (await diagnosis()).takeAdvice,
    },
    {
      usage: 'diagnose unwatch',
      help: 'help.diagnose.unwatch',
      options: [profile()],
      load: async () => (await diagnosis()).stopWatch,
    },
    {
      usage: 'diagnose secret <field>',
      help: 'help.diagnose.secret',
      options: [profile(), option('--forget', 'opt.forget')],
      load: async () => (await diagnosis()).keepSecret,
    },
    {
      usage: 'inspect <file>',
      help: 'help.inspect',
      load: async () => (await import('./commands/inspect.ts')).inspect,
    },
  ];
}

/** commander's own headings, in the language of the user. */
const headings: Readonly<Record<string, TextKey>> = {
  'Usage:': 'help.usage',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
  'Arguments:': 'help.arguments',
};

/** An option's help with its choices, in the language of the user. */
function describeOption(one: Option): string {
  const choices = one.argChoices === undefined ? '' : ` (${one.argChoices.join(' | ')})`;
  return `${one.description}${choices}`;
}

/** commander's own words: of a command that groups others, the line of its help command. */
const commandersHelp = 'display help for command';

/** commander's own words inside a usage line. */
function inOurWords(usage: string): string {
  return usage
    .replace('[options]', text('help.options-place'))
    .replace('[command]', text('help.command-place'));
}

/**
 * The command line as a tree that understands and does nothing: a command that was understood is handed to `chosen`.
 * Options for every command stand before or after it. Throws commander's error for anything else.
 * @param print where help goes
 */
export function createProgram(
  chosen: (command: ParsedCommand) => void,
  print: (help: string) => void,
): Command {
  const program = new Command('elo');
  program
    .description(text('help.elo'))
    .addOption(option('--data <dir>', 'opt.data'))
    .addOption(option('--server <url>', 'opt.server'))
    .addOption(option('--vault <kind>', 'opt.vault').choices(['system', 'memory']).default('system'))
    .addOption(option('--json', 'opt.json'))
    .helpOption('-h, --help', text('opt.help'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({
      showGlobalOptions: false,
      optionDescription: describeOption,
      commandUsage: (command) => inOurWords(new Help().commandUsage(command)),
      subcommandDescription: (command) =>
        command.description() === commandersHelp ? text('help.help-of') : command.description(),
      subcommandTerm: (command) => inOurWords(new Help().subcommandTerm(command)),
      styleTitle: (title) => {
        const key = headings[title];
        return key === undefined ? title : text(key);
      },
    });

  const groups = new Map<string, Command>();
  for (const line of commandLines()) {
    const words = line.usage.split(' ');
    const grouped = words[1] !== undefined && /^[a-z]/.test(words[1]);
    const name = words[0] ?? '';
    let parent = program;
    if (grouped) {
      parent = groups.get(name) ?? program.command(name).description(text(`help.${name}` as TextKey));
      groups.set(name, parent);
    }
    const command = parent
      .command(words.slice(grouped ? 1 : 0).join(' '), { isDefault: line.isDefault === true })
      .description(text(line.help));
    for (const one of line.options ?? []) command.addOption(one);
    command.action(async () => {
      chosen({ run: await line.load(), args: command.args, options: command.opts<CommandOptions>() });
    });
  }
  return program;
}
