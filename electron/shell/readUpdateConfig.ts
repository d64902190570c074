import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the packager writes beside the app about updates; `null` where it wrote nothing. */
export function readUpdateConfig(resourcesPath: string | undefined): string | null {
  if (resourcesPath === undefined) return null;
  try {
    return readFileSync(join(resourcesPath, 'app-update.yml'), 'utf8');
  } catch {
    return null;
  }
}
