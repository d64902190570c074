/** The sign-in page of a guest network: whatever is asked for, it leads to itself. Usage: ADDRESS PORT */
import { once } from 'node:events';
import { createServer } from 'node:http';

const [address, port] = process.argv.slice(2);
const server = createServer((_request, response) =>
  response.writeHead(302, { location: 'http://entrada.example/' }).end(),
);
server.listen({ host: address, port: Number(port) });
await once(server, 'listening');
process.stdout.write('ready\n');
