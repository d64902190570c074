import type { Content, TableCell } from 'pdfmake';
import type { CheckResult, CheckStatus, Diagnosis } from '../../../../shared/contract/diagnosisSchemas.ts';
import { checkInWords } from '../../../../shared/text/diagnosis/checkInWords.ts';
import {
  advicesOf,
  profileName,
  runWords,
  verdictInWords,
} from '../../../../shared/text/diagnosis/reportText.ts';
import { stepInWords } from '../../../../shared/text/diagnosis/stepInWords.ts';
import { text } from '../../../../shared/text/text.ts';
import type { Locale, TextKey, TextParams } from '../../../../shared/text/text.ts';
import { renderPdf } from './renderPdf.ts';
import type { PdfDocument } from './renderPdf.ts';

/** The colours of the screen's status words (Fluent's), dark enough on white: contrast AA. */
const colours: Readonly<Record<CheckStatus, string>> = {
  ok: '#0e700e',
  warning: '#8a5a00',
  failed: '#b10e1c',
  skipped: '#616161',
  unknown: '#4f4f4f',
};
const stepColours = {
  done: colours.ok,
  open: '#242424',
  waiting: colours.skipped,
  failed: colours.failed,
} as const;
const line = '#d1d1d1';
const shade = '#f5f5f5';

/** Zero-width spaces let a long path or address break instead of running out of its column. */
const breakable = (value: string): string => value.replaceAll(/([/\\.:@_-])(?=\S{12})/g, '$1\u200b');

/**
 * The report on paper: A4, landscape, with the checklist's columns. Shows what it is handed: what is for others was
 * redacted before.
 */
export async function reportPdf(
  diagnosis: Diagnosis,
  o: { readonly forOthers: boolean; readonly locale: Locale },
): Promise<Buffer> {
  const { locale } = o;
  const say = (key: TextKey, facts: TextParams = {}): string => text(key, facts, locale);
  const words = runWords(diagnosis, locale);
  const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(
    diagnosis.durationMs / 1_000,
  );
  const title = `${say('diagnosis.report.title')}: ${profileName(diagnosis, locale)}`;

  const heads = (keys: readonly TextKey[]): TableCell[] =>
    keys.map((key) => ({ text: say(key), style: 'head' }));
  const cell = (value: string, more: object = {}): TableCell => ({ text: breakable(value), ...more });

  const checkRow = (result: CheckResult): TableCell[] => {
    const { name, status, found, why, advice } = checkInWords(result, words);
    const said = [found, why].filter((part) => part !== null && part !== '').join(' ');
    const acts = advice !== null && result.hiddenBy === undefined && result.status !== 'ok';
    return [
      cell(name, { bold: true }),
      cell(status, { color: colours[result.status], bold: true }),
      cell(said),
      cell(acts ? advice.next : ''),
      cell(acts ? advice.whoInWords : ''),
    ];
  };
  const messages = advicesOf(diagnosis, locale).flatMap(({ advice }) =>
    advice.message === null ? [] : [{ title: advice.title, message: advice.message }],
  );

  const content: Content[] = [
    { text: title, style: 'title' },
    { text: say('diagnosis.at', { at: diagnosis.startedAt, seconds }), style: 'quiet' },
    {
      margin: [0, 10, 0, 12],
      table: {
        widths: ['*'],
        body: [
          [{ text: verdictInWords(diagnosis, locale), style: 'verdict', color: colours[diagnosis.verdict] }],
        ],
      },
      layout: {
        hLineWidth: () => 0,
        vLineWidth: (index) => (index === 0 ? 4 : 0),
        vLineColor: () => colours[diagnosis.verdict],
        fillColor: () => shade,
        paddingLeft: () => 10,
        paddingTop: () => 8,
        paddingBottom: () => 8,
      },
    },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [125, 68, '*', 200, 84],
        body: [
          heads([
            'diagnosis.report.check',
            'diagnosis.report.state',
            'diagnosis.report.found',
            'diagnosis.report.next',
            'diagnosis.report.who',
          ]),
          ...diagnosis.checks.map(checkRow),
        ],
      },
      layout: 'rows',
    },
    ...messages.map(({ title: about, message }): Content => ({
      unbreakable: true,
      stack: [
        { text: `${say('diagnosis.message')}: ${about}`, style: 'section' },
        {
          table: { widths: ['*'], body: [[{ text: message, margin: [6, 6, 6, 6] }]] },
          layout: 'boxed',
        },
      ],
    })),
  ];
  if (diagnosis.checklist.length > 0) {
    content.push({
      table: {
        // The title is part of the head: neither stands at the foot of a page without the first step.
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [32, 88, 112, '*', 72, 60, 96, 84],
        body: [
          [{ text: say('diagnosis.checklist'), style: 'section', colSpan: 8 }, '', '', '', '', '', '', ''],
          heads([
            'diagnosis.step.number',
            'diagnosis.step.step',
            'diagnosis.step.need',
            'diagnosis.step.procedure',
            'diagnosis.step.responsible',
            'diagnosis.step.state',
            'diagnosis.step.evidence',
            'diagnosis.step.who-when',
          ]),
          ...diagnosis.checklist.map((step, index): TableCell[] => {
            const said = stepInWords(step, { facts: words.facts, diagnosis, locale });
            return [
              cell(String(index + 1)),
              cell(said.name, { bold: true }),
              cell(said.need),
              cell(said.procedure),
              cell(said.responsible),
              cell(said.state, { color: stepColours[step.state], bold: true }),
              cell(said.evidence ?? '–'),
              cell(said.confirmed ?? '–'),
            ];
          }),
        ],
      },
      layout: 'rows',
    });
  }

  const document: PdfDocument = {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 36, 36, 44],
    info: { title, creator: 'Elo', producer: 'Elo' },
    defaultStyle: { font: 'Roboto', fontSize: 8.5, lineHeight: 1.15, color: '#242424' },
    styles: {
      title: { fontSize: 16, bold: true },
      quiet: { color: '#616161' },
      verdict: { fontSize: 12, bold: true },
      section: { fontSize: 11, bold: true, margin: [0, 14, 0, 6] },
      head: { bold: true, fillColor: shade, color: '#424242' },
    },
    content,
    footer: (page, pages) => ({
      margin: [36, 12, 36, 0],
      fontSize: 7.5,
      color: '#616161',
      columns: [
        {
          text: `${say(o.forOthers ? 'diagnosis.report.for-others' : 'diagnosis.report.own')} ${say('diagnosis.report.code', { runId: diagnosis.runId })}`,
          width: '*',
        },
        { text: say('diagnosis.report.page', { page, pages }), width: 100, alignment: 'right' },
      ],
    }),
  };
  return renderPdf(document, {
    rows: {
      hLineWidth: (index, node) => (index === 0 || index === node.table.body.length ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => line,
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
    boxed: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => line, vLineColor: () => line },
  });
}
