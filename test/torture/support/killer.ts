import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../support/promob/random.ts';
import type { Mortal } from './mortalProcess.ts';
import type { Moment } from './signals.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';

export interface Toll {
  kills: number;
  /** SIGSTOP followed by SIGCONT or `kill -9`. */
  stops: number;
  /** Orderly ends asked for by SIGTERM. */
  endings: number;
  /** Kills by what they were aimed at. */
  readonly aims: Record<string, number>;
}

/** Moments after which something is half done, and how long at most the killer waits for one. */
const moments: readonly [Moment, ...Moment[]] = ['written', 'kept', 'kept', 'received'];
const longestWaitMs = 800;
/** How often the blow falls on the engine, by phase: while one of the two lives on, the other's deaths cut into its work. */
const phases: readonly [number, ...number[]] = [0.95, 0.65, 0.15];
const phaseMs = 6_000;
/** Kills a minute aimed at. A machine too busy for it is struck with less patience until it has caught up. */
const pace = 85;
/** Five pages through two issuers. */
const longestSignInMs = 4_000;
/** From a moment to the blow: reading, compressing, committing, uploading all lie within. */
const longestDelayMs = 300;

/**
 * Kills engine and sandbox at random moments until told to stop: most blows fall shortly after something was written,
 * kept or received, some during a start, some while frozen, some on both.
 */
export async function killUntil(
  stage: Stage,
  person: Person,
  seed: string,
  over: (toll: Toll) => boolean,
): Promise<Toll> {
  const random = createRandom(`${seed} killer`);
  const toll: Toll = { kills: 0, stops: 0, endings: 0, aims: {} };
  const { engine, sandbox, signals } = stage;

  const strike = (victim: Mortal, aim: string): void => {
    if (!victim.kill()) return;
    toll.kills += 1;
    const name = `${victim.name} ${aim}`;
    toll.aims[name] = (toll.aims[name] ?? 0) + 1;
  };

  const freeze = async (victim: Mortal, aim: string): Promise<void> => {
    if (!victim.freeze()) return;
    toll.stops += 1;
    await pause(random.integer(50, 1_500));
    if (random.next() < 0.25) strike(victim, `${aim}, frozen`);
    else victim.thaw();
  };

  const begun = performance.now();
  let phaseSince = begun;
  let engineShare = random.pick(phases);
  const behind = (): boolean => toll.kills < ((performance.now() - begun) / 60_000) * pace - 3;

  for (let round = 1; !over(toll); round += 1) {
    // Now and then something gets done.
    if (round % 10 === 0 && !behind()) await pause(random.integer(500, 2_500));
    // Nothing is delivered while nobody is signed in; that a sign-in is cut short shall not be the rule.
    const patienceEnds = performance.now() + (random.next() < 0.1 ? 0 : longestSignInMs);
    while (person.acting() && performance.now() < patienceEnds) await pause(20);
    if (performance.now() - phaseSince > phaseMs) {
      phaseSince = performance.now();
      engineShare = random.pick(phases);
    }
    const first = random.next() < engineShare ? engine : sandbox;
    const second = first === engine ? sandbox : engine;
    const victim = behind() && !first.isReady() && second.isReady() ? second : first;
    const starting = random.next() < 0.15;
    if (!starting) await victim.whenReady(3_000);
    const aim = starting ? 'starting' : random.next() < 0.15 ? 'any time' : random.pick(moments);
    if (aim !== 'starting' && aim !== 'any time')
      await signals.next(aim, behind() ? longestDelayMs : longestWaitMs);
    await pause(random.integer(0, longestDelayMs));
    if (over(toll)) break;
    const how = random.next();
    if (how < 0.08) await freeze(victim, aim);
    else if (how < 0.12) {
      toll.endings += victim.stop() ? 1 : 0;
    } else if (how < 0.16) {
      strike(engine, `${aim}, both`);
      strike(sandbox, `${aim}, both`);
    } else strike(victim, aim);
  }
  engine.thaw();
  sandbox.thaw();
  return toll;
}
