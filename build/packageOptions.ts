/**
 * Where updates come from, for electron-builder: `ELO_UPDATES_URL`, an https address with nobody's name in it. Without
 * it the packed app says that it is not updated by itself.
 * @throws where the address is no such one
 */
export function publishFrom(env: NodeJS.ProcessEnv): {
  publish?: { readonly provider: 'generic'; readonly url: string };
} {
  const address = env['ELO_UPDATES_URL'] ?? '';
  if (address === '') return {};
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new Error('ELO_UPDATES_URL must be an https address without user and password');
  }
  return { publish: { provider: 'generic', url: url.href } };
}

/** What is packed: the platforms named on the command line, otherwise that of this machine. */
export function platformsFrom(
  words: readonly string[],
  platform: NodeJS.Platform,
): readonly ('windows' | 'linux')[] {
  const named = (['windows', 'linux'] as const).filter((name) => words.includes(`--${name}`));
  const unknown = words.filter((word) => !['--windows', '--linux', '--dir'].includes(word));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}; known: --windows --linux --dir`);
  if (named.length > 0) return named;
  return [platform === 'win32' ? 'windows' : 'linux'];
}
