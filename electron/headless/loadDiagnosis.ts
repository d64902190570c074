import type { DiagnosisParts } from './engineParts.ts';

/** What the diagnosis can do without an engine; loaded only by its commands. */
export async function loadDiagnosis(): Promise<DiagnosisParts> {
  const [tools, { diagnoseAlone }, { systemClock }] = await Promise.all([
    import('../engine/diagnosisTools.ts'),
    import('../engine/diagnoseAlone.ts'),
    import('../../shared/domain/clock.ts'),
  ]);
  return { ...tools, diagnoseAlone: (o) => diagnoseAlone({ ...o, clock: systemClock }) };
}
