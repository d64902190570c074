import type { Shell } from 'electron';
import { EloError } from '../../shared/domain/eloError.ts';

/** As long as an address with a signed-in state gets; browsers take about as much. */
const longestAddress = 8_000;

/** The address as it may leave: https without a user in it; `null` for anything else. */
export function outsideAddress(address: string): string | null {
  if (address.length > longestAddress || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}

/** The same for what the engine asks for: besides, http of this machine, where the sandbox signs in. */
export function addressForEngine(address: string): string | null {
  const outside = outsideAddress(address);
  if (outside !== null) return outside;
  if (address.length > longestAddress || !URL.canParse(address)) return null;
  const url = new URL(address);
  const here = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'http:' && here && url.username === '' && url.password === '' ? url.href : null;
}

/** Hands an address of the page to the system's browser; `false` where it may not leave. */
export function openOutside(shell: Pick<Shell, 'openExternal'>, address: string): boolean {
  const url = outsideAddress(address);
  if (url === null) return false;
  shell.openExternal(url).catch(() => undefined);
  return true;
}

/** @throws EloError `invalid-address`, `open-failed` */
export async function openForEngine(shell: Pick<Shell, 'openExternal'>, address: string): Promise<void> {
  const url = addressForEngine(address);
  if (url === null) {
    throw new EloError('invalid-address', 'only https and http of this machine are opened');
  }
  try {
    await shell.openExternal(url);
  } catch (cause) {
    throw new EloError('open-failed', 'the system could not open the address', { cause });
  }
}
