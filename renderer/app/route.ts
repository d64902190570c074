import { create } from 'zustand';
import { linkFromHash } from '../../shared/domain/deepLink.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import type { Route } from './routes.ts';

export { environmentTabs } from './routes.ts';
export type { EnvironmentTab, Route } from './routes.ts';

const home: Route = { place: 'environments' };

/** The browser's own history keeps the routes, so that Back is Back also on a mouse and with Alt+Left. */
export const useRoute = create<{ readonly route: Route; readonly depth: number }>(() => ({
  route: home,
  depth: 0,
}));

const depthOf = (state: unknown): number =>
  typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0;

/** Goes somewhere; `replace` where the page only changes its own detail (another tab). */
export function go(route: Route, options: { readonly replace?: boolean } = {}): void {
  const { depth } = useRoute.getState();
  const next = { route, depth: options.replace === true ? depth : depth + 1 };
  if (options.replace === true) window.history.replaceState(next, '');
  else window.history.pushState(next, '');
  useRoute.setState(next);
}

/** Back to where the user came from; from a page that was opened directly, to the environments. */
export function goBack(): void {
  if (useRoute.getState().depth > 0) window.history.back();
  else go(home, { replace: true });
}

const routeOf = (link: DeepLink): Route =>
  link.open === 'home'
    ? home
    : link.open === 'environment'
      ? { place: 'environment', environmentId: link.environmentId, tab: 'items' }
      : { place: link.open };

/** Follows a link the shell put behind the `#`; any other hash (the skip link) leads nowhere. */
function followHash(): void {
  const link = linkFromHash(window.location.hash);
  if (link !== null) go(routeOf(link), { replace: true });
}

window.addEventListener('popstate', (event: PopStateEvent) => {
  const state = event.state as { readonly route?: Route } | null;
  if (state?.route !== undefined) useRoute.setState({ route: state.route, depth: depthOf(state) });
  else if (window.location.hash === '') useRoute.setState({ route: home, depth: 0 });
  else followHash();
});
followHash();
