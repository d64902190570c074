/**
 * Whether windows can be shown: on Linux X11 or Wayland must be there; Windows and macOS have a desktop, unless a
 * session over SSH was opened on them.
 */
export function hasDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return (env['SSH_CONNECTION'] ?? '') === '';
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}
