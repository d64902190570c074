import { isIPv4 } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { askGateway } from './askGateway.ts';
import type { NatPmpFacts, PcpFacts } from './routerTypes.ts';

/** RFC 6886 §3.2: version 0, opcode 0 (external address); the answer's opcode is 128. */
const natPmpQuestion = Buffer.from([0, 0]);
const natPmpAnswerBytes = 12;
/** RFC 6887 §7.1 and §14.1: version 2, opcode 0 (ANNOUNCE), which changes nothing. */
const pcpVersion = 2;
const pcpHeaderBytes = 24;
const answerBit = 0x80;

/** An ANNOUNCE from this address; lifetime and everything else is zero. */
function pcpQuestion(own: string): Buffer {
  const packet = Buffer.alloc(pcpHeaderBytes);
  packet[0] = pcpVersion;
  // The client's address as IPv4 in IPv6 (RFC 6887 §5).
  packet.writeUInt16BE(0xffff, 18);
  own.split('.').forEach((part, index) => packet.writeUInt8(Number(part), 20 + index));
  return packet;
}

/** `yes` for an answer to that question in that version and nothing else. */
const isNatPmp = (answer: Buffer): boolean =>
  answer[0] === 0 && answer[1] === answerBit && answer.length >= natPmpAnswerBytes;
/** An old NAT-PMP router answers PCP's version with "unsupported version" (RFC 6886 §3.5), eight bytes. */
const isOldNatPmp = (answer: Buffer): boolean =>
  answer[0] === 0 && answer[1] === answerBit && answer.length >= 8 && answer.readUInt16BE(2) === 1;
const isPcp = (answer: Buffer): boolean =>
  answer[0] === pcpVersion && answer[1] === answerBit && answer.length >= pcpHeaderBytes;

/** Asks for the router's outer address by NAT-PMP, and whether it speaks PCP. Nothing is made, renewed or deleted. */
export async function askMappingProtocols(o: {
  readonly gateway: string;
  readonly own: string;
  readonly port: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<{ readonly natPmp: NatPmpFacts; readonly pcp: PcpFacts }> {
  const ask = (packet: Buffer, understood: (answer: Buffer) => boolean) =>
    askGateway({ ...o, questions: [{ packet, address: o.gateway, port: o.port }], understood });
  const [pmp, pcp] = await Promise.all([
    ask(natPmpQuestion, isNatPmp),
    ask(pcpQuestion(o.own), (answer) => isPcp(answer) || isOldNatPmp(answer)),
  ]);
  return { natPmp: natPmpFacts(pmp), pcp: pcpFacts(pcp) };
}

function natPmpFacts(answers: readonly Buffer[] | null): NatPmpFacts {
  const nothing = { externalAddress: null, resultCode: null, epochSeconds: null };
  const answer = answers?.[0];
  if (answer === undefined) return { seen: answers === null ? 'not-checked' : 'no', ...nothing };
  const resultCode = answer.readUInt16BE(2);
  const address = [...answer.subarray(8, 12)].join('.');
  const known = resultCode === 0 && isIPv4(address) && address !== '0.0.0.0';
  return {
    seen: 'yes',
    externalAddress: known ? address : null,
    resultCode,
    epochSeconds: answer.readUInt32BE(4),
  };
}

function pcpFacts(answers: readonly Buffer[] | null): PcpFacts {
  const answer = answers?.find(isPcp);
  if (answer === undefined) {
    return { seen: answers === null ? 'not-checked' : 'no', resultCode: null, epochSeconds: null };
  }
  return { seen: 'yes', resultCode: answer.readUInt8(3), epochSeconds: answer.readUInt32BE(8) };
}
