import type { CrashReporter } from 'electron';

/** Reports of crashes stay on this machine, for support to ask for; nothing is ever sent by itself. */
export function setupCrashReports(crashReporter: Pick<CrashReporter, 'start'>): void {
  crashReporter.start({ uploadToServer: false, compress: false });
}
