import type { Clock } from '../../shared/domain/clock.ts';
import { createFixes } from './diagnostics/fixes/createFixes.ts';
import type { Fixes } from './diagnostics/fixes/createFixes.ts';
import { createLinuxRunFix, createWindowsRunFix } from './diagnostics/fixes/runFix.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { ScopedLog } from './logging/createLog.ts';
import { createLookAtMachine } from './platform/lookAtMachine.ts';
import type { LookAtMachine } from './platform/machine/machineTypes.ts';
import { createRunTool } from './platform/machine/runTool.ts';

/** The machine this runs on, looked at and, on consent, mended. */
export interface MachineSide {
  readonly look: LookAtMachine;
  readonly fixes: Fixes;
}

export function createMachineSide(o: {
  readonly ledger: Pick<Ledger, 'values'>;
  readonly clock: Clock;
  readonly log: ScopedLog;
  readonly onChanged: () => void;
}): MachineSide {
  const look = createLookAtMachine(o.clock);
  const run = createRunTool(o.clock);
  return {
    look,
    fixes: createFixes({
      ledger: o.ledger,
      clock: o.clock,
      look,
      run:
        process.platform === 'win32'
          ? createWindowsRunFix(run, process.env)
          : createLinuxRunFix(run, process.getuid?.() === 0),
      log: (event, details) => o.log.info(event, { ...details }),
      onChanged: o.onChanged,
    }),
  };
}
