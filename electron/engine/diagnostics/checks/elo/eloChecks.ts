import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** The host answers from what it knows. */
const askMs = 2_000;

/** Elo itself: watching, starting with the system, its version. */
export function eloChecks(
  parts: Pick<DiagnosticsParts, 'folders' | 'desktop' | 'appVersion'>,
): readonly Check[] {
  return [
    {
      code: 'watcher',
      needs: ['folders-watched', 'folders-readable'],
      budgetMs: 500,
      run() {
        const folders = parts.folders();
        const count = (state: string): number => folders.filter((folder) => folder.state === state).length;
        const evidence = { watching: count('watching'), polling: count('polling'), away: count('suspended') };
        if (evidence.away > 0) {
          const away = folders.filter(({ state }) => state === 'suspended').map(({ path }) => path);
          return {
            status: 'failed',
            condition: 'folder-away',
            evidence: { ...evidence, folders: away },
            remedies: ['reconnect-folder'],
          };
        }
        return { status: 'ok', evidence };
      },
    },
    {
      code: 'autostart',
      needs: [],
      budgetMs: askMs,
      async run() {
        const { autostart } = await parts.desktop();
        switch (autostart) {
          case 'on':
            return { status: 'ok' };
          case 'unsupported':
            return { status: 'skipped', evidence: { reason: 'no-autostart-here' } };
          case 'off':
            return { status: 'warning', condition: 'autostart-off' };
          case 'switched-off-by-user':
            return { status: 'warning', condition: 'autostart-switched-off' };
        }
      },
    },
    {
      code: 'elo-version',
      needs: [],
      budgetMs: askMs,
      async run() {
        const { update } = await parts.desktop();
        const evidence = {
          version: parts.appVersion,
          update: update.state,
          ...(update.version === undefined ? {} : { newVersion: update.version }),
        };
        if (update.state === 'ready') return { status: 'warning', condition: 'update-ready', evidence };
        if (update.state === 'failed') return { status: 'warning', condition: 'update-failed', evidence };
        return { status: 'ok', evidence };
      },
    },
  ];
}
