import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createdEnvironment, environmentEvents, step } from '../shared/domain/environmentState.ts';
import type { EnvironmentEvent, EnvironmentFacts } from '../shared/domain/environmentState.ts';

/** Where the picture stands. */
export const STATES_FILE = fileURLToPath(new URL('../shared/domain/environmentStates.md', import.meta.url));

/** A name for facts that are told apart: state, an update due, two machines. */
function nameOf({ state, outdated, apart }: EnvironmentFacts): string {
  const due = outdated && state !== 'outdated';
  return [state, ...(due ? ['update due'] : []), ...(apart === undefined ? [] : ['two machines'])].join(
    ' · ',
  );
}

/** As Mermaid takes an id. */
const idOf = (name: string): string => name.replaceAll(/[^a-z]+/g, '_');

interface Walked {
  readonly places: ReadonlyMap<string, EnvironmentFacts>;
  /** From and to by name, with the events that lead there. */
  readonly ways: ReadonlyMap<string, { from: string; to: string; events: EnvironmentEvent[] }>;
  readonly refusals: ReadonlyMap<string, ReadonlyMap<EnvironmentEvent, string>>;
}

/** Walks the machine itself from a new environment through everything that can be reached. */
function walk(): Walked {
  const places = new Map<string, EnvironmentFacts>();
  const ways = new Map<string, { from: string; to: string; events: EnvironmentEvent[] }>();
  const refusals = new Map<string, Map<EnvironmentEvent, string>>();
  const seen = new Set<string>();
  const open: EnvironmentFacts[] = [createdEnvironment];
  for (let facts = open.shift(); facts !== undefined; facts = open.shift()) {
    const print = JSON.stringify(facts);
    if (seen.has(print)) continue;
    seen.add(print);
    const from = nameOf(facts);
    places.set(from, facts);
    for (const event of environmentEvents) {
      const next = step(facts, event);
      if (!next.ok) {
        const known = refusals.get(from) ?? new Map<EnvironmentEvent, string>();
        known.set(event, next.refusal);
        refusals.set(from, known);
        continue;
      }
      open.push(next.facts);
      const to = nameOf(next.facts);
      if (to === from) continue;
      const way = ways.get(`${from} > ${to}`) ?? { from, to, events: [] };
      if (!way.events.includes(event)) way.events.push(event);
      ways.set(`${from} > ${to}`, way);
    }
  }
  return { places, ways, refusals };
}

/** The picture as it must stand in the repository: made by walking the machine, never drawn by hand. */
export function statesPicture(): string {
  const { places, ways, refusals } = walk();
  const diagram = [
    'stateDiagram-v2',
    `  [*] --> ${idOf(nameOf(createdEnvironment))}`,
    ...[...places.keys()].map((name) => `  state "${name}" as ${idOf(name)}`),
    ...[...ways.values()].map(
      ({ from, to, events }) => `  ${idOf(from)} --> ${idOf(to)}: ${events.join(', ')}`,
    ),
  ];
  const table = [...refusals].flatMap(([name, of]) => {
    const byCode = new Map<string, EnvironmentEvent[]>();
    for (const [event, code] of of) byCode.set(code, [...(byCode.get(code) ?? []), event]);
    return [...byCode].map(([code, events]) => `| ${name} | \`${code}\` | ${events.join(', ')} |`);
  });
  return [
    '# The states of an environment',
    '',
    'Made by `node build/environmentStates.ts` from `environmentState.ts`. Do not edit. What leads nowhere else is left out;',
    'what is refused stands below.',
    '',
    '```mermaid',
    ...diagram,
    '```',
    '',
    '| state | refusal | events |',
    '| --- | --- | --- |',
    ...table,
    '',
  ].join('\n');
}

/** Whether the committed picture shows what the machine does. */
export async function statesPictureIsUpToDate(): Promise<boolean> {
  return (await readFile(STATES_FILE, 'utf8')) === statesPicture();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(STATES_FILE, statesPicture());
