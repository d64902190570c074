import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchRow, type BenchRow } from '../benchRow.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { projectSaves } from '../support/projectSaves.ts';
import type { Host } from '../support/startHost.ts';
import { median, percentile, tenth } from '../support/stats.ts';

const namedSaves = 200;
const longestMs = 600_000;
/** As large as the real sample, in the same parts: 133 KB of drawing (4 MB inflated, more than a real one) and 159 KB of preview. */
const modules = 350;
const previewBytes = 159_000;

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

interface KeptSeries {
  readonly host: Host;
  readonly saves: { readonly sha256: string; readonly original: string }[];
  readonly keepMs: number[];
}

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
  const kept: KeptSeries[] = [];
  for (const { form, bench } of series) {
    context.progress(`${bench}: keeping ${saves}`);
    const host = await context.host('historyHost');
    await host.call('open', join(folder, `elo-${form}`));
    const watched = join(context.workspace.folder(form), 'Cozinha.promob');
    const one: KeptSeries = { host, saves: [], keepMs: [] };
    for (let number = 0; number < saves; number += 1) {
      const original = path(form, number);
      await host.call('copy', { from: original, to: watched });
      const { keepMs, sha256 } = await host.call<{ keepMs: number; sha256: string }>('keep', {
        kind: 'project',
        path: watched,
      });
      one.keepMs.push(keepMs);
      one.saves.push({ sha256, original });
    }
    kept.push(one);
  }
  // What the engine does later, when nobody waits; both at once, since it is a minute of computing each.
  context.progress('compacting both');
  const compacted = await Promise.all(
    kept.map(({ host }) => host.call<{ contents: number; ms: number }>('compact', undefined, longestMs)),
  );
  const rows: BenchRow[] = [];
  for (const [index, { form, bench, target, most }] of series.entries()) {
    context.progress(`${bench}: giving back ${saves}`);
    const one = kept[index];
    if (one === undefined) throw new Error('a series is missing');
    const readMs: number[] = [];
    let exact = 0;
    for (const save of one.saves) {
      const read = await one.host.call<{ readMs: number; exact: boolean }>('read', save);
      readMs.push(read.readMs);
      if (read.exact) exact += 1;
    }
    const size = await one.host.call<{ contents: number; facts: number }>('close');
    await one.host.stop();
    const { contents = 0, ms = 0 } = compacted[index] ?? {};
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
          keepP50: tenth(median(one.keepMs)),
          keepP95: tenth(percentile(one.keepMs, 0.95)),
          compacted: contents,
          compactEachMs: tenth(ms / Math.max(1, contents)),
          readP50: tenth(median(readMs)),
          readWorst: tenth(Math.max(...readMs)),
        },
      }),
    );
  }
  return rows;
}
