import { EloError } from '../../../../shared/domain/eloError.ts';
import type { FixCommand } from './fixTypes.ts';

const notPossible = (what: string): EloError =>
  new EloError('fix-not-possible', `${what} cannot be put into a command`);

/**
 * A text as PowerShell takes it literally. PowerShell ends such a text at any of five quotes (the plain one and the four
 * curly ones), so each is doubled.
 * @throws EloError `fix-not-possible` for text with line breaks or other control characters: no path or name has them
 */
export function powershellLiteral(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text) || !text.isWellFormed())
    throw notPossible('a text');
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** Letters that have a meaning in PowerShell's patterns: parameters such as `-Name` take patterns. */
export const hasPattern = (text: string): boolean => /[*?[\]`]/.test(text);

/**
 * A name as nft takes it in one of its own sentences. nft puts its arguments together again and reads them as one text,
 * so nothing but plain names is let through.
 * @throws EloError `fix-not-possible`
 */
export function nftName(text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(text)) throw notPossible('a name');
  return text;
}

/** @throws EloError `fix-not-possible` for what is no name of a unit */
export function unitName(text: string): string {
  if (!/^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]{0,255}$/.test(text)) throw notPossible('a service');
  return text;
}

const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A command as a person reads it, and could type it by hand. */
export function shownCommand(command: FixCommand): string {
  if (command.kind === 'powershell') return command.script;
  const quoted = (word: string): string =>
    plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  return [command.file, ...command.args].map(quoted).join(' ');
}
