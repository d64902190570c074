import type { Rights, WriteRight } from '../types.ts';

/**
 * Rights that change nothing that lasts. Whatever is not among them is taken for a right to change something: new
 * versions bring new ones, and one too many named is a question, one too few a wrong promise.
 */
const harmless: ReadonlySet<string> = new Set([
  'SELECT',
  'USAGE',
  'SHOW VIEW',
  'SHOW DATABASES',
  'SHOW CREATE ROUTINE',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'REPLICA MONITOR',
  'REFERENCES',
  'LOCK TABLES',
  // Gone with the connection, seen by nobody else.
  'CREATE TEMPORARY TABLES',
  'SHOW_ROUTINE',
]);

/** Runs what somebody else wrote, by default with that one's rights. */
const routine = 'EXECUTE';
const named = 20;

/** `GRANT rights ON object TO …`; names in backquotes (or quotes in old versions) may hold any word. */
const grantLine =
  /^GRANT (.+?) ON (?:(TABLE|FUNCTION|PROCEDURE|PACKAGE(?: BODY)?) )?((?:[`'"][^`'"]*[`'"]|\*|@|[\w$]+)(?:\.(?:[`'"][^`'"]*[`'"]|\*|[\w$]+)|@(?:[`'"][^`'"]*[`'"]|%))?) TO /i;
/** `GRANT role[, role] TO user`: nothing is given "on" anything. */
const roleLine = /^GRANT ((?:[`'"][^`'"]+[`'"](?:@[`'"][^`'"]*[`'"])?(?:, ?)?)+) TO /i;
const revokeLine = /^REVOKE /i;

/** The roles that grants hand to a user, spelt so that they can be asked about. */
export function rolesOfGrants(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const list = roleLine.exec(line)?.[1];
    if (list === undefined) return [];
    return [...list.matchAll(/[`'"]([^`'"]+)[`'"](?:@[`'"]([^`'"]*)[`'"])?/g)].map(([, name = '', host]) =>
      // Quotes cannot stand in the name: the expression above would have ended there. A backslash could.
      [name, host]
        .map((part) => part?.replaceAll('\\', '\\\\'))
        .map((part) => (part === undefined ? '' : `'${part}'`))
        .filter((part) => part !== '')
        .join('@'),
    );
  });
}

/** What lines of `SHOW GRANTS` allow. A line that is not understood makes the answer incomplete, never green. */
export function rightsOfGrants(lines: readonly string[]): Rights {
  const writes: WriteRight[] = [];
  let routines = 0;
  let incomplete = false;
  for (const line of lines) {
    // Exceptions only take away (MySQL 8, partial revokes); a role is asked about by itself; a default role is no right.
    if (revokeLine.test(line) || roleLine.test(line) || /^SET DEFAULT ROLE /i.test(line)) continue;
    const [, list = '', , on = ''] = grantLine.exec(line) ?? [];
    if (list === '') {
      incomplete = true;
      continue;
    }
    for (const right of rightsIn(list)) {
      if (right === routine) routines += 1;
      else if (!harmless.has(right)) writes.push({ right, on: on.replaceAll(/[`'"]/g, '').slice(0, 130) });
    }
  }
  const all = [...new Map(writes.map((write) => [`${write.right} ${write.on}`, write])).values()];
  return { writes: all.slice(0, named), writesTotal: all.length, routines, incomplete };
}

/** `SELECT (a, b), INSERT` → `SELECT`, `INSERT`. */
function rightsIn(list: string): string[] {
  return list
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((right) => right.trim().replaceAll(/\s+/g, ' ').toUpperCase())
    .filter((right) => right !== '')
    .map((right) => (right === 'ALL' ? 'ALL PRIVILEGES' : right));
}
