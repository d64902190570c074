import { buildListing } from '../../support/promob/buildListing.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { createRandom, type Random } from '../../support/promob/random.ts';

/** One module is some 20 KB of listing. */
const moduleBytes = 20_000;
/** Share of the lines that change from export to export. */
const changedShare = 0.01;

/** Numbers that a designer's work changes: measures, quantities, prices. Identities and structure stay. */
const changeable = /\b(QUANTITY|WIDTH|HEIGHT|DEPTH|TABLE|UNIT|TOTAL|TOTALCOMPONENTS)="(\d+(?:\.\d+)?)"/g;

/** A line with other digits in its numbers; null where it has none to change. */
function changedLine(line: string, random: Random): string | null {
  const next = line.replaceAll(
    changeable,
    (_all, name: string, value: string) =>
      // Zeros stay, so that every number keeps its length and its spelling.
      `${name}="${value.replaceAll(/[1-9]/g, () => String(random.integer(1, 9)))}"`,
  );
  return next === line ? null : next;
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
