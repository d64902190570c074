import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { seal, unseal } from '../../../electron/engine/vault/sealing.ts';

const key = randomBytes(32);
const unreadable = { code: 'secret-unreadable' };

describe('sealing', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, name) => {
        const expected = Buffer.from(secret, 'utf8').toString('utf8');
        assert.equal(unseal(key, 'k', name, seal(key, 'k', name, secret)), expected);
      }),
    );
  });

  it('does not open with any bit changed, added or missing', () => {
    const sealed = seal(key, 'k', 'token', 'secret');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.throws(() => unseal(key, 'k', 'token', altered), unreadable, `bit ${bit}`);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      assert.throws(() => unseal(key, 'k', 'token', sealed.subarray(0, length)), unreadable);
    }
    assert.throws(() => unseal(key, 'k', 'token', Buffer.concat([sealed, Buffer.of(0)])), unreadable);
  });

  it('does not open under another name, key or key name', () => {
    const sealed = seal(key, 'k', 'token', 'secret');
    assert.throws(() => unseal(key, 'k', 'other', sealed), unreadable);
    assert.throws(() => unseal(key, 'j', 'token', sealed), unreadable);
    assert.throws(() => unseal(randomBytes(32), 'k', 'token', sealed), unreadable);
    assert.throws(() => unseal(Buffer.alloc(5), 'k', 'token', sealed), unreadable);
  });

  it('never looks the same twice', () => {
    assert.notDeepEqual(seal(key, 'k', 'token', 'secret'), seal(key, 'k', 'token', 'secret'));
  });
});
