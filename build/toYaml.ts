const PLAIN_KEY = /^[A-Za-z$_][A-Za-z0-9$_-]*$/;

/** Words that YAML reads as something else than text where they stand bare. */
const RESERVED = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

function scalar(value: unknown): string {
  return JSON.stringify(value);
}

function key(name: string): string {
  return PLAIN_KEY.test(name) && !RESERVED.has(name.toLowerCase()) ? name : JSON.stringify(name);
}

function block(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    if (value.every((entry) => typeof entry !== 'object' || entry === null)) {
      return ` [${value.map((entry) => scalar(entry)).join(', ')}]\n`;
    }
    return `\n${value.map((entry) => `${indent}-${inItem(entry, `${indent}  `)}`).join('')}`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return ' {}\n';
    return `\n${entries.map(([name, inner]) => `${indent}${key(name)}:${block(inner, `${indent}  `)}`).join('')}`;
  }
  return ` ${scalar(value)}\n`;
}

/** An entry of a list: the first line of a mapping stands behind the dash. */
function inItem(value: unknown, indent: string): string {
  const text = block(value, indent);
  return text.startsWith('\n') ? ` ${text.slice(1 + indent.length)}` : text;
}

/**
 * A JSON value as YAML 1.2 in block style: mappings and lists of objects on lines of their own, texts always quoted as
 * in JSON (which YAML reads likewise). Enough for generated documents; comments, anchors and tags do not occur.
 */
export function toYaml(value: object): string {
  return block(value, '').replace(/^\n/, '');
}
