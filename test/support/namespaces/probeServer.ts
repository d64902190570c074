/** FoccoLojas' probe alone, over https, as the sandbox does it. Usage: ADDRESS KEY CERTIFICATE */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { buildPath } from '../../../shared/api/operations.ts';
import { probe } from '../../sandbox/server/portProbe.ts';

const [address, key = '', certificate = ''] = process.argv.slice(2);
const server = createServer(
  { key: readFileSync(key), cert: readFileSync(certificate) },
  (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === buildPath('getHealth')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        return;
      }
      if (request.url !== buildPath('probePort') || request.headers.authorization === undefined) {
        response.writeHead(404).end();
        return;
      }
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { port: number; nonce?: string };
      void probe(request.socket.remoteAddress ?? '', body, () => new Date().toISOString()).then((found) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found)),
      );
    });
  },
);
server.listen(443, address);
await once(server, 'listening');
// The page that is empty unless somebody on the way answers in its name.
const plain = createPlainServer((_request, response) => response.writeHead(204).end());
plain.listen(80, address);
await once(plain, 'listening');
process.stdout.write('ready\n');
