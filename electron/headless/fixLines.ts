import { option } from './commandLine.ts';
import type { CommandLine } from './commandLine.ts';

/** Commands that show, make and take back fixes of this machine. */
export function fixLines(): readonly CommandLine[] {
  const fixes = () => import('./commands/fixes.ts');
  return [
    {
      usage: 'diagnose fix <fix>',
      help: 'help.diagnose.fix',
      options: [
        option('--port <n>', 'opt.fix-port'),
        option('--program <path>', 'opt.fix-program'),
        option('--service <name>', 'opt.fix-service'),
        option('--remote <addresses>', 'opt.fix-remote'),
        option('--yes', 'opt.yes'),
      ],
      load: async () => (await fixes()).runFix,
    },
    {
      usage: 'diagnose undo <id>',
      help: 'help.diagnose.undo',
      options: [option('--yes', 'opt.yes')],
      load: async () => (await fixes()).undoFix,
    },
    { usage: 'diagnose fixes', help: 'help.diagnose.fixes', load: async () => (await fixes()).listFixes },
  ];
}
