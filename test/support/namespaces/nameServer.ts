/** A server of names (RFC 1035) that knows one name. Usage: ADDRESS answers|invents|fails */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [address = '', how] = process.argv.slice(2);
const known = 'registro.br';
const socket = createSocket('udp4');

/** The name asked for, and where the question ends. */
function questionOf(message: Buffer): { readonly name: string; readonly end: number; readonly type: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5, type: message.readUInt16BE(at + 1) };
}

socket.on('message', (message, from) => {
  const { name, end, type } = questionOf(message);
  const found = type === 1 && how !== 'fails' && (name === known || how === 'invents');
  const head = Buffer.from(message.subarray(0, 12));
  // An answer, recursion available; code 3 no such name, 2 the server failed.
  const code = how === 'fails' ? 2 : found || name === known || how === 'invents' ? 0 : 3;
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  // A pointer to the name, type A, class IN, 60 s, four bytes.
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 177, 20, 30, 10]);
  const parts = found ? [head, message.subarray(12, end), answer] : [head, message.subarray(12, end)];
  socket.send(Buffer.concat(parts), from.port, from.address);
});
socket.bind(53, address);
await once(socket, 'listening');
process.stdout.write('ready\n');
