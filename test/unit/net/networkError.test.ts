import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { networkError } from '../../../electron/engine/net/networkError.ts';

const system = (code: string) => Object.assign(new Error(code), { code });

describe('networkError', () => {
  it('opens what Node throws when several addresses fail, and reports the one that says most', () => {
    const both = new AggregateError([system('ENETUNREACH'), system('ECONNREFUSED')]);
    const found = networkError(new Error('axios', { cause: both }));
    assert.deepEqual(
      [found.code, found.details['system'], found.retryable, found.remedy],
      ['network-refused', 'ECONNREFUSED', true, 'check-connection'],
    );
  });

  it('tells a wrong clock, an inspected connection and a wrong name apart', () => {
    assert.equal(networkError(system('CERT_NOT_YET_VALID')).code, 'tls-certificate-not-yet-valid');
    assert.equal(networkError(system('SELF_SIGNED_CERT_IN_CHAIN')).code, 'tls-untrusted');
    assert.equal(networkError(system('ERR_TLS_CERT_ALTNAME_INVALID')).code, 'tls-wrong-host');
    assert.equal(networkError(system('ERR_SSL_WRONG_VERSION_NUMBER')).code, 'tls-failed');
    assert.equal(networkError(system('HPE_INVALID_CONSTANT')).code, 'network-not-http');
  });

  it('leaves our own errors alone and survives anything thrown, circles included', () => {
    const ours = new EloError('cancelled', 'x');
    assert.equal(networkError(ours), ours);
    const circle = new Error('a');
    circle.cause = circle;
    for (const thrown of [circle, undefined, null, 'text', new AggregateError([])]) {
      assert.equal(networkError(thrown).code, 'network-failed');
    }
  });
});
