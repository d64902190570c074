import type { Log, LogFields } from '../../electron/engine/logging/createLog.ts';

/** A log that goes into the trace. */
export function simulatedLog(trace: (what: string) => void, onUnexpected: (where: string) => void): Log {
  return {
    scope(scope) {
      const line =
        (level: string) =>
        (message: string, fields: LogFields = {}): void => {
          trace(`log ${scope} ${level} ${message} ${JSON.stringify(fields)}`);
          if (fields['code'] === 'unexpected-error') onUnexpected(`${scope}: ${message}`);
        };
      return { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
    },
  };
}
