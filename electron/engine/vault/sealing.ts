import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EloError } from '../../../shared/domain/eloError.ts';

/** AES-256. */
export const keyBytes = 32;
/** The size AES-GCM is defined for (NIST SP 800-38D §5.2.1.1); random, so safe for 2^32 seals under one key. */
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of everything sealed; part of the authenticated data. */
const format = 1;

/** What a seal is bound to: a sealed value moved under another name, key or format does not open. */
function boundTo(name: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['elo-secret', format, keyId, name]), 'utf8');
}

/** `format (1) · nonce (12) · ciphertext · tag (16)`. */
export function seal(key: Uint8Array, keyId: string, name: string, secret: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(name, keyId));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(format), nonce, body, cipher.getAuthTag()]);
}

/** @throws EloError `secret-unreadable` when key, name, format or a single bit is not what it was. */
export function unseal(key: Uint8Array, keyId: string, name: string, sealed: Uint8Array): string {
  try {
    const bytes = Buffer.from(sealed);
    if (bytes.length < 1 + nonceBytes + tagBytes || bytes[0] !== format) throw new Error('not our format');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(boundTo(name, keyId));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const body = bytes.subarray(1 + nonceBytes, -tagBytes);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new EloError('secret-unreadable', 'A sealed secret does not open', {
      cause: error,
      remedy: 'sign-in',
    });
  }
}
