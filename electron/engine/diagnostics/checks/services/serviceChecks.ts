import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { reachChecks } from './reachChecks.ts';
import { restChecks } from './restChecks.ts';
import { webServiceChecks } from './webServiceChecks.ts';

/** Services of others by address and port: connection, encryption, HTTP, web services, services with a key. */
export function serviceChecks(parts: DiagnosticsParts): readonly Check[] {
  return [...reachChecks(parts), ...webServiceChecks(parts), ...restChecks(parts)];
}
