import { randomBytes } from 'node:crypto';

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), u16(body.length), body]);

/**
 * A first message of TLS of exactly so many bytes, padded as RFC 7685 has it. It offers nothing a server could choose
 * (a reserved suite, RFC 8701), so any server ends it with an answer of a few bytes.
 * @param bytes at least 400
 */
export function clientHello(bytes: number, host: string): Buffer {
  const isName = !/^[\d.]+$|:/.test(host);
  const name = Buffer.from(host, 'latin1');
  const named = isName
    ? [extension(0, Buffer.concat([u16(name.length + 3), Buffer.from([0]), u16(name.length), name]))]
    : [];
  // Version 1.2, no session, one suite, no compression.
  const head = Buffer.concat([
    Buffer.from([3, 3]),
    randomBytes(32),
    Buffer.from([0, 0, 2, 0x0a, 0x0a, 1, 0]),
  ]);
  const without = 5 + 4 + head.length + 2 + named.reduce((sum, { length }) => sum + length, 0) + 4;
  const extensions = Buffer.concat([...named, extension(21, Buffer.alloc(bytes - without))]);
  const body = Buffer.concat([head, u16(extensions.length), extensions]);
  const message = Buffer.concat([Buffer.from([1, 0]), u16(body.length), body]);
  return Buffer.concat([Buffer.from([22, 3, 1]), u16(message.length), message]);
}
