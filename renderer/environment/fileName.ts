/** The last part of a path, of Windows or any other system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== '') ?? path;
}
