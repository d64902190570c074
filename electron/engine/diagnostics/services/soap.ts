import { readXml } from './readXml.ts';

/** What a call of a web service came to. */
export type SoapAnswer =
  | { readonly kind: 'answered' }
  /** The service itself refuses: what it says, as a class. */
  | { readonly kind: 'fault'; readonly login: boolean; readonly faultCode: string | null }
  /** No SOAP at all. */
  | { readonly kind: 'strange' };

/** Words with which services say that user or password are wrong; their texts are not kept, they may name people. */
const loginWords =
  /credencia|credential|usu[aá]rio|senha|user|password|contrase|login|autentic|authent|unauthori[sz]ed|n[aã]o autorizad|acesso negado|access denied|permiss/i;

/** Where Senior's services tell an error inside a good answer. */
const errorElements = new Set(['erroExecucao', 'mensagemErro']);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * A call with user and password as Senior's services take them (user, password, encryption, parameters), the
 * parameters empty.
 */
export function soapCall(o: {
  readonly namespace: string;
  readonly operation: string;
  readonly user: string;
  readonly password: string;
}): string {
  const operation = o.operation.replaceAll(/[^\w.-]/g, '');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
    `xmlns:ser="${escaped(o.namespace)}"><soapenv:Body><ser:${operation}>` +
    `<user>${escaped(o.user)}</user><password>${escaped(o.password)}</password>` +
    `<encryption>0</encryption><parameters></parameters></ser:${operation}></soapenv:Body></soapenv:Envelope>`
  );
}

/** Reads the answer to a call. Broken XML is `strange`. */
export function readSoap(bytes: Uint8Array): SoapAnswer {
  let body = false;
  let fault = false;
  let faultCode: string | null = null;
  const said: string[] = [];
  try {
    readXml(bytes, {
      open(name, _attributes, path) {
        if (name === 'Body' && path.at(-1) === 'Envelope') body = true;
        if (name === 'Fault' && path.at(-1) === 'Body') fault = true;
        return fault || errorElements.has(name);
      },
      text(name, text) {
        if (name === 'faultcode' || (name === 'Value' && faultCode === null))
          faultCode = text.trim().slice(0, 60);
        if (text.trim() !== '') said.push(text.slice(0, 2_000));
      },
    });
  } catch {
    return { kind: 'strange' };
  }
  if (!body) return { kind: 'strange' };
  if (!fault && said.length === 0) return { kind: 'answered' };
  return { kind: 'fault', login: said.some((text) => loginWords.test(text)), faultCode };
}

/**
 * Whether a call only looks, judged by its name: the profile names it, and a name that says something else is not
 * called. Senior's own test of a sign-in counts.
 */
export function isHarmless(operation: string): boolean {
  return (
    /^(consulta|consultar|obter|busca|buscar|lista|listar|get|list|find|read|query|search|ping|status|versao|version|authenticate|autenticar|valida[r]?usuario|testar?)/i.test(
      operation,
    ) && !/(grava|inclu|exclu|alter|delet|update|insert|set|save|process|cancel|baixa|remov)/i.test(operation)
  );
}
