import { examineDatabase } from '../../../electron/engine/diagnostics/databases/examineDatabase.ts';
import type {
  Examination,
  ExamineOptions,
} from '../../../electron/engine/diagnostics/databases/examineDatabase.ts';
import type { DatabaseSettings } from '../../../electron/engine/diagnostics/databases/types.ts';

type Steps = { readonly [K in Exclude<keyof Examination, 'ended'>]: Awaited<Examination[K]> } & {
  readonly ms: number;
};

/** The whole way to a database, all steps at once when it has ended. */
export async function examine(
  settings: Partial<DatabaseSettings> & Pick<DatabaseSettings, 'engine' | 'port'>,
  withSession?: ExamineOptions['withSession'],
): Promise<Steps> {
  const begun = performance.now();
  const going = examineDatabase(
    {
      host: '127.0.0.1',
      database: null,
      user: null,
      password: null,
      tables: [],
      encryption: 'preferred',
      ...settings,
    },
    { signal: new AbortController().signal, ...(withSession === undefined ? {} : { withSession }) },
  );
  await going.ended;
  const [reached, spoken, loggedIn, rights, tables] = await Promise.all([
    going.reached,
    going.spoken,
    going.loggedIn,
    going.rights,
    going.tables,
  ]);
  return { reached, spoken, loggedIn, rights, tables, ms: performance.now() - begun };
}

/** How a step ended, in one word: `done`, `not-reached`, the lacking field, or the problem's code. */
export function ending(step: Steps[Exclude<keyof Steps, 'ms'>]): string {
  if (step.outcome === 'problem') return step.problem;
  return step.outcome === 'lacking' ? `lacking ${step.field}` : step.outcome;
}
