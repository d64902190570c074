import { defineConditions } from './defineConditions.ts';

/** This machine's network and its way to the internet. */
export const networkConditions = defineConditions({
  'no-network': { who: 'store', timeToVisibleMs: 2 * 60_000, hides: ['no-way-out', 'names-not-found'] },
  'no-address-from-router': { who: 'store', hides: ['no-way-out', 'names-not-found'] },
  'no-way-out': { who: 'store', hides: ['names-not-found'] },
  'router-not-reached': { who: 'store', timeToVisibleMs: 2 * 60_000, hides: ['names-not-found'] },
  'names-not-found': { who: 'provider', message: 'provider', timeToVisibleMs: 2 * 60_000 },
  'name-server-faulty': { who: 'network-technician', message: 'network-technician' },
  'names-invented': { who: 'provider', message: 'provider' },
  'proxy-not-reached': { who: 'network-technician', message: 'network-technician' },
  'captive-portal': { who: 'store', hides: ['names-invented', 'certificate-untrusted'] },
  'ipv6-broken': { who: 'provider', message: 'provider' },
  'line-poor': { who: 'provider', message: 'provider', timeToVisibleMs: 30 * 60_000 },
  // The app's own first message may be what is too large.
  'large-packets-lost': {
    who: 'network-technician',
    message: 'network-technician',
    hides: ['server-not-answering'],
  },
  'certificate-expired': { who: 'support', message: 'support' },
  'certificate-not-yet-valid': { who: 'store' },
  'certificate-wrong-name': { who: 'support', message: 'support' },
  'certificate-untrusted': { who: 'network-technician', message: 'network-technician' },
  'connection-inspected': { who: 'network-technician' },
});
