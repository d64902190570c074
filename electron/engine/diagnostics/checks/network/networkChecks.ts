import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { captivePortalCheck } from './captivePortalCheck.ts';
import { certificateCheck } from './certificateCheck.ts';
import { familiesCheck } from './familiesCheck.ts';
import { gatewayCheck } from './gatewayCheck.ts';
import { interfaceCheck } from './interfaceCheck.ts';
import { largePacketsCheck } from './largePacketsCheck.ts';
import { lineQualityCheck } from './lineQualityCheck.ts';
import { nameServersCheck } from './nameServersCheck.ts';
import { proxyCheck } from './proxyCheck.ts';

/** The network this machine is in, and its way to FoccoLojas. */
export function networkChecks(parts: DiagnosticsParts): readonly Check[] {
  return [
    interfaceCheck(parts),
    gatewayCheck(parts),
    nameServersCheck(parts),
    proxyCheck(parts),
    captivePortalCheck(parts),
    familiesCheck(parts),
    lineQualityCheck(parts),
    largePacketsCheck(parts),
    certificateCheck(parts),
  ];
}
