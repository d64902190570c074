import { chainsLetIn } from './chainsLetIn.ts';
import type { InboundQuestion, InboundVerdict } from './letsInTypes.ts';
import type { Firewall } from './machineTypes.ts';
import { windowsLetsIn } from './windowsLetsIn.ts';

/**
 * Whether this machine's own firewall lets a TCP connection in. Pure. `cannot-tell` wherever a part that could decide
 * otherwise was not read or is beyond what is evaluated here.
 */
export function letsIn(firewall: Firewall, question: InboundQuestion): InboundVerdict {
  return firewall.kind === 'windows' ? windowsLetsIn(firewall, question) : chainsLetIn(firewall, question);
}
