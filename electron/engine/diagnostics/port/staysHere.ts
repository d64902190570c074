import { isLoopbackUrl } from '../../net/loopback.ts';

/**
 * Whether FoccoLojas is on this machine: then it is a demonstration or a test, and nothing may leave the machine, neither
 * for the internet nor for the router.
 */
export function staysHere(serverUrl: string | null): boolean {
  return serverUrl !== null && URL.canParse(serverUrl) && isLoopbackUrl(new URL(serverUrl));
}
