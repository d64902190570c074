import type { Option } from 'commander';
import type { CommandLine } from './commandLine.ts';
import { option, required } from './commandLine.ts';

const listing = (): Option => option('--listing <file>', 'opt.listing');
const dryRun = (): Option => option('--dry-run', 'opt.dry-run');
const wait = (): Option => option('--wait', 'opt.wait');
/** The code of a dry run: nothing else than what it showed is made. */
const ifSeen = (): Option => option('--if <token>', 'opt.if');
const versionNumber = (): Option => required('--version <n>', 'opt.version');

/** Commands of handing over, updating, and the versions. Built at call, because each program owns its options. */
export function actCommandLines(): readonly CommandLine[] {
  const acts = () => import('./commands/acts.ts');
  const waits = () => import('./commands/waits.ts');
  const versions = () => import('./commands/versions.ts');
  return [
    {
      usage: 'prepare <environment>',
      help: 'help.prepare',
      options: [listing(), wait()],
      load: async () => (await acts()).prepare,
    },
    {
      usage: 'negotiate <environment>',
      help: 'help.negotiate',
      options: [listing(), wait()],
      load: async () => (await acts()).negotiate,
    },
    {
      usage: 'waits list',
      help: 'help.waits.list',
      isDefault: true,
      load: async () => (await waits()).listWaits,
    },
    { usage: 'waits end <environment>', help: 'help.waits.end', load: async () => (await waits()).endWait },
    {
      usage: 'update [environment]',
      help: 'help.update',
      options: [
        option('--notification <id>', 'opt.notification'),
        dryRun(),
        option('--wait', 'opt.wait.update'),
        ifSeen(),
      ],
      load: async () => (await acts()).update,
    },
    {
      usage: 'versions <environment>',
      help: 'help.versions',
      load: async () => (await versions()).listVersions,
    },
    {
      usage: 'open <environment>',
      help: 'help.open',
      options: [versionNumber()],
      load: async () => (await versions()).openVersion,
    },
    {
      usage: 'make-current <environment>',
      help: 'help.make-current',
      options: [versionNumber(), dryRun(), ifSeen()],
      load: async () => (await versions()).makeVersionCurrent,
    },
    {
      usage: 'copies [environment]',
      help: 'help.copies',
      load: async () => (await versions()).listCopies,
    },
  ];
}
