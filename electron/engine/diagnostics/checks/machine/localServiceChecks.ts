import type { Check } from '../../check.ts';
import { unread } from '../unread.ts';

const askMs = 9_500;

/** A service of this machine that the profile names: is it there, and does it run? */
export function localServiceChecks(): readonly Check[] {
  return [
    {
      code: 'local-service',
      needs: [],
      budgetMs: askMs,
      async run(context) {
        const wanted = context.with['service'];
        if (wanted === undefined || wanted === '') return context.lacks('field:local-service');
        const services = await context.machine.services(context.signal);
        if (!services.ok) return unread(services);
        const isSame = (name: string): boolean =>
          context.machine.platform === 'windows'
            ? name.toLowerCase() === wanted.toLowerCase()
            : name === wanted;
        const found = services.value.find(({ name }) => isSame(name));
        if (found === undefined) {
          return { status: 'failed', condition: 'local-service-absent', evidence: { service: wanted } };
        }
        const evidence = { service: found.name, serviceName: found.displayName, startsBy: found.startsBy };
        if (found.state === 'running') return { status: 'ok', evidence };
        if (found.state === 'changing') {
          return { status: 'unknown', evidence: { ...evidence, reason: 'service-changing' } };
        }
        return found.startsBy === 'never'
          ? { status: 'failed', condition: 'local-service-off', evidence }
          : { status: 'failed', condition: 'local-service-stopped', evidence };
      },
    },
  ];
}
