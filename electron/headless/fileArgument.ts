import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** Ids have neither separators nor dots; what else looks so is the name of a file that exists. */
const idShape = /^[A-Za-z0-9_-]{1,200}$/;

/** A path of the user as the engine needs it: absolute, because the engine stands elsewhere. */
export function absolutePath(argument: string, cwd: string): string {
  return resolve(cwd, argument);
}

/** FILE is an id or a path: an id stays as it is, a path becomes absolute. */
export function fileArgument(argument: string, cwd: string): string {
  const path = resolve(cwd, argument);
  if (isAbsolute(argument)) return path;
  return idShape.test(argument) && !existsSync(path) ? argument : path;
}
