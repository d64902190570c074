import { defineConditions } from './defineConditions.ts';

/** One port, from inside out: the program, this machine's firewall, the router, the provider. */
export const portConditions = defineConditions({
  'port-nothing-listens': { who: 'store', message: 'support' },
  'port-loopback-only': { who: 'vendor', message: 'vendor' },
  'port-ipv6-only': { who: 'vendor', message: 'vendor' },
  'port-on-another-address': { who: 'network-technician', message: 'network-technician' },
  'port-not-at-lan-address': { who: 'network-technician', message: 'network-technician' },
  'firewall-no-rule': { who: 'network-technician', message: 'network-technician', fix: 'open-port' },
  'firewall-rule-blocks': {
    who: 'network-technician',
    message: 'network-technician',
    fix: 'remove-block-rules',
  },
  'firewall-blocks-all': { who: 'network-technician', message: 'network-technician' },
  'firewall-policy-overrides': { who: 'network-technician', message: 'network-technician' },
  'firewall-other-profile': { who: 'network-technician', message: 'network-technician', fix: 'open-port' },
  'firewall-other-caller': { who: 'network-technician', message: 'network-technician' },
  'firewall-rule-off': { who: 'network-technician', message: 'network-technician', fix: 'open-port' },
  'firewall-third-party': { who: 'network-technician', message: 'network-technician' },
  'router-mapping-missing': { who: 'provider', message: 'provider' },
  'router-mapping-elsewhere': { who: 'provider', message: 'provider' },
  'router-mapping-other-port': { who: 'provider', message: 'provider' },
  'router-mapping-off': { who: 'provider', message: 'provider' },
  'router-line-down': { who: 'provider', message: 'provider', hides: ['port-closed-from-outside'] },
  // Behind a shared address nothing can be led through: asking for the port would be in vain.
  'carrier-grade-nat': {
    who: 'provider',
    message: 'provider',
    hides: ['router-mapping-missing', 'port-closed-from-outside', 'public-address-differs'],
  },
  // The router's own words: its line is up, and it has no address to lead a port through.
  'router-without-public-address': {
    who: 'provider',
    message: 'provider',
    hides: ['router-mapping-missing', 'port-closed-from-outside'],
  },
  'double-nat': { who: 'provider', message: 'provider', hides: ['port-closed-from-outside'] },
  'public-address-differs': { who: 'provider', message: 'provider', hides: ['port-closed-from-outside'] },
  'port-closed-from-outside': { who: 'provider', message: 'provider' },
  'port-answered-by-another': { who: 'provider', message: 'provider' },
  'port-open-not-proved-here': { who: 'network-technician' },
  'port-open-to-everyone': { who: 'network-technician', message: 'network-technician' },
  'port-not-tested-from-vendor': { who: 'vendor', message: 'vendor' },
});
