/**
 * A router that tells its outer address by NAT-PMP whatever it is, as many at home do; Debian's miniupnpd refuses to tell
 * one that is not public. Usage: OWN OUTER
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [own, outer = ''] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.on('message', (question, from) => {
  if (question.length !== 2 || question[0] !== 0 || question[1] !== 0) return;
  const answer = Buffer.from([0, 128, 0, 0, 0, 0, 0, 1, ...outer.split('.').map(Number)]);
  socket.send(answer, from.port, from.address);
});
socket.bind(5351, own);
await once(socket, 'listening');
process.stdout.write('ready\n');
