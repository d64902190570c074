/**
 * The figures Elo is held to, each beside its peer, measured in the same run.
 * `npm run bench -- [--json] [--only NAME]… [--growth] [--scale F] [--report FILE.html]`
 * Exit 0 when every figure could be had (met or not), 1 when one could not, 2 when used wrongly.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleEngine } from '../../build/bundleEngine.ts';
import { benches, type BenchName } from './benches/benches.ts';
import { missingRow, type BenchRow } from './benchRow.ts';
import { reportPage } from './report/reportPage.ts';
import { tableOf } from './report/tableOf.ts';
import { createBenchContext, hostNames, type BenchContext } from './support/benchContext.ts';
import { monotonic } from './support/monotonic.ts';
import { openWorkspace } from './support/workspace.ts';

/** 1× is a hundredth of the size named. */
const growthScales = [
  { scale: 0.01, name: '1×' },
  { scale: 0.1, name: '10×' },
  { scale: 1, name: '100×' },
] as const;

const names = Object.keys(benches) as BenchName[];
const usage = `usage: npm run bench -- [--json] [--only NAME]... [--growth] [--scale 0.01..1] [--report FILE.html]
names: ${names.join(' ')}`;

function wrongUse(why: string): never {
  process.stderr.write(`${why}\n${usage}\n`);
  process.exit(2);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        growth: { type: 'boolean' },
        scale: { type: 'string' },
        report: { type: 'string' },
      },
    });
    const only = (values.only ?? []).flatMap((value) => value.split(','));
    const unknown = only.find((name) => !names.includes(name as BenchName));
    if (unknown !== undefined) return wrongUse(`no figure named ${unknown}`);
    const scale = Number(values.scale ?? '1');
    if (!(scale >= 0.001 && scale <= 1)) return wrongUse('--scale is a number from 0.001 to 1');
    return {
      json: values.json === true,
      growth: values.growth === true,
      report: values.report ?? null,
      chosen: only.length === 0 ? names : names.filter((name) => only.includes(name)),
      scale,
    };
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
}

const { json, growth, report, chosen, scale } = options();
const begun = monotonic();
const workspace = openWorkspace();
const rows: BenchRow[] = [];
let failed = false;

function progress(line: string): void {
  const seconds = ((monotonic() - begun) / 1_000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

async function measure(name: BenchName, context: BenchContext, suffix = ''): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const from = monotonic();
  const local: BenchContext = { ...context, progress: (line) => progress(`${name}${suffix}: ${line}`) };
  let made: BenchRow[];
  try {
    made = await benches[name](local);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    progress(`${name}${suffix} could not be measured: ${why}`);
    made = [missingRow({ bench: name, unit: '', target: '' }, why)];
  }
  const seconds = Math.round((monotonic() - from) / 1_000);
  for (const row of made) {
    if (row.unavailable !== undefined) failed = true;
    const named = context.scale === 1;
    const whole: BenchRow = {
      ...row,
      bench: `${row.bench}${suffix}`,
      // Targets name their sizes; what is smaller only shows how a figure grows.
      ...(named || row.unavailable !== undefined ? {} : { target: 'none at this size', met: true }),
      details: { ...row.details, loadBefore: Number(load.toFixed(1)), tookSeconds: seconds },
    };
    rows.push(whole);
    if (json) process.stdout.write(`${JSON.stringify(whole)}\n`);
  }
}

async function run(): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'dist');
  mkdirSync(folder, { recursive: true });
  const outDir = mkdtempSync(join(folder, 'bench-'));
  workspace.defer(() => rmSync(outDir, { recursive: true, force: true }));
  progress('bundling the engine');
  const hosts = join(import.meta.dirname, 'hosts');
  const bundle = await bundleEngine({
    outDir,
    entries: [...hostNames.map((name) => join(hosts, `${name}.ts`)), join(hosts, 'walk.worker.ts')],
  });
  const contextAt = createBenchContext({ workspace, bundle, progress });
  for (const name of chosen) {
    if (growth) {
      for (const { scale: size, name: suffix } of growthScales) {
        await measure(name, contextAt(size), size === 1 ? '' : ` ${suffix}`);
      }
    } else await measure(name, contextAt(scale));
  }
}

try {
  await run();
  const seconds = Math.round((monotonic() - begun) / 1_000);
  if (!json) process.stdout.write(`${tableOf(rows)}\n`);
  if (report !== null) {
    const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}`;
    writeFileSync(report, reportPage({ rows, machine, at: new Date().toISOString(), seconds, scale }));
    progress(`report written to ${report}`);
  }
  progress(`${rows.filter((row) => row.met).length} of ${rows.length} rows met`);
} catch (error) {
  failed = true;
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
} finally {
  await workspace.close();
}
process.exit(failed ? 1 : 0);
