import assert from 'node:assert/strict';
import { getDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { it } from 'node:test';
import { getCACertificates } from 'node:tls';
import { trustSystemCertificates } from '../../../electron/engine/net/trustSystemCertificates.ts';

const base64 = (certificates: readonly string[]) =>
  new Set(certificates.map((one) => one.replaceAll(/\s/g, '')));

it('adds what the system trusts and never takes anything away', () => {
  const before = base64(getCACertificates('default'));
  const system = base64(getCACertificates('system'));
  const added = trustSystemCertificates();
  const trusted = base64(getCACertificates('default'));
  assert.deepEqual(trusted, before.union(system));
  assert.equal(trusted.size, before.size + added);
  assert.equal(getDefaultAutoSelectFamilyAttemptTimeout(), 5000);
});
