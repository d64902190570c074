import type { CheckResult, Diagnosis } from '../../contract/diagnosisSchemas.ts';
import { conditionOf } from '../../domain/conditions.ts';
import { errorText, maybeText, text } from '../text.ts';
import type { Locale, TextParams } from '../text.ts';
import { sentenceFacts } from './sentenceFacts.ts';

/** What to do about a condition, in words. */
export interface Advice {
  readonly title: string;
  readonly text: string;
  readonly next: string;
  /** Who takes the next step: the code, and in words. */
  readonly who: string;
  readonly whoInWords: string;
  /** Ready to be sent, and to whom. */
  readonly message: string | null;
  readonly messageTo: string | null;
}

/** One result in words. */
export interface CheckInWords {
  readonly name: string;
  readonly status: string;
  /** What was found; `null` where there is nothing to say beyond the status. */
  readonly found: string | null;
  /** Why it could not be tested, or what refused; `null` where nothing is known. */
  readonly why: string | null;
  readonly advice: Advice | null;
  readonly remedies: readonly string[];
}

/** Names a profile of the user's own gives to its checks and fields. */
export type Labels = Diagnosis['labels'];

/** Reasons of the runner itself: the check said nothing. */
const notLooked = new Set(['needs', 'lacks', 'other-platform', 'check-failed']);

/** What the words of one result may need of its run. */
export interface RunWords {
  /** What the whole run knows (`runFacts`). */
  readonly facts: TextParams;
  readonly checks?: readonly CheckResult[];
  readonly labels?: Labels;
  readonly locale: Locale;
}

/** The name of a check of a profile: the profile's own, the text of its code, the text of its kind, the code. */
export function checkName(
  result: Pick<CheckResult, 'code' | 'check'>,
  labels: Labels,
  locale: Locale,
): string {
  return (
    labels?.[result.code] ??
    maybeText(`check.${result.code}`, {}, locale) ??
    maybeText(`check.${result.check ?? ''}`, {}, locale) ??
    result.code
  );
}

/** What is lacking, by its code (`field:host`, `server`). */
export function lackInWords(what: string, labels: Labels, locale: Locale): string {
  const [kind = '', name = ''] = what.split(':');
  if (kind === 'field' || kind === 'secret') {
    return labels?.[name] ?? maybeText(`field.${name}`, {}, locale) ?? name;
  }
  return maybeText(`lacks.${what.replace(':', '.')}`, {}, locale) ?? what;
}

/** What to do about a result; `null` where the catalogue has nothing to say. */
export function adviceOf(result: CheckResult, facts: TextParams, locale: Locale): Advice | null {
  const { condition } = result;
  if (condition === undefined) return null;
  const filled = { ...facts, ...sentenceFacts(result.evidence) };
  const say = (part: string): string | null => maybeText(`condition.${condition}.${part}`, filled, locale);
  const title = say('title');
  if (title === null) return null;
  const known = conditionOf(condition);
  const who = result.who ?? known?.who ?? 'support';
  return {
    title,
    text: say('text') ?? '',
    next: say('next') ?? '',
    who,
    whoInWords: maybeText(`who.${who}`, {}, locale) ?? who,
    message: say('message'),
    messageTo: known?.message ?? null,
  };
}

/** Why a result is as it is, where its evidence names a reason or a refusal that has words. */
function whyOf(reason: string, facts: TextParams, locale: Locale): string | null {
  const own = maybeText(`reason.${reason}`, facts, locale);
  if (own !== null || maybeText(`error.${reason}`, {}, locale) === null) return own;
  return errorText({ code: reason, details: facts }, locale).text;
}

/** One result as a person reads it. */
export function checkInWords(result: CheckResult, o: RunWords): CheckInWords {
  const { locale, labels } = o;
  const own = sentenceFacts(result.evidence);
  const { needs, lacks, reason } = own;
  const needed = o.checks?.find(({ code }) => code === needs) ?? { code: String(needs) };
  const facts: TextParams = {
    ...o.facts,
    ...own,
    ...(needs === undefined ? {} : { needs: checkName(needed, labels, locale) }),
    ...(lacks === undefined ? {} : { lacks: lackInWords(String(lacks), labels, locale) }),
  };
  const advice = adviceOf(result, o.facts, locale);
  // What was not looked at was not found either.
  const looked = reason === undefined || !notLooked.has(String(reason));
  const said = (code: string): string | null =>
    looked ? maybeText(`finding.${code}.${result.status}`, facts, locale) : null;
  const found = said(result.code) ?? said(result.check ?? '') ?? advice?.text ?? null;
  return {
    name: checkName(result, labels, locale),
    // What waits for something broken may well apply: it was not looked at.
    status: text(
      reason === 'needs' ? 'diagnosis.status.not-reached' : `diagnosis.status.${result.status}`,
      {},
      locale,
    ),
    found,
    why: reason === undefined ? null : whyOf(String(reason), facts, locale),
    advice,
    remedies: result.remedies.flatMap((code) => maybeText(`remedy.${code}`, facts, locale) ?? []),
  };
}
