const space = /[ \t\r\n]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A string but for its closing quote: it ends before what may not stand in one. */
const openString = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;

/**
 * The character, counted from 0, where a text stops being JSON (RFC 8259); its length where it ends too early, or never
 * stops. V8 names the place for some mistakes only: not for a comma too many in a list, the one made most.
 */
export function jsonFaultAt(written: string): number {
  /** What closes each list and object that is open. */
  const closers: (']' | '}')[] = [];
  let next: 'value' | 'value-or-close' | 'name' | 'name-or-close' | 'colon' | 'comma-or-close' = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(written)?.[0] ?? '';
    at += found.length;
    return found !== '';
  };
  const takeChar = (wanted: string | undefined): boolean => {
    if (wanted === undefined || written[at] !== wanted) return false;
    at += 1;
    return true;
  };
  const takeString = (): boolean => take(openString) && takeChar('"');

  for (;;) {
    take(space);
    const closer = closers.at(-1);
    if (next.endsWith('-or-close') && takeChar(closer)) {
      closers.pop();
      next = 'comma-or-close';
      continue;
    }
    if (next === 'comma-or-close') {
      if (closer === undefined || !takeChar(',')) return at;
      next = closer === '}' ? 'name' : 'value';
    } else if (next === 'colon') {
      if (!takeChar(':')) return at;
      next = 'value';
    } else if (next === 'name' || next === 'name-or-close') {
      if (!takeString()) return at;
      next = 'colon';
    } else if (takeChar('{')) {
      closers.push('}');
      next = 'name-or-close';
    } else if (takeChar('[')) {
      closers.push(']');
      next = 'value-or-close';
    } else {
      if (written[at] === '"' ? !takeString() : !take(literal)) return at;
      next = 'comma-or-close';
    }
  }
}
