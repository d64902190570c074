import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ensureWindow } from '../../build/ensureWindow.ts';

/** What the window's code and styles may weigh, all screens and languages together: an old disk reads it at once. */
const mostBytes = 1_000_000;

describe('the built window', () => {
  it('stays under a megabyte, compressed', async () => {
    const { folder } = await ensureWindow(() => undefined);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|css|html)$/.test(name),
    );
    assert.ok(files.length > 5, 'the window was built');
    const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
    assert.ok(bytes < mostBytes, `${bytes} bytes`);
  });
});
