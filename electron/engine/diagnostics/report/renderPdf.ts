import pdfmake from 'pdfmake';
import fonts from 'pdfmake/build/vfs_fonts.js';
import type { CustomTableLayout } from 'pdfmake';

export type PdfDocument = Parameters<typeof pdfmake.createPdf>[0];

/** pdfmake's store of files in memory: its fonts come from there, so that a bundle needs none beside it. */
interface WithFiles {
  readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
}

let ready = false;

function prepare(): void {
  if (ready) return;
  const files = (pdfmake as unknown as WithFiles).virtualfs;
  for (const [name, base64] of Object.entries(fonts as Readonly<Record<string, string>>)) {
    files.writeFileSync(name, Buffer.from(base64, 'base64'));
  }
  pdfmake.setFonts({
    Roboto: {
      normal: 'Roboto-Regular.ttf',
      bold: 'Roboto-Medium.ttf',
      italics: 'Roboto-Italic.ttf',
      bolditalics: 'Roboto-MediumItalic.ttf',
    },
  });
  // A report is made of text alone: nothing is fetched, nothing is read from the disk.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  ready = true;
}

/** A document as the bytes of a PDF. The only place that knows pdfmake. */
export async function renderPdf(
  document: PdfDocument,
  layouts: Readonly<Record<string, CustomTableLayout>>,
): Promise<Buffer> {
  prepare();
  pdfmake.setTableLayouts({ ...layouts });
  return pdfmake.createPdf(document).getBuffer();
}
