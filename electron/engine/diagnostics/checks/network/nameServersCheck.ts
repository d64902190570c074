import { randomBytes } from 'node:crypto';
import { lookup, Resolver } from 'node:dns/promises';
import type { Clock } from '../../../../../shared/domain/clock.ts';
import type { Check } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import { outsideHosts } from '../../network/outsideHosts.ts';
import type { DiagnosticsParts } from '../../ports.ts';

const patienceMs = 2_500;

/** The system's own resolver asks silent servers for half a minute. */
const systemPatienceMs = 5_000;

/** Addresses of a name as the system finds them; the resolver's code where it does not. */
async function bySystem(name: string, clock: Clock): Promise<readonly string[] | string> {
  let stop = (): void => undefined;
  const late = new Promise<string>((resolve) => {
    stop = clock.after(systemPatienceMs, () => resolve('took-too-long'));
  });
  try {
    return await Promise.race([lookUp(name), late]);
  } finally {
    stop();
  }
}

async function lookUp(name: string): Promise<readonly string[] | string> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

async function byServer(name: string, server: string): Promise<readonly string[] | string> {
  const resolver = new Resolver({ timeout: patienceMs, tries: 1 });
  try {
    resolver.setServers([server]);
    return await resolver.resolve4(name);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

const found = (answer: readonly string[] | string): answer is readonly string[] => typeof answer !== 'string';

/**
 * Whether names of the internet are found by the network's own servers, by others where not, and whether names that do not
 * exist are answered all the same.
 */
export function nameServersCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'name-servers',
    needs: ['local-network'],
    budgetMs: 8_000,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      const name = context.with['name'] ?? outsideHosts.name;
      const others = (context.with['resolvers'] ?? outsideHosts.resolvers.join(',')).split(',');
      const nobody = `elo-${randomBytes(8).toString('hex')}.com.br`;
      const [network, own, invented, second] = await Promise.all([
        context.machine.network(context.signal),
        bySystem(name, context.clock),
        bySystem(nobody, context.clock),
        Promise.all(others.map((server) => byServer(name, server.trim()))),
      ]);
      const servers = network.ok ? network.value.dnsServers : [];
      const evidence = { name, ...(servers.length === 0 ? {} : { servers: servers.join(', ') }) };
      const elsewhere = second.find(found);
      if (!found(own)) {
        const facts = { ...evidence, code: own, second: elsewhere !== undefined };
        // Behind a proxy the network need not know names of the internet at all.
        if (target.proxy !== null)
          return { status: 'skipped', evidence: { ...facts, reason: 'through-a-proxy' } };
        return {
          status: 'failed',
          condition: elsewhere === undefined ? 'names-not-found' : 'name-server-faulty',
          evidence: facts,
        };
      }
      const facts = { ...evidence, addresses: own.slice(0, 8), second: elsewhere !== undefined };
      return found(invented) && invented.length > 0
        ? {
            status: 'warning',
            condition: 'names-invented',
            evidence: { ...facts, invented: invented.join(', ') },
          }
        : { status: 'ok', evidence: facts };
    },
  };
}
