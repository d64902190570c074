import { spawn } from 'node:child_process';
import type { EngineHost } from '../../shared/contract/host.ts';
import { EloError } from '../../shared/domain/eloError.ts';

/** A launcher that has not failed by then has handed the thing over and may live on. */
const launchMs = 3_000;

/** Program and arguments that open an address or a file; no shell ever sees them. */
export function openerOf(target: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', target]];
    case 'darwin':
      return ['open', [target]];
    default:
      return ['xdg-open', [target]];
  }
}

function launch(target: string): Promise<void> {
  const [program, args] = openerOf(target, process.platform);
  const failed = (cause?: unknown): EloError =>
    new EloError('open-failed', `${program} could not open it`, { cause });
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true });
    const timer = setTimeout(resolve, launchMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(failed(error));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(failed());
    });
    child.unref();
  });
}

/** Whether a host is excepted from the proxy by NO_PROXY: `*`, `host`, `.domain`, `domain`, with or without a port. */
function excepted(url: URL, list: string): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return list.split(/[\s,]+/).some((raw) => {
    const entry = raw.toLowerCase();
    if (entry === '') return false;
    if (entry === '*') return true;
    const withPort = /^(.+):(\d+)$/.exec(entry);
    if (withPort !== null && withPort[2] !== port) return false;
    const name = (withPort?.[1] ?? entry).replace(/^\*?\./, '');
    return host === name || host.endsWith(`.${name}`);
  });
}

/** The proxy for an address from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, either case). */
export function proxyFromEnvironment(address: string, env: NodeJS.ProcessEnv): string | null {
  const read = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const proxy = url.protocol === 'https:' ? read('HTTPS_PROXY') : read('HTTP_PROXY');
  if (proxy === '' || excepted(url, read('NO_PROXY'))) return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** The host of an engine without a window. */
export function createHostNode(env: NodeJS.ProcessEnv = process.env): EngineHost {
  return {
    openUrl: async (url) => {
      const scheme = URL.canParse(url) ? new URL(url).protocol : '';
      if (scheme !== 'http:' && scheme !== 'https:') {
        throw new EloError('invalid-address', 'only http and https addresses are opened');
      }
      await launch(new URL(url).href);
    },
    openFile: (path) => launch(path),
    proxyFor: async (url) => proxyFromEnvironment(url, env),
  };
}
