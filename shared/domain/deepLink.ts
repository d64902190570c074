/**
 * Where a link leads. A link only ever shows something; nothing is done, sent or changed by following one, since any
 * page and any mail may carry one.
 */
export type DeepLink =
  | { readonly open: 'home' }
  | { readonly open: 'environment'; readonly environmentId: string }
  | { readonly open: 'notifications' }
  | { readonly open: 'sending' }
  | { readonly open: 'diagnosis' }
  | { readonly open: 'account' }
  | { readonly open: 'settings' };

/** The scheme that Windows hands to Elo. */
export const linkScheme = 'elo';

/** An id has at most 200 characters (shared/contract), each up to nine in a link. */
const longestLink = 2_000;
const longestId = 200;

const places = ['home', 'notifications', 'sending', 'diagnosis', 'account', 'settings'] as const;
type Place = (typeof places)[number];

const isPlace = (name: string): name is Place => (places as readonly string[]).includes(name);

/**
 * An id as it stands in a link; `null` where it is none: control characters and lone halves of a character included, and
 * `.` and `..`, which in an address are no names but steps.
 */
function idOf(written: string): string | null {
  let id: string;
  try {
    id = decodeURIComponent(written);
  } catch {
    return null;
  }
  if (id.length === 0 || id.length > longestId || !id.isWellFormed()) return null;
  if (id === '.' || id === '..') return null;
  for (const character of id) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return null;
  }
  return id;
}

/**
 * Reads `elo://home`, `elo://environment/ID`, `elo://notifications`, `elo://sending`, `elo://diagnosis`,
 * `elo://account` and `elo://settings`, the id percent-encoded, a slash at the end allowed (browsers add one).
 * Anything else is `null`: other schemes, queries, fragments, users, ports, further parts.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > longestLink) return null;
  const match = /^elo:\/\/([a-z]+)(?:\/([^/?#\\\s]+))?\/?$/i.exec(text);
  if (match === null) return null;
  const [, host = '', written] = match;
  const name = host.toLowerCase();
  if (name === 'environment') {
    const environmentId = written === undefined ? null : idOf(written);
    return environmentId === null ? null : { open: 'environment', environmentId };
  }
  return written === undefined && isPlace(name) ? { open: name } : null;
}

/** The spelling that {@link parseDeepLink} reads back to the same link. */
export function formatDeepLink(link: DeepLink): string {
  const base = `${linkScheme}://${link.open}`;
  return link.open === 'environment' ? `${base}/${encodeURIComponent(link.environmentId)}` : base;
}

/**
 * A link as the part of the window's address behind `#`; `count` makes two openings of one place differ, so that the
 * page hears of the second as well.
 */
export function linkToHash(link: DeepLink, count: number): string {
  return `#${count}-${formatDeepLink(link)}`;
}

/** What {@link linkToHash} wrote, from `location.hash`; `null` where nothing is to be opened. */
export function linkFromHash(hash: string): DeepLink | null {
  const match = /^#\d{1,9}-(elo:.+)$/.exec(hash);
  return match?.[1] === undefined ? null : parseDeepLink(match[1]);
}
