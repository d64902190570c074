import type { Check } from '../../check.ts';
import { unread } from '../unread.ts';

/** One start of PowerShell tells it; the registry alone answers at once. */
const askMs = 9_500;
/** Windows 10 of October 2018 (1809): the oldest that Electron's makers still test on. */
const oldestBuild = 17_763;
/** A machine that sleeps sooner than this hardly sends anything by itself over lunch. */
const soonMs = 30 * 60_000;

/** The system this runs on: version, rights, sleep, a restart that waits. */
export function systemChecks(): readonly Check[] {
  return [
    {
      code: 'system-version',
      needs: [],
      budgetMs: askMs,
      async run({ machine, signal }) {
        const system = await machine.system(signal);
        if (!system.ok) return unread(system);
        const { name, version, build, platform } = system.value;
        const evidence = { system: name, version, ...(build === null ? {} : { build }) };
        if (platform === 'linux') return { status: 'ok', evidence };
        if (build === null) return { status: 'unknown', evidence: { ...evidence, reason: 'not-understood' } };
        return build < oldestBuild
          ? { status: 'warning', condition: 'system-too-old', evidence }
          : { status: 'ok', evidence };
      },
    },
    {
      code: 'rights',
      needs: [],
      budgetMs: askMs,
      async run({ machine, signal }) {
        const system = await machine.system(signal);
        if (!system.ok) return unread(system);
        const { elevated, platform } = system.value;
        if (elevated === null)
          return { status: 'unknown', evidence: { reason: 'not-permitted', what: 'rights' } };
        // A program with more rights than Promob's cannot be handed files by drag and drop, and owns what it writes.
        return elevated && platform === 'windows'
          ? { status: 'warning', condition: 'runs-elevated', evidence: { elevated } }
          : { status: 'ok', evidence: { elevated } };
      },
    },
    {
      code: 'sleep-policy',
      needs: [],
      budgetMs: askMs,
      platforms: ['win32'],
      async run({ machine, signal }) {
        const system = await machine.system(signal);
        if (!system.ok) return unread(system);
        const { onMains, onBattery } = system.value.sleepAfter;
        if (onMains === null)
          return { status: 'unknown', evidence: { reason: 'not-understood', what: 'sleep' } };
        const evidence = {
          minutes: Math.round(onMains / 60),
          ...(onBattery === null ? {} : { minutesOnBattery: Math.round(onBattery / 60) }),
        };
        return onMains > 0 && onMains * 1_000 < soonMs
          ? { status: 'warning', condition: 'sleeps-soon', evidence }
          : { status: 'ok', evidence };
      },
    },
    {
      code: 'restart-pending',
      needs: [],
      budgetMs: askMs,
      async run({ machine, signal }) {
        const system = await machine.system(signal);
        if (!system.ok) return unread(system);
        const { restartPending, uptimeSeconds } = system.value;
        if (restartPending === null)
          return { status: 'unknown', evidence: { reason: 'not-permitted', what: 'restart' } };
        const evidence = { restartPending, days: Math.floor(uptimeSeconds / 86_400) };
        return restartPending
          ? { status: 'warning', condition: 'restart-waits', evidence }
          : { status: 'ok', evidence };
      },
    },
  ];
}
