import { buildListing } from '../../support/promob/buildListing.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { createRandom, type Random } from '../../support/promob/random.ts';

/** One module is some 18 KB of listing. */
const moduleBytes = 18_000;
/** Share of the lines that change from export to export. */
const changedShare = 0.01;

/** Values that a designer's work changes; identities and structure stay. */
const changeable = /\b(QUANTITY|WIDTH|HEIGHT|DEPTH|TOTAL|UNIT|TOTALCOMPONENTS|REFERENCE)="([^"]*\d[^"]*)"/g;

/** Other digits in one or more values of a line; null where the line has none. */
function changedLine(line: string, random: Random): string | null {
  let changed = false;
  const next = line.replaceAll(changeable, (_all, name: string, value: string) => {
    changed = true;
    // The first digit stays another than zero, so that the number keeps its spelling.
    return `${name}="${value.replaceAll(/[1-9]/g, () => String(random.integer(1, 9)))}"`;
  });
  return changed ? next : null;
}

/** Exports of one project's budget listing of about `bytes`, each with 1 % of its lines changed against the one before. */
export function* listingSaves(seed: string, bytes: number): Generator<Buffer, never> {
  const modules = Math.max(1, Math.round(bytes / moduleBytes));
  const first = buildListing(listingOf(newProject({ seed, modules, previewBytes: 0 }))).toString('utf8');
  const lines = first.split('\r\n');
  const random = createRandom(`${seed} changes`);
  for (;;) {
    yield Buffer.from(lines.join('\r\n'));
    const wanted = Math.max(1, Math.round(lines.length * changedShare));
    for (let changed = 0; changed < wanted;) {
      const at = random.integer(0, lines.length - 1);
      const next = changedLine(lines[at] ?? '', random);
      if (next === null) continue;
      lines[at] = next;
      changed += 1;
    }
  }
}
