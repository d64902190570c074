/** What Wine writes when one of its own processes loses its server. */
const wineLine = /^(?:wine client error|wineserver crashed|wineserver):?.*$/;

/**
 * Whether a process ended because of Wine itself: it failed, Wine said so, and nothing else was written, so that nothing
 * of ours ran or what ran said nothing. Never true of anything that succeeded or told of its own trouble.
 */
export function wineDied(o: {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}): boolean {
  if (o.code === 0 || o.stdout.trim() !== '') return false;
  const lines = o.stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  return (
    lines.some((line) => line.startsWith('wine client error')) && lines.every((line) => wineLine.test(line))
  );
}
