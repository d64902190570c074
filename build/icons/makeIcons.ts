/**
 * Makes the pictures of the app from their drawings: `node build/icons/makeIcons.ts [BROWSER]`. Run by hand when a
 * drawing changes; what it makes is committed, since packing must not need a browser.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { drawings } from './drawIcons.ts';
import { writeIco } from './writeIco.ts';
import type { IconPicture } from './writeIco.ts';

/** What the shell shows, and the icon of the program. */
const out = join(import.meta.dirname, 'made');

/** The sizes Linux takes, in a folder of their own: electron-builder takes every picture it finds there. */
const linux = join(import.meta.dirname, 'linux');

/** What Windows shows in lists, in the taskbar and on large desktops. */
const icoSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];

/** As the icon themes of freedesktop.org have them. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];

/** Runs in the page: draws and hands back PNG and pixels. */
const draw = `async ({ svg, size }) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await image.decode();
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, size, size);
  const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return { png: Array.from(png), rgba: Array.from(context.getImageData(0, 0, size, size).data) };
}`;

async function picture(page: Page, svg: string, size: number): Promise<IconPicture> {
  const drawn: { readonly png: number[]; readonly rgba: number[] } = await page.evaluate(
    `(${draw})(${JSON.stringify({ svg, size })})`,
  );
  return { size, png: Uint8Array.from(drawn.png), rgba: Uint8Array.from(drawn.rgba) };
}

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const folder of [out, linux]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
for (const { name, svg, sizes } of drawings()) {
  for (const [suffix, size] of sizes) {
    await writeFile(join(out, `${name}${suffix}.png`), (await picture(page, svg, size)).png);
  }
}
const app = drawings().find(({ name }) => name === 'elo');
if (app === undefined) throw new Error('the app has no drawing');
for (const size of linuxSizes) {
  await writeFile(join(linux, `${size}x${size}.png`), (await picture(page, app.svg, size)).png);
}
const sizes: IconPicture[] = [];
for (const size of icoSizes) sizes.push(await picture(page, app.svg, size));
await writeFile(join(out, 'elo.ico'), writeIco(sizes));
await browser.close();
