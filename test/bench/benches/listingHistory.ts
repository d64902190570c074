import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchRow, missingRow, type BenchRow } from '../benchRow.ts';
import { createGitRepository, type GitRepository } from '../peers/gitRepository.ts';
import { ensureProgram } from '../peers/ensureProgram.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { listingSaves } from '../support/listingSaves.ts';
import { median, percentile, tenth } from '../support/stats.ts';

const namedSaves = 200;
const listingBytes = 1_000_000;
/** Every save is given back this often; the middle counts, so that a hiccup of the machine is not taken for depth. */
const readings = 3;
const longestMs = 300_000;
const restoreLimitMs = 60;
const fileName = 'Cozinha.xml';

const targets = {
  loose: '≤ 1/15 of git’s loose objects',
  gc: '≤ 2 × git after gc --aggressive',
  keep: '≤ 1/3 of git add && git commit',
  restore: 'the worst of all ≤ 60 ms, at any depth',
};

/** One listing exported again and again with 1 % of its lines changed: kept by the engine's history and by git. */
export async function listingHistory(context: BenchContext): Promise<BenchRow[]> {
  const saves = scaled(context, namedSaves, 2);
  const folder = context.workspace.folder('listings');
  const originals = join(folder, 'originals');
  const why = ensureProgram('git', context.progress);
  const git: GitRepository | null =
    why === null ? createGitRepository(context.workspace.folder('git')) : null;
  const gitFile = git === null ? null : join(git.dir, fileName);
  const host = await context.host('historyHost');
  await host.call('open', join(folder, 'elo'));
  const watched = join(context.workspace.folder('exports'), fileName);

  const keepMs: number[] = [];
  const commitMs: number[] = [];
  const kept: { readonly sha256: string; readonly original: string }[] = [];
  let bytes = 0;
  const source = listingSaves('listing history', listingBytes);
  context.progress(`${saves} exports, kept and committed turn by turn`);
  for (let number = 0; number < saves; number += 1) {
    const content = source.next().value;
    bytes += content.byteLength;
    const original = `${originals}-${number}.xml`;
    writeFileSync(original, content);
    writeFileSync(watched, content);
    const { keepMs: ms, sha256 } = await host.call<{ keepMs: number; sha256: string }>('keep', {
      kind: 'listing',
      path: watched,
    });
    keepMs.push(ms);
    kept.push({ sha256, original });
    if (git !== null && gitFile !== null) {
      copyFileSync(original, gitFile);
      commitMs.push(git.commit(fileName));
    }
  }
  const compacted = await host.call<{ contents: number; ms: number }>('compact', undefined, longestMs);
  context.progress(`giving back each of them ${readings} times`);
  const readMs: number[] = [];
  for (const save of kept) {
    const times: number[] = [];
    for (let reading = 0; reading < readings; reading += 1) {
      const { readMs: ms, exact } = await host.call<{ readMs: number; exact: boolean }>('read', save);
      if (!exact) throw new Error(`${save.original} came back with other bytes`);
      times.push(ms);
    }
    readMs.push(median(times));
  }
  const size = await host.call<{ contents: number; facts: number }>('close');
  await host.stop();

  const details = { saves, rawMB: tenth(bytes / 1e6) };
  const eloMB = size.contents / 1e6;
  const eloDetails = {
    ...details,
    factsMB: tenth(size.facts / 1e6),
    compacted: compacted.contents,
    compactMs: Math.round(compacted.ms),
  };
  const keep = { bench: 'listing-keep', unit: 'ms', elo: median(keepMs), target: targets.keep };
  const loose = { bench: 'listing-size-loose', unit: 'MB', elo: eloMB, target: targets.loose };
  const packed = { bench: 'listing-size-gc', unit: 'MB', elo: eloMB, target: targets.gc };
  const keepDetails = { ...details, p95: tenth(percentile(keepMs, 0.95)), all: keepMs.map(tenth) };
  const rows: BenchRow[] = [];
  let show: number[] = [];
  if (git === null) {
    rows.push(
      missingRow({ ...loose, peerName: 'git' }, why ?? '', eloDetails),
      missingRow({ ...packed, peerName: 'git' }, why ?? '', eloDetails),
      missingRow({ ...keep, peerName: 'git' }, why ?? '', keepDetails),
    );
  } else {
    const looseMB = git.bytes() / 1e6;
    context.progress('git gc --aggressive');
    const gcMs = git.collectGarbage();
    show = kept
      .filter((_save, index) => index % Math.max(1, Math.floor(saves / 10)) === 0)
      .map((_save, index, some) => git.show(Math.floor((index * saves) / some.length), saves, fileName));
    rows.push(
      benchRow({
        ...loose,
        peer: looseMB,
        peerName: 'git, loose objects',
        met: (_mb, ratio) => ratio !== null && ratio <= 1 / 15,
        details: eloDetails,
      }),
      benchRow({
        ...packed,
        peer: git.bytes() / 1e6,
        peerName: 'git after gc --aggressive',
        met: (_mb, ratio) => ratio !== null && ratio <= 2,
        details: { ...eloDetails, gcMs: Math.round(gcMs) },
      }),
      benchRow({
        ...keep,
        peer: median(commitMs),
        peerName: 'git add && git commit',
        met: (_ms, ratio) => ratio !== null && ratio <= 1 / 3,
        details: { ...keepDetails, peerAll: commitMs.map(tenth) },
      }),
    );
  }
  rows.push(
    benchRow({
      bench: 'listing-restore',
      unit: 'ms',
      elo: Math.max(...readMs),
      ...(show.length === 0 ? {} : { peer: Math.max(...show), peerName: 'git show, the worst of ten' }),
      target: targets.restore,
      met: (ms) => ms <= restoreLimitMs,
      details: {
        ...details,
        limit: restoreLimitMs,
        readings,
        p50: tenth(median(readMs)),
        all: readMs.map(tenth),
      },
    }),
  );
  return rows;
}
