import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import type { Audit } from '../../shared/contract/schemas.ts';
import { eloJson, runElo } from '../support/processes/eloProcess.ts';
import { compareLedgers } from './support/compareLedgers.ts';
import type { Comparison } from './support/compareLedgers.ts';
import { readHistory, readReceived, restoreAll } from './support/gatherLedgers.ts';
import { killUntil } from './support/killer.ts';
import type { Toll } from './support/killer.ts';
import { makePeace, troubleUntil } from './support/networkFaults.ts';
import { seatPerson } from './support/person.ts';
import { setStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { withEngine } from './support/withEngine.ts';
import { createWriter } from './support/writer.ts';
import type { Writer } from './support/writer.ts';

/** A slow machine gets up to half as long again to come to this: 200 kills in three minutes. */
const killsAMinute = 67;
const longest = 1.5;
/** How long a queue may take to drain once there is peace: rows that failed wait at most some ten seconds. */
const drainMs = 120_000;

export interface TortureOptions {
  readonly minutes: number;
  readonly seed: string;
  /** Everything of this run; new and empty. */
  readonly home: string;
  /** Hears in words how far it has come. */
  readonly say: (words: string) => void;
}

export interface TortureResult extends Omit<Comparison, 'findings'> {
  readonly ok: boolean;
  readonly kills: number;
  readonly faults: number;
  /** Every deviation, in words. */
  readonly findings: readonly string[];
  readonly toll: Toll;
  readonly signIns: number;
  /** How long there was no peace. */
  readonly minutes: number;
}

/** Sizes of the drawings: most small, so that much happens; one as large as real ones, so that it takes time. */
const drawings = [
  { modules: 3, previewBytes: 600_000, environments: 1 },
  { modules: 3, previewBytes: 20_000, environments: 2 },
  { modules: 2, previewBytes: 60_000, environments: 2 },
  { modules: 6, previewBytes: 30_000, environments: 1 },
  { modules: 2, previewBytes: 5_000, environments: 1 },
  { modules: 4, previewBytes: 150_000, environments: 1 },
] as const;

async function seatWriters(stage: Stage, seed: string): Promise<Writer[]> {
  const control = stage.control();
  const customer = await control.post<{ id: string }>('/control/customers', { name: 'Marina Duarte' });
  const project = await control.post<{ id: string }>('/control/projects', {
    customerId: customer.id,
    name: 'Apartamento',
  });
  const writers: Writer[] = [];
  for (const [index, { modules, previewBytes, environments }] of drawings.entries()) {
    const environmentIds: string[] = [];
    for (let count = 1; count <= environments; count += 1) {
      const { id } = await control.post<{ id: string }>('/control/environments', {
        projectId: project.id,
        name: `Ambiente ${index + 1}.${count}`,
      });
      environmentIds.push(id);
    }
    const writer = createWriter(stage, {
      name: `Ambiente ${index + 1}`,
      seed,
      environmentIds,
      modules,
      previewBytes,
      begunAt: `2026-02-1${index}T1${index}:34:${17 + index}Z`,
    });
    if (!(await writer.saveAndWait())) throw new Error(writer.complaints.join('; '));
    for (const id of environmentIds) {
      const bound = await withEngine(stage.dataDir, (client) =>
        client.environments.bindFile({ environmentId: id, file: writer.path() }),
      );
      if (bound === null) throw new Error(`${writer.name} was not bound`);
    }
    writers.push(writer);
  }
  return writers;
}

/** Ends both in order once and starts them again, so that what they compiled is kept for all the starts to come. */
async function warmUp(stage: Stage): Promise<void> {
  for (const each of [stage.engine, stage.sandbox]) {
    const before = each.starts();
    each.stop();
    while (each.starts() === before) await pause(20);
    if (!(await each.whenReady(30_000))) throw new Error(`${each.name} did not come back`);
  }
}

/** Waits until nothing is on its way any more. Answers what was left, in words; `null` where nothing was. */
async function drain(stage: Stage): Promise<string | null> {
  const until = performance.now() + drainMs;
  let left = 'the engine did not answer';
  while (performance.now() < until) {
    const status = await withEngine(stage.dataDir, (client) => client.status({}));
    if (status !== null) {
      const { kept, sending } = status.queue;
      if (kept + sending === 0) return null;
      left = JSON.stringify({ queue: status.queue, online: status.online, health: status.health });
    }
    await pause(200);
  }
  const outbox = await runElo(['outbox', '--json', ...stage.common]);
  return `not drained within ${drainMs / 1000} s: ${left}; ${outbox.stdout.slice(0, 2_000)}`;
}

/** What a machine that was only ever killed must not have: damaged databases, and engines that do not end. */
async function inspectRemains(stage: Stage): Promise<string[]> {
  const findings: string[] = [];
  for (const each of [stage.engine, stage.sandbox]) {
    const code = await each.end('SIGTERM');
    if (code !== 0) findings.push(`${each.name} ended with ${String(code)} in the end`);
    findings.push(...each.unexpected);
  }
  for (const name of readdirSync(stage.dataDir)) {
    if (name.includes('.damaged')) findings.push(`${name} was moved aside`);
    if (!name.endsWith('.db')) continue;
    const database = new SqliteDatabase(join(stage.dataDir, name), { readonly: true });
    const answer = database.pragma('integrity_check', { simple: true });
    if (answer !== 'ok') findings.push(`${name}: ${String(answer)}`);
    database.close();
  }
  return findings;
}

/** The whole run: stage, trouble, peace, and the comparison of the three ledgers. */
export async function runTorture(o: TortureOptions): Promise<TortureResult> {
  const stage = await setStage(o.home);
  try {
    const writers = await seatWriters(stage, o.seed);
    if (stage.vault === 'system') await warmUp(stage);
    const person = seatPerson(stage);
    const begun = performance.now();
    const minutes = (): number => (performance.now() - begun) / 60_000;
    const enough = (toll: Toll): boolean =>
      minutes() >= o.minutes && (toll.kills >= o.minutes * killsAMinute || minutes() >= o.minutes * longest);
    let peace = false;
    const over = (): boolean => peace;
    const working = writers.map((writer) => writer.workUntil(over));
    const troubling = troubleUntil(stage, o.seed, over);
    const toll = await killUntil(stage, person, o.seed, enough);
    const fought = minutes();
    peace = true;
    await troubling;
    for (const each of [stage.sandbox, stage.engine]) await each.whenReady(30_000);
    const faults = await makePeace(stage);
    const there = (await readReceived(stage)).length;
    o.say(
      `peace after ${fought.toFixed(1)} min: ${stage.kept.size} saves kept, ${there} deliveries received`,
    );
    await Promise.all(working);
    const notDrained = await drain(stage);
    await person.stop();
    o.say('the queue is empty; comparing');

    const history = await readHistory(stage, writers);
    const { findings: differences, ...counts } = compareLedgers({
      written: writers,
      history,
      received: await readReceived(stage),
      restored: await restoreAll(stage, history, o.seed),
    });
    const audit = await eloJson<Audit>(['audit', ...stage.common]);
    const findings = [
      ...differences,
      ...writers.flatMap((writer) => writer.complaints),
      ...(notDrained === null ? [] : [notDrained]),
      ...(audit.ok && audit.lost === 0 ? [] : [`the audit says ${JSON.stringify(audit)}`]),
      ...(await inspectRemains(stage)),
    ];
    if (findings.length > 0) {
      writeFileSync(
        join(o.home, 'findings.json'),
        JSON.stringify({ seed: o.seed, findings, writers }, null, 2),
      );
    }
    return {
      ok: findings.length === 0,
      kills: toll.kills,
      faults,
      ...counts,
      findings,
      toll,
      signIns: person.acts(),
      minutes: fought,
    };
  } finally {
    await stage.close();
  }
}
