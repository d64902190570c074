import { lazy, Suspense } from 'react';
import { Home } from '../home/Home.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { ScreenBoundary } from '../components/ScreenBoundary.tsx';
import { useRoute } from './route.ts';
import type { Route } from './routes.ts';

// The first screen comes with the page; the others when they are first opened.
const Environment = lazy(async () => ({
  default: (await import('../environment/Environment.tsx')).Environment,
}));
const Compare = lazy(async () => ({ default: (await import('../compare/Compare.tsx')).Compare }));
const Machines = lazy(async () => ({ default: (await import('../compare/Machines.tsx')).Machines }));
const Notifications = lazy(async () => ({
  default: (await import('../notifications/Notifications.tsx')).Notifications,
}));
const Sending = lazy(async () => ({ default: (await import('../sending/Sending.tsx')).Sending }));
const Diagnosis = lazy(async () => ({ default: (await import('../diagnosis/Diagnosis.tsx')).Diagnosis }));
const Account = lazy(async () => ({ default: (await import('../account/Account.tsx')).Account }));
const Settings = lazy(async () => ({ default: (await import('../settings/Settings.tsx')).Settings }));

/** A tab of an environment is the same screen; another environment is another one. */
const placeKey = (route: Route): string =>
  route.place === 'environment' ? `environment ${route.environmentId}` : route.place;

/** The screen of the current route. */
export function Place() {
  const route = useRoute(({ route: current }) => current);
  const screen = (() => {
    switch (route.place) {
      case 'environments':
        return <Home />;
      case 'environment':
        return <Environment key={route.environmentId} environmentId={route.environmentId} tab={route.tab} />;
      case 'compare':
        return <Compare environmentId={route.environmentId} before={route.before} after={route.after} />;
      case 'machines':
        return <Machines key={route.environmentId} environmentId={route.environmentId} />;
      case 'notifications':
        return <Notifications />;
      case 'sending':
        return <Sending />;
      case 'diagnosis':
        return <Diagnosis profile={route.profile} only={route.only} />;
      case 'account':
        return <Account />;
      case 'settings':
        return <Settings />;
    }
  })();
  return (
    <ScreenBoundary key={placeKey(route)}>
      <Suspense fallback={<LoadingRows />}>{screen}</Suspense>
    </ScreenBoundary>
  );
}
