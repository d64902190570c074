/**
 * `npm run screens [-- --only WORD] [--out DIR]`: a picture of every screen, light and dark, plain and at 200 % zoom,
 * in Portuguese, into `test/e2e/screens/`. Ends with 1 where a screen cannot be reached or a page complains.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureWindow } from '../../build/ensureWindow.ts';
import { gallery } from './support/gallery.ts';
import { launchChromium } from './support/launchChromium.ts';
import { tour } from './support/tour.ts';

const { values } = parseArgs({
  options: {
    /** Only albums whose name holds it. */
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(import.meta.dirname, 'screens') },
  },
});
const out = resolve(values.out);
const albums = gallery.filter(({ name }) => name.includes(values.only));
if (albums.length === 0) {
  process.stderr.write(`no album is called ${values.only}\n`);
  process.exit(2);
}
if (values.only === '') rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { folder } = await ensureWindow();
const browser = await launchChromium();
let pictures = 0;
let failures = 0;
try {
  for (const album of albums) {
    const missed = await tour(browser, folder, album, async ({ shot, look, picture }) => {
      writeFileSync(join(out, `${album.name}-${shot.name}.${look.name}.png`), await picture());
      pictures += 1;
    });
    for (const { screen, why } of missed) process.stderr.write(`${screen}: ${why}\n`);
    failures += missed.length;
    process.stdout.write(`${album.name}: ${album.shots.length} screens\n`);
  }
} finally {
  await browser.close();
}
process.stdout.write(`${pictures} pictures in ${out}\n`);
process.exit(failures === 0 ? 0 : 1);
