import type { CheckResult, Diagnosis } from '../../contract/diagnosisSchemas.ts';
import { maybeText, text } from '../text.ts';
import type { Locale } from '../text.ts';
import { checkInWords, checkName } from './checkInWords.ts';
import type { Advice, RunWords } from './checkInWords.ts';
import { runFacts } from './sentenceFacts.ts';
import { stepInWords } from './stepInWords.ts';

const marks = { ok: '✓', warning: '!', failed: '✕', skipped: '–', unknown: '?' } as const;
const stepMarks = { done: '✓', open: '○', waiting: '–', failed: '✕' } as const;

/** The profile's name as a person reads it. */
export function profileName(
  { profile, labels }: Pick<Diagnosis, 'profile' | 'labels'>,
  locale: Locale,
): string {
  return labels?.[profile] ?? maybeText(`profile.${profile}`, {}, locale) ?? profile;
}

/** What the words of a run's results need. */
export function runWords(
  diagnosis: Pick<Diagnosis, 'checks' | 'fields' | 'startedAt' | 'labels'>,
  locale: Locale,
): RunWords {
  const { checks, labels } = diagnosis;
  return { facts: runFacts(diagnosis), checks, locale, ...(labels === undefined ? {} : { labels }) };
}

/** What the run says as a whole, in one sentence. */
export function verdictInWords(diagnosis: Diagnosis, locale: Locale): string {
  // One check alone does not prove what the profile is about.
  const whole = (diagnosis.goal?.length ?? 0) !== 1 || diagnosis.checks.length > 1;
  const own =
    diagnosis.proved === true && whole
      ? maybeText(`profile.${diagnosis.profile}.proved`, runFacts(diagnosis), locale)
      : null;
  return own ?? text(`diagnosis.verdict.${diagnosis.verdict}`, {}, locale);
}

/** What of the goal could not be tested and why, a line each; empty where the run says something else. */
export function untestedInWords(diagnosis: Diagnosis, locale: Locale): string[] {
  if (diagnosis.verdict !== 'unknown') return [];
  const words = runWords(diagnosis, locale);
  return diagnosis.checks.flatMap((result) => {
    const asked = diagnosis.goal?.includes(result.code) ?? true;
    if (!asked || result.status !== 'unknown') return [];
    const { name, why } = checkInWords(result, words);
    return text('diagnosis.untested', { name, why: why ?? '' }, locale);
  });
}

/** The line of one check: mark, name, what was found or why it could not be. */
export function checkLine(result: CheckResult, words: RunWords): string {
  const { name, status, found, why } = checkInWords(result, words);
  const said = [found, why].filter((part) => part !== null && part !== '').join(' ');
  return `${marks[result.status]} ${name}: ${said === '' ? status : said}`;
}

/** What there is to be done, the cause first; echoes are left out. */
export function advicesOf(
  diagnosis: Diagnosis,
  locale: Locale,
): { readonly result: CheckResult; readonly advice: Advice }[] {
  const words = runWords(diagnosis, locale);
  const all = diagnosis.checks.flatMap((result) => {
    if (result.hiddenBy !== undefined || result.status === 'ok') return [];
    const { advice } = checkInWords(result, words);
    return advice === null ? [] : [{ result, advice }];
  });
  const isCause = ({ result }: { result: CheckResult }): boolean => result.code === diagnosis.brokenLink;
  return [...all.filter(isCause), ...all.filter((one) => !isCause(one))];
}

const indented = (message: string, by: string): string => `${by}${message.replaceAll('\n', `\n${by}`)}`;

/** The report as plain text, for a terminal and for copying. */
export function reportText(
  diagnosis: Diagnosis,
  locale: Locale,
  o: { readonly withChecks?: boolean } = {},
): string {
  const say = (key: Parameters<typeof text>[0], facts = {}): string => text(key, facts, locale);
  const words = runWords(diagnosis, locale);
  const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(
    diagnosis.durationMs / 1_000,
  );
  const lines = [
    `${say('diagnosis.report.title')}: ${profileName(diagnosis, locale)}`,
    say('diagnosis.at', { at: diagnosis.startedAt, seconds }),
    '',
  ];
  if (o.withChecks !== false) {
    lines.push(...diagnosis.checks.map((result) => checkLine(result, words)), '');
  }
  lines.push(verdictInWords(diagnosis, locale), ...untestedInWords(diagnosis, locale));
  const cause = diagnosis.checks.find(({ code }) => code === diagnosis.brokenLink);
  if (cause !== undefined) {
    lines.push(`${say('diagnosis.first-break')}: ${checkName(cause, words.labels, locale)}`);
  }
  for (const { result, advice } of advicesOf(diagnosis, locale)) {
    lines.push('', `${marks[result.status]} ${advice.title}`, advice.text);
    lines.push(`${say('diagnosis.next')} (${advice.whoInWords}): ${advice.next}`);
    if (advice.message !== null) {
      lines.push(`${say('diagnosis.message')}:`, indented(advice.message, '  '));
    }
  }
  if (diagnosis.checklist.length > 0) lines.push('', say('diagnosis.checklist'));
  diagnosis.checklist.forEach((step, index) => {
    const { name, responsible, state, evidence, confirmed, message } = stepInWords(step, {
      facts: words.facts,
      diagnosis,
      locale,
    });
    lines.push(`${stepMarks[step.state]} ${index + 1}. ${name} · ${responsible} · ${state}`);
    for (const part of [evidence, confirmed]) if (part !== null) lines.push(`     ${part}`);
    // Only of the step that is due: a message sent too early asks for nothing.
    if (step.state === 'open' && message !== null) {
      lines.push(`     ${say('diagnosis.message')}:`, indented(message, '       '));
    }
  });
  lines.push('', say('diagnosis.report.code', { runId: diagnosis.runId }));
  return lines.join('\n');
}
