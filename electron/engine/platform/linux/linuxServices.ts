import type { ServiceFacts } from '../machine/machineTypes.ts';

const startsBy: Readonly<Record<string, ServiceFacts['startsBy']>> = {
  enabled: 'system',
  'enabled-runtime': 'system',
  static: 'hand',
  disabled: 'hand',
  masked: 'never',
};

/** Services out of `systemctl show '*.service'`: `Key=value` lines, a blank line between services. */
export function linuxServices(printed: string): ServiceFacts[] {
  return printed.split(/\n\s*\n/).flatMap((block): ServiceFacts[] => {
    const facts = new Map(
      block.split('\n').map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
      }),
    );
    const id = facts.get('Id');
    if (id === undefined || !id.endsWith('.service')) return [];
    const state = facts.get('ActiveState');
    const pid = Number(facts.get('MainPID') ?? 0);
    return [
      {
        name: id.slice(0, -'.service'.length),
        displayName: facts.get('Description') ?? id,
        state:
          state === 'active'
            ? 'running'
            : state === 'inactive' || state === 'failed'
              ? 'stopped'
              : 'changing',
        startsBy: startsBy[facts.get('UnitFileState') ?? ''] ?? 'unknown',
        program: { pid: pid > 0 ? pid : null, name: null, path: null },
      },
    ];
  });
}
