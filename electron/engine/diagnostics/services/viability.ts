import { z } from 'zod';

/** What OZmap answers to a query by coordinates and radius; fields it may add are passed over. */
const splitter = z.looseObject({
  /** `attendance`, or as the project calls it. */
  kind: z.unknown().optional(),
  type: z.unknown().optional(),
  splitterType: z.unknown().optional(),
  isAttendance: z.boolean().optional(),
  attendance: z.boolean().optional(),
  freePorts: z.number().optional(),
  free_ports: z.number().optional(),
  portsFree: z.number().optional(),
  available: z.number().optional(),
});
const box = z.looseObject({
  id: z.unknown().optional(),
  name: z.unknown().optional(),
  implanted: z.boolean().optional(),
  inProject: z.boolean().optional(),
  status: z.unknown().optional(),
  state: z.unknown().optional(),
  splitters: z.array(splitter).max(1_000).optional(),
});
const boxes = z.array(box).max(10_000);
const list = z.looseObject({ rows: boxes, total: z.number().optional() });
const answer = z.looseObject({ viable: z.boolean().optional() });

export interface Viability {
  readonly viable: boolean | null;
  /** All boxes within the radius. */
  readonly boxes: number;
  readonly inProject: number;
  /** Not in project, with an attendance splitter that has free ports: what Makesystem may sell. */
  readonly usable: number;
  readonly freePorts: number;
  /** Boxes that say nothing of splitters, so they could not be counted. */
  readonly unclear: number;
}

const word = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const name =
    (value as { name?: unknown; code?: unknown } | null)?.name ?? (value as { code?: unknown } | null)?.code;
  return typeof name === 'string' ? name : '';
};

const isInProject = (one: z.infer<typeof box>): boolean =>
  one.inProject === true ||
  one.implanted === false ||
  /em projeto|in ?project|not ?implanted/i.test(`${word(one.status)} ${word(one.state)}`);

const isAttendance = (one: z.infer<typeof splitter>): boolean =>
  one.isAttendance === true ||
  one.attendance === true ||
  /atendimento|attendance|drop/i.test(`${word(one.kind)} ${word(one.type)} ${word(one.splitterType)}`);

const freeOf = (one: z.infer<typeof splitter>): number =>
  one.freePorts ?? one.free_ports ?? one.portsFree ?? one.available ?? 0;

/**
 * Counts what a viability query found.
 * @returns `null` where the answer is not of the shape that is known: then nothing is counted, and nothing promised
 */
export function readViability(body: unknown): Viability | null {
  const whole = answer.safeParse(body);
  const found = whole.success ? boxesIn(whole.data) : boxesIn(body);
  const viable = whole.success ? (whole.data.viable ?? null) : null;
  if (found === null) return null;
  let [inProject, usable, freePorts, unclear] = [0, 0, 0, 0];
  for (const one of found) {
    if (isInProject(one)) {
      inProject += 1;
      continue;
    }
    if (one.splitters === undefined) {
      unclear += 1;
      continue;
    }
    const free = one.splitters.filter(isAttendance).reduce((sum, each) => sum + Math.max(0, freeOf(each)), 0);
    if (free > 0) usable += 1;
    freePorts += free;
  }
  return { viable, boxes: found.length, inProject, usable, freePorts, unclear };
}

/** The list of boxes, wherever it stands: bare, `{total,count,rows,start,limit}`, or under a name. */
function boxesIn(body: unknown): z.infer<typeof boxes> | null {
  const bare = boxes.safeParse(body);
  if (bare.success) return bare.data;
  const rows = list.safeParse(body);
  if (rows.success) return rows.data.rows;
  if (typeof body !== 'object' || body === null) return null;
  for (const name of ['boxes', 'caixas', 'data', 'results', 'result']) {
    const inner = (body as Record<string, unknown>)[name];
    if (inner === undefined) continue;
    const found = boxes.safeParse(inner);
    if (found.success) return found.data;
    const below = list.safeParse(inner);
    if (below.success) return below.data.rows;
  }
  // Nothing within the radius: an answer that says only that it is not viable.
  return (body as { viable?: unknown }).viable === false ? [] : null;
}
