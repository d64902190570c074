import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTorture } from './runTorture.ts';

const usage = 'usage: npm run torture -- --minutes M [--seed S]';

function options(): { readonly minutes: number; readonly seed: number } {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
    const minutes = Number(values.minutes ?? '3');
    const seed = Number(values.seed ?? randomInt(2 ** 31));
    if (minutes > 0 && minutes <= 24 * 60 && Number.isSafeInteger(seed)) return { minutes, seed };
  } catch {
    // Told below, as any other misuse.
  }
  console.error(usage);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const { minutes, seed } = options();
const home = mkdtempSync(join(tmpdir(), 'elo-torture-'));
const again = `npm run torture -- --minutes ${minutes} --seed ${seed}`;
console.error(`seed ${seed}, ${minutes} min, in ${home}`);
const begun = performance.now();

let line: object;
let ok = false;
try {
  const result = await runTorture({
    minutes,
    seed: String(seed),
    home,
    say: (words) => console.error(words),
  });
  const { kills, faults, saved, received, lost, twice, outOfOrder, differingBytes, toll } = result;
  ok = result.ok;
  line = { ok, seed, kills, faults, saved, received, lost, twice, outOfOrder, differingBytes };
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.error(
    `${Math.round(kills / result.minutes)} kills/min, ${toll.stops} stops, ${toll.endings} orderly ends, signed in ${result.signIns} times, ${seconds} s`,
  );
  console.error(JSON.stringify(toll.aims));
  for (const finding of result.findings.slice(0, 15)) console.error(`- ${finding}`);
} catch (error) {
  console.error(error);
  line = { ok, seed, error: error instanceof Error ? error.message : String(error) };
}
if (ok) rmSync(home, { recursive: true, force: true });
else console.error(`everything is kept in ${home}; again: ${again}`);
process.stdout.write(`${JSON.stringify(line)}\n`);
process.exitCode = ok ? 0 : 1;
