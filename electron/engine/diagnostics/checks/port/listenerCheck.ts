import { probeTcp } from '../../tcp/probeTcp.ts';
import type { Listener } from '../../../platform/machine/machineTypes.ts';
import type { Check, CheckContext, Evidence, Finding } from '../../check.ts';
import { addressKind } from '../../port/addressKind.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { portParameters } from './portParameters.ts';

/** Stands for every address of a family. */
const everywhere = new Set(['0.0.0.0', '::']);

const programOf = ({ program }: Listener): string | null =>
  program.name ?? (program.pid === 4 ? 'System' : null);

/** What listens on the port: nothing, only for this machine itself, or for the network. */
function judge(all: readonly Listener[], lanAddress: string | null, evidence: Evidence): Finding {
  if (all.length === 0) return { status: 'failed', condition: 'port-nothing-listens', evidence };
  const addresses = [...new Set(all.map(({ address }) => address))];
  const programs = [...new Set(all.flatMap((each) => programOf(each) ?? []))];
  const facts = { ...evidence, addresses, ...(programs.length > 0 ? { program: programs.join(', ') } : {}) };
  const outward = all.filter(({ address }) => addressKind(address) !== 'loopback');
  if (outward.length === 0) return { status: 'failed', condition: 'port-loopback-only', evidence: facts };
  const reached = outward.some(
    ({ address, dualStack }) =>
      address === lanAddress || address === '0.0.0.0' || (address === '::' && dualStack !== false),
  );
  if (reached || lanAddress === null) return { status: 'ok', evidence: facts };
  const versionSix = outward.every(({ family }) => family === 6);
  if (versionSix && outward.some(({ address }) => everywhere.has(address))) {
    return { status: 'failed', condition: 'port-ipv6-only', evidence: facts };
  }
  return { status: 'warning', condition: 'port-on-another-address', evidence: facts };
}

/** Where the system does not tell who listens, knocking does, without a name. */
async function knock(
  { clock, signal }: CheckContext,
  port: number,
  lanAddress: string | null,
  evidence: Evidence,
): Promise<Finding> {
  const [inside, lan] = await Promise.all([
    probeTcp({ address: '127.0.0.1', port, clock, signal }),
    lanAddress === null ? Promise.resolve(null) : probeTcp({ address: lanAddress, port, clock, signal }),
  ]);
  if (lan?.answer === 'open') return { status: 'ok', evidence };
  if (lan === null && inside.answer === 'open') return { status: 'ok', evidence };
  if (inside.answer === 'open' && lan?.answer === 'refused') {
    return { status: 'failed', condition: 'port-loopback-only', evidence };
  }
  if (inside.answer === 'refused' && (lan === null || lan.answer === 'refused')) {
    return { status: 'failed', condition: 'port-nothing-listens', evidence };
  }
  return { status: 'unknown', evidence: { ...evidence, reason: 'listeners-not-read' } };
}

/** Which program listens on the port, and on which address. */
export const listenerCheck: Check = {
  code: 'port-listener',
  needs: [],
  budgetMs: 8_000,
  async run(context) {
    const asked = portParameters(context);
    if ('lacks' in asked) return asked.lacks;
    const { machine, signal } = context;
    const { port } = asked;
    const [listeners, network] = await Promise.all([machine.listeners(signal), machine.network(signal)]);
    const lanAddress = network.ok ? ownPlace(network.value).lanAddress : null;
    const evidence = { port, protocol: 'TCP', ...(lanAddress === null ? {} : { lanAddress }) };
    if (!listeners.ok) return knock(context, port, lanAddress, evidence);
    return judge(
      listeners.value.filter((each) => each.port === port),
      lanAddress,
      evidence,
    );
  },
};
