import type { DatabaseEngine } from './types.ts';

/** Longer queries are nobody's to read through. */
const longest = 8_000;

/**
 * Words that write, lock, call or change the session inside a query, or begin another one (SQL Server needs no sign
 * between two), wherever they stand outside of quotes.
 */
const words = new Set(
  (
    'insert update delete merge truncate drop create alter rename grant revoke deny call exec execute do set into lock ' +
    'declare begin commit rollback savepoint save use shutdown kill dbcc backup restore openrowset opendatasource ' +
    'openquery waitfor procedure outfile dumpfile bulk writetext updatetext raiserror throw reconfigure checkpoint ' +
    'revert setuser receive'
  ).split(' '),
);

/** Functions that write, wait, read files or reach other servers; `pg_` and the like by their beginning. */
const functions =
  /^(nextval|setval|set_config|lo_\w+|pg_\w+|dblink\w*|sleep|benchmark|get_lock|release_lock|release_all_locks|load_file|sys_\w+|xp_\w+|sp_\w+|dbms_\w+|utl_\w+|query_to_xml\w*|table_to_xml\w*|schema_to_xml\w*|database_to_xml\w*|cursor_to_xml\w*|ts_stat|httpuritype|lib_mysqludf\w*|master_pos_wait|wait_for_\w+|source_pos_wait|uuid_short|txid_current)$/;

export type Proof =
  | { readonly ok: true; readonly sql: string }
  /** What stands against it: a sign or a word of the query. */
  | { readonly ok: false; readonly why: string };

const refused = (why: string): Proof => ({ ok: false, why });

/**
 * Proves that a text is one query that only reads. It refuses whatever it does not understand: comments, backslashes,
 * dollar quotes, several statements, locking reads, anything that writes, and functions known to have effects. What it
 * lets pass still runs in a read-only transaction, by a user whose rights were read, and is rolled back.
 */
export function provenReadOnly(text: string, engine: DatabaseEngine): Proof {
  const sql = text.trim().replace(/;\s*$/, '');
  if (sql === '' || sql.length > longest) return refused(sql === '' ? '∅' : `> ${longest}`);
  if (/[^\P{Cc}\n\r\t]/u.test(sql)) return refused('control character');
  const bare = withoutQuoted(sql, engine);
  if (typeof bare !== 'string') return bare;
  const sign = /--|\/\*|\*\/|#|\\|;|\$|:=|@@|\{|\}/.exec(bare)?.[0];
  if (sign !== undefined) return refused(sign);
  const all = [...bare.toLowerCase().matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)];
  const first = all[0]?.[0] ?? '';
  if (first !== 'select' && first !== 'with') return refused(first.toUpperCase());
  // Digits and brackets may stand before it, words may not.
  if (!/^\s*(select|with)\b/i.test(bare)) return refused(bare.trim().slice(0, 1));
  for (const { 0: word, index } of all) {
    const called = /^\s*\(/.test(bare.slice(index + word.length));
    // REPLACE, INSERT and the like are functions of text too; then they are called with brackets.
    if (words.has(word) && !(called && (word === 'insert' || word === 'truncate')))
      return refused(word.toUpperCase());
    if (word === 'replace' && !called) return refused('REPLACE');
    if (called && functions.test(word)) return refused(word.toUpperCase());
  }
  // FOR UPDATE is caught by its word; these lock as well.
  const locks =
    /\bfor\s+(share|no\s+key|key\s+share|browse|xml)\b|\bin\s+share\s+mode\b|\bwith\s*\(\s*(updlock|xlock|tablockx?|holdlock)/i.exec(
      bare,
    );
  if (locks !== null) return refused(locks[0].toUpperCase());
  return { ok: true, sql };
}

/** The text with everything quoted taken out; a quote that does not end is refused. */
function withoutQuoted(sql: string, engine: DatabaseEngine): string | Proof {
  let bare = '';
  for (let at = 0; at < sql.length; at += 1) {
    const sign = sql[at] ?? '';
    const closing = sign === '[' && engine === 'sqlserver' ? ']' : /['"`]/.test(sign) ? sign : null;
    if (closing === null) {
      bare += sign;
      continue;
    }
    const end = sql.indexOf(closing, at + 1);
    if (end < 0) return refused(sign);
    // In some of them a backslash hides the closing quote, in some it does not: then the end is not known.
    if (sql.slice(at, end).includes('\\')) return refused('\\');
    bare += ' "" ';
    at = end;
  }
  return bare;
}
