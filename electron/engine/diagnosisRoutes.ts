import type { DiagnosisStep } from '../../shared/contract/diagnosisSchemas.ts';
import type { Diagnostics } from './diagnostics/createDiagnostics.ts';
import { implementation as os } from './implementation.ts';
import { stepStream } from './stepStream.ts';

/** The procedures of the diagnosis. */
export function createDiagnosisRoutes(parts: {
  readonly diagnostics: Diagnostics;
  /** A run of the checks ended. */
  onDiagnosed(): void;
  /** Elo made a file: it may be shown. */
  made(path: string): void;
}) {
  const { diagnostics } = parts;
  return {
    profiles: os.diagnosis.profiles.handler(() => diagnostics.profiles()),
    profile: os.diagnosis.profile.handler(({ input }) => diagnostics.profile(input.profile)),
    run: os.diagnosis.run.handler(async function* ({ input, signal }) {
      yield* stepStream<DiagnosisStep>(async (report, both) => {
        await diagnostics.run(input, report, both);
        parts.onDiagnosed();
      }, signal);
    }),
    runs: os.diagnosis.runs.handler(() => diagnostics.runs()),
    get: os.diagnosis.get.handler(({ input }) => diagnostics.get(input.runId)),
    save: os.diagnosis.save.handler(async ({ input }) => {
      const written = await diagnostics.save(input);
      parts.made(written.path);
      return written;
    }),
    text: os.diagnosis.text.handler(({ input }) => ({ text: diagnostics.text(input) })),

    remembered: os.diagnosis.remembered.handler(({ input }) => diagnostics.remembered(input.profile)),
    keepSecret: os.diagnosis.keepSecret.handler(({ input }) =>
      diagnostics.keepSecret(input.profile, input.field, input.value),
    ),
    forgetSecret: os.diagnosis.forgetSecret.handler(({ input }) =>
      diagnostics.forgetSecret(input.profile, input.field),
    ),

    checklist: os.diagnosis.checklist.handler(({ input }) => diagnostics.checklist(input.profile)),
    confirmStep: os.diagnosis.confirmStep.handler(({ input }) => diagnostics.confirm(input)),
    withdrawStep: os.diagnosis.withdrawStep.handler(({ input }) => diagnostics.withdraw(input)),

    watches: os.diagnosis.watches.handler(() => diagnostics.watches()),
    adviceTaken: os.diagnosis.adviceTaken.handler(({ input }) => diagnostics.adviceTaken(input)),
    stopWatch: os.diagnosis.stopWatch.handler(({ input }) => diagnostics.stopWatch(input.profile)),
  };
}
