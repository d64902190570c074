import type { CheckContext } from '../../check.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { perRun } from '../../port/perRun.ts';
import { testFromOutside } from '../../port/testFromOutside.ts';
import type { OutsideAnswer } from '../../port/testFromOutside.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import type { PortParameters } from './portParameters.ts';

/** The test from outside, or `null` where the user did not allow it. */
export type OutsideOf = (context: CheckContext, asked: PortParameters) => Promise<OutsideAnswer | null>;

/** One test a run and port, whoever asks first. */
export function createOutsideOf(parts: DiagnosticsParts): OutsideOf {
  const test = perRun(async (context, port) => {
    const network = await context.machine.network(context.signal);
    const lanAddress = network.ok ? ownPlace(network.value).lanAddress : null;
    return testFromOutside(parts, context, { port: Number(port), lanAddress });
  });
  return async (context, { port, mayTryFromOutside }) =>
    mayTryFromOutside ? test(context, String(port)) : null;
}
