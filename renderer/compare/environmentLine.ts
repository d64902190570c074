import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import type { Say } from '../text/language.ts';

/** The environment a comparison is of, in one line: whose it is, and where FoccoLojas has it. */
export function environmentLine(
  { name, customerName, projectName, situation, stage }: EnvironmentDetail,
  say: Say,
): string {
  return [
    name,
    customerName,
    projectName,
    ...(situation === undefined ? [] : [say('environment.situation', { situation })]),
    ...(stage === undefined ? [] : [say('environment.stage', { stage })]),
  ].join(' · ');
}
