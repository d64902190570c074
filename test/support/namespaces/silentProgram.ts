/** A program that takes connections and says nothing. Usage: ADDRESS PORT */
import { once } from 'node:events';
import { createServer } from 'node:net';

const [address, port] = process.argv.slice(2);
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.resume();
});
server.listen({ host: address, port: Number(port) });
await once(server, 'listening');
process.stdout.write('ready\n');
