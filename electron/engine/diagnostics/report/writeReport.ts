import { writeFile } from 'node:fs/promises';
import type { Diagnosis } from '../../../../shared/contract/diagnosisSchemas.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Locale } from '../../../../shared/text/text.ts';
import { reportForOthers } from './reportForOthers.ts';

/** A name that is taken gets a number; nobody keeps more reports of one second. */
const mostNames = 50;

/**
 * Writes one report as JSON or PDF, never over another file.
 * @param o.forOthers takes addresses, paths and names out
 * @throws EloError `folder-not-found`, `folder-not-writable`
 */
export async function writeReport(o: {
  readonly diagnosis: Diagnosis;
  readonly path: string;
  readonly forOthers: boolean;
  readonly format: 'json' | 'pdf';
  readonly language: Locale;
}): Promise<{ readonly path: string; readonly bytes: number }> {
  const bytes = await reportBytes(o);
  for (let number = 1; number <= mostNames; number += 1) {
    const path = number === 1 ? o.path : o.path.replace(/(\.\w+)$/, ` (${number})$1`);
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
      return { path, bytes: bytes.length };
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      const remedy = 'choose-another-file';
      throw code === 'ENOENT'
        ? new EloError('folder-not-found', 'there is no folder at that place', { cause, remedy })
        : new EloError('folder-not-writable', 'the report cannot be written there', { cause, remedy });
    }
  }
  throw new EloError('folder-not-writable', 'every name is taken', { remedy: 'choose-another-file' });
}

/** The report as a file's content. */
export async function reportBytes(o: {
  readonly diagnosis: Diagnosis;
  readonly forOthers: boolean;
  readonly format: 'json' | 'pdf';
  readonly language: Locale;
}): Promise<Buffer> {
  const shown = o.forOthers ? reportForOthers(o.diagnosis) : o.diagnosis;
  if (o.format === 'json') return Buffer.from(`${JSON.stringify(shown, null, 2)}\n`, 'utf8');
  // A megabyte of fonts and layout, wanted once a month.
  const { reportPdf } = await import('./reportPdf.ts');
  return reportPdf(shown, { forOthers: o.forOthers, locale: o.language });
}
