import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { FuseV1Config } from '@electron/fuses';

/**
 * Electron's switches, burnt into the program: it cannot be used as a bare Node, takes no orders from environment or
 * command line, runs nothing but its own checked archive. Every switch is spelled out, so that a new one of a later
 * Electron stops the packaging until somebody decided about it.
 */
export const fuses: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // No snapshot of our own is shipped.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // WebAssembly's way of catching accesses out of bounds; off it would only be slower.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** The part of electron-builder's context that is used. */
export interface PackContext {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly executableName?: string;
    readonly appInfo: { readonly productFilename: string };
  };
}

/** The program that is packed. @throws where the platform is none that is built for */
export function programOf({ appOutDir, electronPlatformName, packager }: PackContext): string {
  switch (electronPlatformName) {
    case 'win32':
      return join(appOutDir, `${packager.appInfo.productFilename}.exe`);
    case 'linux':
      return join(appOutDir, packager.executableName ?? packager.appInfo.productFilename);
    default:
      throw new Error(`no fuses are known for ${electronPlatformName}`);
  }
}

/** electron-builder calls it when the app lies in its folder, before anything is signed or wrapped. */
export async function afterPack(context: PackContext): Promise<void> {
  await flipFuses(programOf(context), fuses);
}
