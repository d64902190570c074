/** What speaks on a port, told by its first bytes. */
export type Spoken =
  | 'mysql'
  | 'postgresql'
  | 'sqlserver'
  | 'oracle'
  | 'http'
  | 'tls'
  | 'ssh'
  | 'mail-or-ftp'
  | 'redis'
  | 'unknown';

export interface Recognised {
  readonly spoken: Spoken;
  /** What the server says of itself before any login. */
  readonly version?: string;
  /** It offers (or demands) encryption. */
  readonly offersEncryption?: boolean;
  /** It turns us away at once, with this number (MySQL) or state (PostgreSQL). */
  readonly refusal?: string;
}

/** CLIENT_SSL among the capabilities of MySQL's greeting (MySQL internals, "Connection Phase Packets"). */
const CLIENT_SSL = 0x0800;

/** PostgreSQL's SSLRequest: length 8, code 80877103 (PostgreSQL documentation, "Message Formats"). */
export const postgresqlQuestion: Uint8Array = Uint8Array.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** TDS PRELOGIN with VERSION and ENCRYPTION (MS-TDS 2.2.6.5); encryption 0: off, the server says what it wants. */
export const sqlserverQuestion: Uint8Array = Uint8Array.from([
  0x12, 0x01, 0x00, 0x1a, 0, 0, 0, 0, 0x00, 0, 11, 0, 6, 0x01, 0, 17, 0, 1, 0xff, 17, 0, 0, 0, 0, 0, 0,
]);

/** What `tnsping` sends: a CONNECT packet that asks the listener to say that it is there. */
export const oracleQuestion: Uint8Array = tnsConnect('(DESCRIPTION=(CONNECT_DATA=(COMMAND=ping)))');

/** Enough for a web server to answer in its own words. */
export const httpQuestion: Uint8Array = Buffer.from('GET / HTTP/1.0\r\n\r\n', 'latin1');

function tnsConnect(descriptor: string): Uint8Array {
  const data = Buffer.from(descriptor, 'latin1');
  const head = Buffer.alloc(58);
  head.writeUInt16BE(head.length + data.length, 0);
  head[4] = 1; // CONNECT
  head.writeUInt16BE(0x0136, 8); // version 310
  head.writeUInt16BE(0x012c, 10); // lowest version 300
  head.writeUInt16BE(0x0800, 14); // SDU
  head.writeUInt16BE(0x7fff, 16); // TDU
  head.writeUInt16BE(0x7f08, 18);
  head.writeUInt16BE(1, 22); // byte order
  head.writeUInt16BE(data.length, 24);
  head.writeUInt16BE(head.length, 26); // where the data begins
  return Buffer.concat([head, data]);
}

/** Names a protocol by the first bytes of an answer; `null` while there are too few of them to tell. */
export function recognise(bytes: Buffer): Recognised | null {
  if (bytes.length === 0) return null;
  const text = bytes.toString('latin1', 0, 64);
  if (text.startsWith('SSH-')) return { spoken: 'ssh' };
  if (text.startsWith('HTTP/') || /^<(!doctype|html)/i.test(text)) return { spoken: 'http' };
  if (/^(220|\+OK|\* OK)[ -]/.test(text)) return { spoken: 'mail-or-ftp' };
  if (/^(-ERR|\+PONG|-NOAUTH|-DENIED)/.test(text)) return { spoken: 'redis' };
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3 && (bytes[2] ?? 9) <= 4)
    return { spoken: 'tls' };
  if (text === 'S' || text === 'N') return { spoken: 'postgresql', offersEncryption: text === 'S' };
  return (
    mysqlGreeting(bytes) ?? postgresqlError(bytes) ?? tdsAnswer(bytes) ?? tnsAnswer(bytes) ?? unknownOf(bytes)
  );
}

/** A few bytes may be the beginning of anything. */
const unknownOf = (bytes: Buffer): Recognised | null => (bytes.length < 8 ? null : { spoken: 'unknown' });

function mysqlGreeting(bytes: Buffer): Recognised | null {
  // Three bytes of length, number of the packet, then the protocol's version or an error.
  if (bytes.length < 7 || bytes[3] !== 0) return null;
  const length = bytes.readUIntLE(0, 3);
  if (length < 3 || length > 1_024) return null;
  if (bytes[4] === 0xff) return { spoken: 'mysql', refusal: String(bytes.readUInt16LE(5)) };
  if (bytes[4] !== 10) return null;
  const end = bytes.indexOf(0, 5);
  if (end < 0 || end > 80) return null;
  // 5.5.5- stands before MariaDB's version so that old clients take it (MariaDB knowledge base).
  const version = bytes.toString('latin1', 5, end).replace(/^5\.5\.5-(?=\d+\.)/, '');
  if (!/^\d+\./.test(version)) return null;
  const capabilities = end + 1 + 4 + 8 + 1;
  if (bytes.length < capabilities + 2) return null;
  return {
    spoken: 'mysql',
    version: version.replaceAll(/[^\w.+~ -]/g, '').slice(0, 60),
    offersEncryption: (bytes.readUInt16LE(capabilities) & CLIENT_SSL) !== 0,
  };
}

function postgresqlError(bytes: Buffer): Recognised | null {
  if (bytes[0] !== 0x45 || bytes.length < 12) return null; // 'E'
  const length = bytes.readUInt32BE(1);
  if (length < 8 || length > 8_192 || bytes[5] !== 0x53) return null; // field 'S'
  const code = /\0C([0-9A-Z]{5})\0/.exec(bytes.toString('latin1'))?.[1];
  return { spoken: 'postgresql', offersEncryption: false, ...(code === undefined ? {} : { refusal: code }) };
}

function tdsAnswer(bytes: Buffer): Recognised | null {
  // A response (type 4) that is the last packet of its message.
  if (bytes.length < 20 || bytes[0] !== 4 || bytes[1] !== 1 || bytes.readUInt16BE(2) > bytes.length)
    return null;
  let version: string | undefined;
  let offersEncryption: boolean | undefined;
  for (let at = 8; at + 5 <= bytes.length && bytes[at] !== 0xff; at += 5) {
    const place = 8 + bytes.readUInt16BE(at + 1);
    const length = bytes.readUInt16BE(at + 3);
    if (place + length > bytes.length) return null;
    if (bytes[at] === 0 && length === 6) {
      version = `${bytes.readUInt8(place)}.${bytes.readUInt8(place + 1)}.${bytes.readUInt16BE(place + 2)}`;
    }
    // 2: not supported (MS-TDS 2.2.6.5).
    if (bytes[at] === 1 && length >= 1) offersEncryption = bytes[place] !== 2;
  }
  if (version === undefined) return null;
  return { spoken: 'sqlserver', version, offersEncryption: offersEncryption ?? false };
}

/** Accept, refuse, redirect, resend. */
const tnsAnswers: ReadonlySet<number> = new Set([2, 4, 5, 11]);

function tnsAnswer(bytes: Buffer): Recognised | null {
  if (bytes.length < 8) return null;
  const length = bytes.readUInt16BE(0) || bytes.readUInt32BE(0);
  if (!tnsAnswers.has(bytes.readUInt8(4)) || bytes.readUInt16BE(2) !== 0) return null;
  if (length < 8 || length > 8_192 || bytes[5] !== 0) return null;
  const packed = Number(/VSNNUM=(\d{1,10})/.exec(bytes.toString('latin1'))?.[1] ?? 0);
  // One byte, then half bytes: 0x13000000 is 19.0.
  const version = packed === 0 ? undefined : `${packed >>> 24}.${(packed >>> 20) & 15}`;
  return { spoken: 'oracle', offersEncryption: false, ...(version === undefined ? {} : { version }) };
}
