/**
 * The sandbox on the internet of the lab: https before it, as a real service has, and every caller by his own address.
 * Usage: ADDRESS KEY CERTIFICATE DATA
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { createServer } from 'node:https';
import { startSandbox } from '../../sandbox/startSandbox.ts';

const [address = '', key = '', certificate = '', dataDir = ''] = process.argv.slice(2);
const { foccolojas } = await startSandbox({ dataDir, front: `https://${address}` });
const front = createServer(
  { key: readFileSync(key), cert: readFileSync(certificate) },
  (request, response) => {
    const onward = ask(
      new URL(request.url ?? '/', foccolojas),
      {
        method: request.method,
        headers: {
          ...request.headers,
          'x-forwarded-for': request.socket.remoteAddress?.replace(/^::ffff:/, ''),
          'x-forwarded-proto': 'https',
        },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  },
);
front.listen(443, address);
await once(front, 'listening');
process.stdout.write('ready\n');
