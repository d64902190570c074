import { createServer } from 'node:net';
import type { Socket } from 'node:net';

export interface FakeServer {
  readonly port: number;
  /** Everything that was sent to it. */
  heard(): Buffer;
  connections(): number;
  stop(): Promise<void>;
}

/** A listener on a loopback port that does with each connection what it is told to. */
export function startFake(serve: (socket: Socket) => void): Promise<FakeServer> {
  const parts: Buffer[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => parts.push(bytes));
    socket.on('close', () => open.delete(socket));
    serve(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        heard: () => Buffer.concat(parts),
        connections: () => connections,
        stop: () =>
          new Promise((done) => {
            for (const socket of open) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

/** MySQL's error packet, as it comes instead of a greeting. */
export function mysqlError(number: number, message: string): Buffer {
  const payload = Buffer.concat([
    Buffer.from([0xff, number & 0xff, number >> 8]),
    Buffer.from(message, 'latin1'),
  ]);
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  return Buffer.concat([head, payload]);
}

/** A TDS packet of a server's answer. */
function tdsPacket(payload: Buffer): Buffer {
  const head = Buffer.from([4, 1, 0, 0, 0, 0, 1, 0]);
  head.writeUInt16BE(head.length + payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** Enough of SQL Server to say who it is and to refuse a login with an error's number (MS-TDS 2.2.7.10). */
export function sqlserver(errors: readonly number[]): (socket: Socket) => void {
  const options = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 4, 4, 0, 0, 2]);
  const text = (value: string, lengthBytes: 1 | 2): Buffer => {
    const length = Buffer.alloc(lengthBytes);
    length.writeUIntLE(value.length, 0, lengthBytes);
    return Buffer.concat([length, Buffer.from(value, 'utf16le')]);
  };
  const error = (number: number): Buffer => {
    const head = Buffer.alloc(6);
    head.writeInt32LE(number, 0);
    head.writeUInt8(1, 4);
    head.writeUInt8(14, 5);
    const line = Buffer.from([1, 0, 0, 0]);
    const body = Buffer.concat([head, text('Login failed for user.', 2), text('SRV', 1), text('', 1), line]);
    const length = Buffer.alloc(3);
    length.writeUInt8(0xaa, 0);
    length.writeUInt16LE(body.length, 1);
    return Buffer.concat([length, body]);
  };
  const done = Buffer.from([0xfd, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  return (socket) => {
    socket.on('data', (bytes) => {
      if (bytes[0] === 0x12) socket.write(tdsPacket(options));
      if (bytes[0] === 0x10) socket.end(tdsPacket(Buffer.concat([...errors.map(error), done])));
    });
  };
}

function tnsPacket(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(head.length + payload.length, 0);
  head[4] = type;
  return Buffer.concat([head, payload]);
}

/**
 * Enough of an Oracle listener to answer `ping` and to refuse a service with an error's number, or to accept as a
 * version that is too old.
 */
export function oracleListener(
  answer: { readonly refuse: number } | { readonly acceptAs: number },
): (socket: Socket) => void {
  const refusal = (number: number): Buffer => {
    const data = Buffer.from(
      `(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=${number})(ERROR_STACK=(ERROR=(CODE=${number})(EMFI=4))))`,
      'latin1',
    );
    const head = Buffer.from([0x22, 0, 0, 0]);
    head.writeUInt16BE(data.length, 2);
    return tnsPacket(4, Buffer.concat([head, data]));
  };
  const accept = (version: number): Buffer => {
    const body = Buffer.alloc(24);
    body.writeUInt16BE(version, 0);
    body.writeUInt16BE(0x0801, 2);
    body.writeUInt16BE(2_048, 4);
    body.writeUInt16BE(0x7fff, 6);
    body.writeUInt16BE(32, 12);
    // No negotiation of Oracle's own encryption.
    body.writeUInt16BE(0x0404, 14);
    return tnsPacket(2, body);
  };
  return (socket) => {
    socket.on('data', (bytes) => {
      if (bytes.includes('COMMAND=ping')) socket.end(refusal(0));
      else if ('refuse' in answer) socket.end(refusal(answer.refuse));
      else socket.write(accept(answer.acceptAs));
    });
  };
}

/** Enough of PostgreSQL to offer no encryption and to refuse a login with a state. */
export function postgresql(state: string): (socket: Socket) => void {
  return (socket) => {
    socket.on('data', (bytes) => {
      if (bytes.length === 8) return void socket.write('N');
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${state}\0Mrefused\0\0`, 'latin1');
      const head = Buffer.alloc(5);
      head.write('E', 0, 'latin1');
      head.writeUInt32BE(4 + fields.length, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  };
}

/** Enough of MariaDB to greet and to refuse the login with a number. */
export function mysqlGreeting(number: number): (socket: Socket) => void {
  const scramble = Buffer.alloc(8, 65);
  const payload = Buffer.concat([
    Buffer.from([10]),
    Buffer.from('5.5.5-10.11.19-MariaDB\0', 'latin1'),
    Buffer.from([1, 0, 0, 0]),
    scramble,
    // Filler; capabilities: protocol 4.1 (0x0200), secure connection (0x8000), plugins (0x00080000), no encryption;
    // character set, status, length of the scramble.
    Buffer.from([0, 0x00, 0x82, 45, 2, 0, 0x08, 0x00, 21]),
    Buffer.alloc(10),
    Buffer.alloc(12, 66),
    Buffer.from('\0mysql_native_password\0', 'latin1'),
  ]);
  return (socket) => {
    const head = Buffer.alloc(4);
    head.writeUIntLE(payload.length, 0, 3);
    socket.write(Buffer.concat([head, payload]));
    socket.once('data', () => {
      const refusal = Buffer.from(mysqlError(number, '#28000Access denied'));
      refusal[3] = 2;
      socket.end(refusal);
    });
  };
}
