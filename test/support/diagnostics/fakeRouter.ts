import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RouterPlaces } from '../../../electron/engine/diagnostics/router/routerTypes.ts';

/** On the loopback, but not the address the probe asks from. */
export const fakeGateway = '127.0.0.2';

export interface FakeRouterOptions {
  /** The answers to one search; default: one, that leads to this router's description. */
  readonly search?: (description: string) => readonly string[];
  /** Default: a router with one line. `undefined` never answers. */
  readonly description?: (request: IncomingMessage, response: ServerResponse, origin: string) => void;
  /** Answers an action; default: faults with 401 (invalid action). */
  readonly action?: (name: string, body: string, response: ServerResponse) => void;
  /** The datagrams that answer one question of NAT-PMP or PCP; default: that it is not allowed (code 2). */
  readonly mapping?: (question: Buffer) => readonly Buffer[];
}

const lineService = 'urn:schemas-upnp-org:service:WANIPConnection:1';

export function describeRouter(response: ServerResponse, control = '/control'): void {
  response.end(
    `<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device>
      <friendlyName>Roteador</friendlyName><manufacturer>Fábrica &amp; Filhos</manufacturer>
      <modelName>R-100</modelName><modelNumber>2</modelNumber><deviceList><device><serviceList><service>
      <serviceType>${lineService}</serviceType><controlURL>${control}</controlURL>
      </service></serviceList></device></deviceList></device></root>`,
  );
}

export function soap(
  response: ServerResponse,
  action: string,
  values: Readonly<Record<string, string>>,
): void {
  const inner = Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
  response.end(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:${action}Response xmlns:u="${lineService}">${inner}</u:${action}Response></s:Body></s:Envelope>`,
  );
}

export function soapFault(response: ServerResponse, code: number): void {
  response.statusCode = 500;
  response.end(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>${code}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>`,
  );
}

export interface FakeRouter {
  readonly places: RouterPlaces;
  /** Actions that were asked for, in order. */
  readonly actions: string[];
  /** Every question of NAT-PMP and PCP. */
  readonly questions: Buffer[];
  close(): Promise<void>;
}

/** A router on 127.0.0.2 that does what the test wants, truly over the network of the machine itself. */
export async function fakeRouter(o: FakeRouterOptions = {}): Promise<FakeRouter> {
  const actions: string[] = [];
  const questions: Buffer[] = [];
  const http = createServer((request, response) => {
    if (request.method === 'GET') {
      if (o.description === undefined) describeRouter(response);
      else o.description(request, response, origin);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const name = /#(\w+)"$/.exec(String(request.headers['soapaction']))?.[1] ?? '';
      actions.push(name);
      if (o.action === undefined) soapFault(response, 401);
      else o.action(name, Buffer.concat(parts).toString('utf8'), response);
    });
  });
  http.listen(0, fakeGateway);
  await once(http, 'listening');
  const origin = `http://${fakeGateway}:${(http.address() as AddressInfo).port}`;

  const ssdp = createSocket('udp4');
  ssdp.on('message', (_question, from) => {
    const answers = o.search?.(`${origin}/rootDesc.xml`) ?? [searchAnswer(`${origin}/rootDesc.xml`)];
    for (const answer of answers) ssdp.send(answer, from.port, from.address);
  });
  ssdp.bind(0, fakeGateway);
  await once(ssdp, 'listening');

  const mapping = createSocket('udp4');
  mapping.on('message', (question, from) => {
    questions.push(question);
    for (const answer of o.mapping?.(question) ?? [notAllowed(question)])
      mapping.send(answer, from.port, from.address);
  });
  mapping.bind(0, fakeGateway);
  await once(mapping, 'listening');

  return {
    places: { ssdpPort: ssdp.address().port, mappingPort: mapping.address().port, multicast: null },
    actions,
    questions,
    async close() {
      ssdp.close();
      mapping.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

export const searchAnswer = (location: string): string =>
  `HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\nLOCATION: ${location}\r\nUSN: uuid:1\r\n\r\n`;

function notAllowed(question: Buffer): Buffer {
  const answer = Buffer.alloc(question[0] === 0 ? 12 : 24);
  answer.set([question[0] ?? 0, 128, 0, 2]);
  return answer;
}
