import type { Check } from '../../check.ts';
import { createRouterOf } from '../../port/routerOf.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { firewallCheck } from './firewallCheck.ts';
import { hairpinCheck } from './hairpinCheck.ts';
import { lanCheck } from './lanCheck.ts';
import { listenerCheck } from './listenerCheck.ts';
import { mappingCheck } from './mappingCheck.ts';
import { createOutsideOf } from './outsideOf.ts';
import { outsideCheck } from './outsideCheck.ts';
import { routerAddressCheck } from './routerAddressCheck.ts';

/** One port, from inside out: the program, this machine's firewall, its address, the router, the internet. */
export function portChecks(parts: DiagnosticsParts): readonly Check[] {
  const routerOf = createRouterOf(parts);
  const outsideOf = createOutsideOf(parts);
  return [
    listenerCheck,
    firewallCheck,
    lanCheck,
    mappingCheck(routerOf, outsideOf),
    routerAddressCheck(routerOf, outsideOf),
    hairpinCheck(outsideOf),
    outsideCheck(outsideOf),
  ];
}
