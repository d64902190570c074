/**
 * `npm run package`: builds the window, bundles the app, packs it as electron-builder.yml says.
 *
 * `--windows` `--linux` what for, otherwise for this machine · `--dir` only the folder, no installer ·
 * `ELO_UPDATES_URL` where updates come from · `CSC_LINK`, `CSC_KEY_PASSWORD` the certificate to sign with
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { electronBinary, installElectron } from './electronBinary.ts';
import { platformsFrom, publishFrom } from './packageOptions.ts';
import { stageApp } from './stageApp.ts';

const root = join(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Electron's distribution for a platform: electron-builder fetches it, unless this machine's own is the same. */
function distributionFor(platform: 'windows' | 'linux'): { electronDist?: string } {
  const here = process.platform === 'win32' ? 'windows' : process.platform;
  if (platform !== here || process.arch !== 'x64') return {};
  const dist = join(root, 'node_modules', 'electron', 'dist');
  return existsSync(dist) ? { electronDist: dist } : {};
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const platforms = platformsFrom(words, process.platform);
  const publish = publishFrom(process.env);

  say('Bundling the app …');
  const appDir = await stageApp();
  say(`Bundled: ${appDir}`);
  if (publish.publish === undefined)
    say('ELO_UPDATES_URL is not set: the packed app will not update itself.');

  if (electronBinary() === null) installElectron(() => say('Fetching Electron …'));
  for (const platform of platforms) {
    const target = platform === 'windows' ? Platform.WINDOWS : Platform.LINUX;
    try {
      const made = await build({
        projectDir: root,
        targets: target.createTarget(words.includes('--dir') ? 'dir' : undefined),
        publish: 'never',
        config: { ...publish, ...distributionFor(platform) },
      });
      for (const path of made) say(path);
    } catch (error) {
      // The bundle stands; what is missing is said plainly, and that it was not packed too.
      process.stderr.write(
        `Not packed for ${platform}: ${error instanceof Error ? error.message : String(error)}\n` +
          'Packing needs Electron’s program for that platform (and, for an installer, NSIS), which electron-builder ' +
          'fetches over the network. The bundled app is complete in dist/app.\n',
      );
      process.exitCode = 1;
    }
  }
}

await main();
