/** Asks the router by NAT-PMP to lead port 1666 to the machine it runs on. Usage: OWN ROUTER */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [own, router] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.bind(0, own);
await once(socket, 'listening');
// RFC 6886 §3.3: opcode 2 (TCP), inner port, outer port, lifetime in seconds.
const question = Buffer.alloc(12);
question[1] = 2;
question.writeUInt16BE(1666, 4);
question.writeUInt16BE(1666, 6);
question.writeUInt32BE(3_600, 8);
socket.send(question, 5351, router);
const [answer] = (await once(socket, 'message', { signal: AbortSignal.timeout(3_000) })) as [Buffer];
socket.close();
if (answer.readUInt16BE(2) !== 0) throw new Error(`the router refused: ${answer.readUInt16BE(2)}`);
