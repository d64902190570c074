import { isoTime } from '../../../../../shared/domain/clock.ts';
import { EloError } from '../../../../../shared/domain/eloError.ts';
import type { Check, CheckContext, Finding } from '../../check.ts';
import { examineDatabase } from '../../databases/examineDatabase.ts';
import { provenReadOnly } from '../../databases/provenReadOnly.ts';
import { readSettings } from '../../databases/readSettings.ts';
import type { QueryRows } from '../../databases/types.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { applyRules, missingColumns } from '../../routerbox/applyRules.ts';
import type { RouterboxRules } from '../../routerbox/applyRules.ts';
import { fieldFinding, placeOf } from '../databases/databaseChecks.ts';
import { secretFrom } from '../services/serviceFindings.ts';

/** A store of an internet provider has some thousand contracts; the rules are seen well enough on two thousand. */
const rowBounds = { maxRows: 2_000, timeMs: 3_000 };
const oneRow = { maxRows: 1, timeMs: 2_000 };
/** The routine passes every 15 minutes by default (vendor's page). */
const usualCycleMinutes = 15;

/** Routerbox: what OZmap's routine would do, tried on real rows; and when it last passed, where that can be asked. */
export function routerboxChecks({ clock }: DiagnosticsParts): readonly Check[] {
  return [
    {
      code: 'routerbox-dry-run',
      needs: ['database-read-only'],
      budgetMs: 9_000,
      async run(context) {
        const rules = rulesOf(context);
        const asked = await askReadOnly(context, 'query', rowBounds);
        if ('status' in asked) return asked;
        const { answer, evidence } = asked;
        const absent = missingColumns(rules, answer.columns);
        if (absent.length > 0) {
          return {
            status: 'failed',
            condition: 'routerbox-columns-missing',
            evidence: {
              ...evidence,
              absent: absent.join(', '),
              columns: answer.columns.slice(0, 30).join(', '),
            },
          };
        }
        const { words, note, ...outcome } = applyRules(rules, answer, isoTime(clock.now()).slice(0, 10));
        const seen = {
          ...evidence,
          ...outcome,
          cut: answer.cut,
          codeChange: rules.codeChange,
          ...(words.length === 0 ? {} : { words: words.join(', ') }),
          ...(note === null ? {} : { note }),
        };
        if (outcome.withoutCode > 0 || outcome.doubled > 0) {
          return { status: 'failed', condition: 'routerbox-rows-without-code', evidence: seen };
        }
        return outcome.unknown > 0
          ? {
              status: 'warning',
              condition: 'routerbox-situations-unknown',
              evidence: { ...seen, words: words.join(', ') || '–' },
            }
          : { status: 'ok', evidence: seen };
      },
    },
    {
      code: 'routerbox-last-run',
      needs: [],
      budgetMs: 9_000,
      async run(context) {
        const cycle = Number(valueOf(context, 'cycle-minutes') ?? usualCycleMinutes);
        // Nothing at the vendor's tells it: without a query of the store's own it cannot be seen.
        if (valueOf(context, 'last-run-query') === undefined) {
          return { status: 'unknown', evidence: { reason: 'not-observable', cycle } };
        }
        const asked = await askReadOnly(context, 'last-run-query', oneRow);
        if ('status' in asked) return asked;
        const minutes = minutesSince(asked.answer.rows[0]?.[0] ?? null, clock.now());
        if (minutes === null) {
          return { status: 'unknown', evidence: { ...asked.evidence, reason: 'not-a-time', cycle } };
        }
        const lastRun = isoTime(clock.now() - minutes * 60_000);
        const seen = { ...asked.evidence, cycle, minutes: Math.round(minutes), lastRun };
        // One pass may be under way or have been missed.
        return minutes > 2 * cycle
          ? { status: 'failed', condition: 'routerbox-run-late', evidence: seen }
          : { status: 'ok', evidence: seen };
      },
    },
  ];
}

const valueOf = (context: CheckContext, name: string): string | undefined => {
  const value = context.with[name] ?? context.fields[name];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
};

function rulesOf(context: CheckContext): RouterboxRules {
  const words = (name: string, usual: string): string[] =>
    (valueOf(context, name) ?? usual)
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  return {
    codeColumn: valueOf(context, 'code-column') ?? 'contrato',
    situationColumn: valueOf(context, 'situation-column') ?? 'situacao',
    connectionColumn: valueOf(context, 'connection-column') ?? null,
    nameColumn: valueOf(context, 'name-column') ?? null,
    previousCodeColumn: valueOf(context, 'previous-code-column') ?? null,
    active: words('active-words', 'Ativo'),
    cancelled: words('cancelled-words', 'Cancelado'),
    transferred: words('transferred-words', 'Transferido'),
    connected: words('connected-words', 'Conectado'),
    disconnected: words('disconnected-words', 'Desconectado'),
    codeChange: valueOf(context, 'code-change') === 'true',
  };
}

interface Asked {
  readonly answer: QueryRows;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/**
 * Runs a configured query, proved to read only before anything is sent, by a user whose rights were read and allow
 * nothing else.
 */
async function askReadOnly(
  context: CheckContext,
  parameter: string,
  bounds: { readonly maxRows: number; readonly timeMs: number },
): Promise<Asked | Finding> {
  const text = valueOf(context, parameter);
  if (text === undefined) return context.lacks(`field:${parameter}`);
  const read = readSettings({ ...context.fields, ...context.with }, await secretFrom(context, 'password'));
  if ('problem' in read) return fieldFinding(read.problem, context);
  const { settings } = read;
  for (const field of ['user', 'database'] as const)
    if (settings[field] === null) return context.lacks(`field:${field}`);
  if (settings.password === null) return context.lacks('secret:password');
  const evidence = { ...placeOf(settings), database: settings.database };
  const proof = provenReadOnly(text, settings.engine);
  if (!proof.ok)
    return {
      status: 'failed',
      condition: 'routerbox-query-refused',
      evidence: { ...evidence, why: proof.why },
    };
  let answer: QueryRows | null = null;
  let serverCode: string | undefined;
  let writes = false;
  const going = examineDatabase(
    { ...settings, tables: [] },
    {
      signal: context.signal,
      async withSession(session, rights) {
        writes = rights.outcome !== 'done' || rights.value.writesTotal > 0 || rights.value.incomplete;
        if (writes) return;
        try {
          answer = await session.queryReadOnly(proof.sql, bounds);
        } catch (thrown) {
          const { code, errno, number } = thrown as { code?: unknown; errno?: unknown; number?: unknown };
          const told = thrown instanceof EloError ? thrown.details['serverCode'] : (number ?? errno ?? code);
          serverCode = typeof told === 'string' || typeof told === 'number' ? String(told) : undefined;
        }
      },
    },
  );
  await going.ended;
  const login = await going.loggedIn;
  if (login.outcome !== 'done')
    return { status: 'skipped', evidence: { reason: 'needs', needs: 'database-login' } };
  if (writes) return { status: 'skipped', evidence: { reason: 'needs', needs: 'database-read-only' } };
  if (answer === null) {
    return {
      status: 'failed',
      condition: 'routerbox-query-failed',
      evidence: { ...evidence, ...(serverCode === undefined ? {} : { serverCode }) },
    };
  }
  return { answer, evidence };
}

/** A number is minutes already; else a time, of this machine's zone where it names none. `null`: neither. */
function minutesSince(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d{1,7}([.,]\d+)?$/.test(value.trim())) return Number(value.trim().replace(',', '.'));
  const at = Date.parse(value.trim().replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2'));
  return Number.isNaN(at) ? null : Math.max(0, (now - at) / 60_000);
}
