/** Accents and case make no difference in a search. */
const marks = /\p{M}+/gu;

/** A text as it is searched: small letters without accents. */
export function searchText(text: string): string {
  return text.normalize('NFD').replaceAll(marks, '').toLowerCase();
}

/** A query longer than this is cut: nobody types more to find a name. */
const longestQuery = 200;

/** The words of a query, each of which must be found; in any order, anywhere in a word. */
export function searchWords(query: string): readonly string[] {
  return searchText(query.slice(0, longestQuery))
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** @param key what {@link searchText} made of everything that can be found */
export function matchesWords(key: string, words: readonly string[]): boolean {
  return words.every((word) => key.includes(word));
}

/** A piece of a text, and whether the search found it. */
export interface TextPiece {
  /** Where it begins, in characters as they are shown. */
  readonly at: number;
  readonly text: string;
  readonly found: boolean;
}

/** Cuts a text where words of the search stand in it, in the text's own spelling. */
export function foundPieces(text: string, words: readonly string[]): readonly TextPiece[] {
  if (words.length === 0 || text === '') return [{ at: 0, text, found: false }];
  // One entry a character as it is shown: without accents it may be shorter, and some letters become two.
  const shown = Array.from(text.normalize('NFC'));
  let flat = '';
  const owner: number[] = [];
  for (const [index, character] of shown.entries()) {
    for (const part of searchText(character)) {
      flat += part;
      for (let unit = 0; unit < part.length; unit += 1) owner.push(index);
    }
  }
  const found = new Set<number>();
  for (const word of words) {
    for (let at = flat.indexOf(word); at !== -1; at = flat.indexOf(word, at + word.length)) {
      for (let unit = at; unit < at + word.length; unit += 1) found.add(owner[unit] ?? 0);
    }
  }
  const pieces: { at: number; text: string; found: boolean }[] = [];
  for (const [index, character] of shown.entries()) {
    const last = pieces.at(-1);
    const isFound = found.has(index);
    if (last !== undefined && last.found === isFound) last.text += character;
    else pieces.push({ at: index, text: character, found: isFound });
  }
  return pieces;
}
