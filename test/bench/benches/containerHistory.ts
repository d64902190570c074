import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchRow, type BenchRow } from '../benchRow.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { projectSaves } from '../support/projectSaves.ts';
import { median, percentile, tenth } from '../support/stats.ts';

const namedSaves = 200;
/** 1.4 MB of drawing, 45 KB in the file; the preview in a real file's proportion to it (159 to 133 KB). */
const modules = 120;
const previewBytes = 54_000;

const series = [
  {
    form: 'samePreview',
    bench: 'container-size-same-preview',
    target: '≤ 1/30 of storing each file, exact bytes back',
    most: 1 / 30,
  },
  {
    form: 'newPreview',
    bench: 'container-size-new-preview',
    target: '≤ 2/3 of storing each file, exact bytes back',
    most: 2 / 3,
  },
] as const;

/** A project saved again and again, its drawing worked on: kept by the engine's history, against a copy of each file. */
export async function containerHistory(context: BenchContext): Promise<BenchRow[]> {
  const saves = scaled(context, namedSaves, 2);
  const folder = context.workspace.folder('containers');
  context.progress(`making ${saves} saves of a project`);
  const source = projectSaves({ seed: 'container history', modules, previewBytes, change: 'work' });
  const path = (form: string, number: number): string => join(folder, `${form}-${number}.promob`);
  const bytes = { samePreview: 0, newPreview: 0 };
  for (let number = 0; number < saves; number += 1) {
    const save = source.next().value;
    for (const { form } of series) {
      writeFileSync(path(form, number), save[form]);
      bytes[form] += save[form].byteLength;
    }
  }
  const rows: BenchRow[] = [];
  for (const { form, bench, target, most } of series) {
    context.progress(`${bench}: keeping and giving back ${saves}`);
    const host = await context.host('historyHost');
    await host.call('open', join(folder, `elo-${form}`));
    const watched = join(context.workspace.folder(form), 'Cozinha.promob');
    const kept: { readonly sha256: string; readonly original: string }[] = [];
    const keepMs: number[] = [];
    for (let number = 0; number < saves; number += 1) {
      const original = path(form, number);
      await host.call('copy', { from: original, to: watched });
      const { keepMs: ms, sha256 } = await host.call<{ keepMs: number; sha256: string }>('keep', {
        kind: 'project',
        path: watched,
      });
      keepMs.push(ms);
      kept.push({ sha256, original });
    }
    const readMs: number[] = [];
    let exact = 0;
    for (const save of kept) {
      const read = await host.call<{ readMs: number; exact: boolean }>('read', save);
      readMs.push(read.readMs);
      if (read.exact) exact += 1;
    }
    const size = await host.call<{ contents: number; facts: number }>('close');
    await host.stop();
    rows.push(
      benchRow({
        bench,
        unit: 'MB',
        elo: size.contents / 1e6,
        peer: bytes[form] / 1e6,
        peerName: 'a copy of each file',
        target,
        met: (_mb, ratio) => ratio !== null && ratio <= most && exact === saves,
        details: {
          saves,
          exact,
          fileKB: tenth(bytes[form] / saves / 1e3),
          factsMB: tenth(size.facts / 1e6),
          keepP50: tenth(median(keepMs)),
          keepP95: tenth(percentile(keepMs, 0.95)),
          readP50: tenth(median(readMs)),
          readWorst: tenth(Math.max(...readMs)),
        },
      }),
    );
  }
  return rows;
}
