import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';

/** One file of the built page. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Its name carries a hash of its content, so that it never changes. */
  readonly immutable: boolean;
}

export interface PageFiles {
  /** The page, with the mark where its nonce belongs. */
  readonly page: string;
  /** By the exact path of its address, e.g. `/assets/index-B1x.js`. */
  file(path: string): PageFile | null;
}

/** Where a host puts the page's nonce in. */
export const nonceMark = '__CSP_NONCE__';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * The files of a built page, listed once: what is asked for is looked up in that list and never made into a path of
 * its own, so that no spelling of an address leads outside. Links and files of unknown type are left out.
 * @throws EloError `window-not-built` where the folder holds no page
 */
export function pageFiles(folder: string): PageFiles {
  let page: string;
  try {
    page = readFileSync(join(folder, 'index.html'), 'utf8');
  } catch (cause) {
    throw new EloError('window-not-built', 'the folder of the window holds no page', { cause });
  }
  if (!page.includes(nonceMark))
    throw new EloError('window-not-built', 'the page has no place for its nonce');
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(address, { path, type, immutable: address.startsWith('/assets/') });
  }
  return { page, file: (path) => files.get(path) ?? null };
}
