import type { CheckContext } from '../../check.ts';
import { examineDatabase } from '../../databases/examineDatabase.ts';
import type { Examination, Step } from '../../databases/examineDatabase.ts';
import { readSettings } from '../../databases/readSettings.ts';
import type { FieldProblem } from '../../databases/readSettings.ts';
import type { DatabaseSettings } from '../../databases/types.ts';

/** The parameters of the database checks: from the profile's `with`, else from its fields of the same name. */
const parameters = ['engine', 'host', 'port', 'database', 'user', 'tables', 'encryption'] as const;

/** One way to a database, gone once for all checks of a run that look at it. */
export interface Shared {
  readonly settings: DatabaseSettings;
  /** A step's outcome; giving up the wait ends the examination for everybody. */
  wait<K extends 'reached' | 'spoken' | 'loggedIn' | 'rights' | 'tables'>(
    step: K,
    signal: AbortSignal,
  ): Promise<Awaited<Examination[K]>>;
}

interface Going {
  readonly shared: Shared | FieldProblem;
}

/** By the fields of a run, which are one object for all its checks. */
export type Examinations = WeakMap<object, Map<string, Promise<Going>>>;

/** A secret, or `null` where there is none or nowhere to read it from: a check that lacks it says so. */
export async function secretOf(context: CheckContext, name: string): Promise<string | null> {
  try {
    return await context.secret(name);
  } catch {
    return null;
  }
}

/**
 * The examination of the database a check looks at, begun by the first check of a run that asks.
 * @returns it, or the field that is missing or is no value
 */
export async function sharedExamination(
  examinations: Examinations,
  context: CheckContext,
): Promise<Shared | FieldProblem> {
  const values: Record<string, string> = {};
  for (const name of parameters) {
    const value = context.with[name] ?? context.fields[name];
    if (value !== undefined) values[name] = value;
  }
  const known = examinations.get(context.fields) ?? new Map<string, Promise<Going>>();
  examinations.set(context.fields, known);
  const key = JSON.stringify(values);
  const going = known.get(key) ?? begin(values, context);
  known.set(key, going);
  return (await going).shared;
}

async function begin(values: Readonly<Record<string, string>>, context: CheckContext): Promise<Going> {
  const read = readSettings(values, await secretOf(context, 'password'));
  if ('problem' in read) return { shared: read.problem };
  const stop = new AbortController();
  const examination = examineDatabase(read.settings, {
    signal: stop.signal,
  });
  const wait: Shared['wait'] = (step, signal) => {
    const given = (): void => stop.abort();
    signal.addEventListener('abort', given, { once: true });
    const outcome = examination[step] as Promise<Step<never>>;
    return outcome.finally(() => signal.removeEventListener('abort', given)) as never;
  };
  return { shared: { settings: read.settings, wait } };
}
