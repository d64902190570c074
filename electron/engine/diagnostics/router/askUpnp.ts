import { isIPv4 } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { allElements, childText, findElement, readXml } from './readXml.ts';
import type { XmlElement } from './readXml.ts';
import { routerHttp } from './routerHttp.ts';
import type { MappingAnswer, RouterModel, UpnpFacts, UpnpProblem } from './routerTypes.ts';

/** A router has one line, seldom two; more are not asked. */
const mostServices = 3;
const mostText = 80;

interface Asked {
  readonly gateway: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
interface Service {
  readonly type: string;
  readonly control: URL;
}
/** What a SOAP call came to: its answer, or the router's fault. */
type Reply = { readonly answer: XmlElement } | { readonly fault: number | null };

/** What a router says of itself is shown to people: one line, no control characters. */
function line(text: string | null): string | null {
  const cleaned = (text ?? '')
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim()
    .slice(0, mostText)
    .trim();
  return cleaned === '' ? null : cleaned;
}

function whole(text: string | null, most: number): number | null {
  return text !== null && /^\d{1,10}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

/**
 * Reads what the router describes and asks it for its line, its outer address and the mappings of these ports.
 * Only addresses on the gateway itself are followed.
 * @throws EloError `cancelled`
 */
export async function askUpnp(
  o: Asked & { readonly descriptions: readonly URL[]; readonly ports: readonly number[] },
): Promise<UpnpFacts> {
  let problem: UpnpProblem = 'no-service';
  let model: RouterModel | null = null;
  for (const url of o.descriptions) {
    try {
      const reply = await routerHttp({ ...o, url });
      if ('problem' in reply || reply.status !== 200) {
        problem = 'problem' in reply ? reply.problem : 'failed';
        continue;
      }
      const document = readXml(reply.body);
      model ??= modelOf(document);
      const services = servicesOf(document, url);
      if (services.some(({ control }) => control.hostname !== o.gateway)) {
        problem = 'elsewhere';
        continue;
      }
      if (services.length === 0) continue;
      return { model: modelOf(document), ...(await askServices(o, services)) };
    } catch (error) {
      if (o.signal.aborted) throw error;
      problem = 'not-understood';
    }
  }
  return { seen: 'yes', problem, model, ...nothing };
}

const nothing = {
  connection: 'unknown',
  uptimeSeconds: null,
  externalAddress: null,
  mappings: [],
} as const;

function modelOf(document: XmlElement): RouterModel | null {
  const device = findElement(document, 'device');
  if (device === null) return null;
  const model = {
    manufacturer: line(childText(device, 'manufacturer')),
    name: line(childText(device, 'modelName')) ?? line(childText(device, 'friendlyName')),
    number: line(childText(device, 'modelNumber')),
  };
  return Object.values(model).every((part) => part === null) ? null : model;
}

/** The services that map ports, with the place to ask each. */
function servicesOf(document: XmlElement, description: URL): Service[] {
  const base = childText(document, 'URLBase');
  const from = base !== null && URL.canParse(base) ? new URL(base) : description;
  return allElements(document, 'service')
    .flatMap((service): Service[] => {
      const type = childText(service, 'serviceType') ?? '';
      const control = childText(service, 'controlURL');
      if (!/^urn:schemas-upnp-org:service:WAN(IP|PPP)Connection:[12]$/.test(type)) return [];
      if (control === null || !URL.canParse(control, from.href)) return [];
      return [{ type, control: new URL(control, from) }];
    })
    .slice(0, mostServices);
}

async function askServices(
  o: Asked & { readonly ports: readonly number[] },
  services: readonly Service[],
): Promise<Omit<UpnpFacts, 'model'>> {
  const status = await Promise.all(services.map((service) => call(o, service, 'GetStatusInfo', [])));
  const words = status.map((reply) =>
    'answer' in reply ? childText(reply.answer, 'NewConnectionStatus') : null,
  );
  // The line that is up; else the first, which is the only one nearly everywhere.
  const index = Math.max(0, words.indexOf('Connected'));
  const service = services[index];
  const reply = status[index];
  if (service === undefined || reply === undefined) return { seen: 'yes', problem: 'no-service', ...nothing };
  const [outer, mappings] = await Promise.all([
    call(o, service, 'GetExternalIPAddress', []),
    Promise.all(o.ports.map((port) => mappingOf(o, service, port))),
  ]);
  const address = 'answer' in outer ? childText(outer.answer, 'NewExternalIPAddress') : null;
  const word = words[index];
  const understood =
    'answer' in reply || 'answer' in outer || mappings.some(({ state }) => state !== 'unknown');
  return {
    seen: 'yes',
    problem: understood ? null : 'not-understood',
    connection: word === 'Connected' ? 'connected' : word === 'Disconnected' ? 'disconnected' : 'unknown',
    uptimeSeconds: 'answer' in reply ? whole(childText(reply.answer, 'NewUptime'), 2 ** 32) : null,
    externalAddress: address !== null && isIPv4(address) && address !== '0.0.0.0' ? address : null,
    mappings,
  };
}

async function mappingOf(o: Asked, service: Service, port: number): Promise<MappingAnswer> {
  const reply = await call(o, service, 'GetSpecificPortMappingEntry', [
    ['NewRemoteHost', ''],
    ['NewExternalPort', String(port)],
    ['NewProtocol', 'TCP'],
  ]);
  const unknown: MappingAnswer = {
    port,
    protocol: 'TCP',
    state: 'unknown',
    internalAddress: null,
    internalPort: null,
    enabled: null,
    description: null,
    leaseSeconds: null,
    fault: null,
  };
  if (!('answer' in reply)) {
    // 714 NoSuchEntryInArray; 606 Action not authorized (WANIPConnection:1 §2.4.18, Device Architecture §3.2.2).
    const state = reply.fault === 714 ? 'none' : reply.fault === 606 ? 'not-authorised' : 'unknown';
    return { ...unknown, state, fault: reply.fault };
  }
  const internalAddress = childText(reply.answer, 'NewInternalClient');
  if (internalAddress === null || !isIPv4(internalAddress)) return unknown;
  const enabled = childText(reply.answer, 'NewEnabled');
  return {
    ...unknown,
    state: 'mapped',
    internalAddress,
    internalPort: whole(childText(reply.answer, 'NewInternalPort'), 65_535),
    enabled: enabled === null ? null : /^(1|true|yes)$/i.test(enabled),
    description: line(childText(reply.answer, 'NewPortMappingDescription')),
    leaseSeconds: whole(childText(reply.answer, 'NewLeaseDuration'), 2 ** 32),
  };
}

/** One action of one service. Only `Get…` is ever called: nothing is made or deleted. */
async function call(
  o: Asked,
  service: Service,
  action: `Get${string}`,
  values: readonly (readonly [string, string])[],
): Promise<Reply> {
  const body = [
    '<?xml version="1.0"?>',
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">',
    `<s:Body><u:${action} xmlns:u="${service.type}">`,
    ...values.map(([name, value]) => `<${name}>${value}</${name}>`),
    `</u:${action}></s:Body></s:Envelope>`,
  ].join('');
  try {
    const reply = await routerHttp({
      ...o,
      url: service.control,
      post: { action: `${service.type}#${action}`, body },
    });
    if ('problem' in reply) return { fault: null };
    const document = readXml(reply.body);
    const answer = findElement(document, `${action}Response`);
    if (reply.status === 200 && answer !== null) return { answer };
    return { fault: whole(findElement(document, 'errorCode')?.text ?? null, 99_999) };
  } catch (error) {
    if (o.signal.aborted) throw error;
    return { fault: null };
  }
}
