import type { Desktop } from '../../shared/contract/windowSchemas.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Where the file for support goes: the documents folder, under a name with its local time, so that none is overwritten. */
export function bundlePath(desktop: Pick<Desktop, 'documentsFolder' | 'platform'>, at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  const separator = desktop.platform === 'windows' ? '\\' : '/';
  return `${desktop.documentsFolder.replace(/[\\/]+$/, '')}${separator}elo-suporte-${day}-${time}.zip`;
}
