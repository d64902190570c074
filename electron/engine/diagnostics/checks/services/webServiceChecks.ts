import type { Check, CheckContext, Evidence, Finding } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { readWsdl } from '../../services/readWsdl.ts';
import type { Wsdl } from '../../services/readWsdl.ts';
import { statusProblem } from '../../services/serviceProblems.ts';
import { isHarmless, readSoap, soapCall } from '../../services/soap.ts';
import { failed, failedExchange, isFinding, placeOfUrl, secretFrom, urlFrom } from './serviceFindings.ts';

/** Descriptions of large services are half a megabyte. */
const mostBytes = 4 * 1024 * 1024;
const timeMs = 7_000;

type Described = { readonly wsdl: Wsdl; readonly url: URL; readonly evidence: Evidence };

/** Web services by their description (WSDL): there, whole, with the operations that are needed; and a sign-in. */
export function webServiceChecks({ http }: DiagnosticsParts): readonly Check[] {
  const fetchXml = async (url: URL, signal: AbortSignal): Promise<{ status: number; bytes: Uint8Array }> => {
    const { status, body } = await http.request({
      method: 'GET',
      url: url.href,
      responseType: 'bytes',
      maxResponseBytes: mostBytes,
      timeoutMs: timeMs,
      plainHttp: true,
      signal,
    });
    return { status, bytes: body };
  };

  /** The description, with the part that some servers keep apart; or why there is none. */
  const describe = async (context: CheckContext): Promise<Described | Finding> => {
    const url = urlFrom(context);
    if (isFinding(url)) return url;
    const evidence = placeOfUrl(url);
    try {
      const { status, bytes } = await fetchXml(url, context.signal);
      const wrong = statusProblem(status);
      const seen = { ...evidence, httpStatus: status };
      if (wrong !== null) return failed(wrong, seen);
      let wsdl = sound(bytes);
      if (wsdl === null) return failed('service-not-wsdl', seen);
      const [apart] = wsdl.imports;
      if (wsdl.operations.length === 0 && apart !== undefined && URL.canParse(apart, url.href)) {
        // The same server as we reach it: the address inside is often one that only it knows.
        const there = new URL(apart, url.href);
        there.host = url.host;
        there.protocol = url.protocol;
        const more = sound((await fetchXml(there, context.signal)).bytes);
        if (more !== null) {
          const targetNamespace = more.targetNamespace === '' ? wsdl.targetNamespace : more.targetNamespace;
          wsdl = {
            ...more,
            service: wsdl.service ?? more.service,
            address: wsdl.address ?? more.address,
            targetNamespace,
          };
        }
      }
      return { wsdl, url, evidence: seen };
    } catch (thrown) {
      return failedExchange(thrown, evidence);
    }
  };

  return [
    {
      code: 'web-service',
      needs: [],
      budgetMs: 9_000,
      async run(context) {
        const described = await describe(context);
        if ('status' in described) return described;
        const { wsdl, evidence } = described;
        const seen = {
          ...evidence,
          operations: wsdl.operations.slice(0, 50),
          count: wsdl.operations.length,
          ...(wsdl.service === null ? {} : { service: wsdl.service }),
        };
        if (wsdl.operations.length === 0) return failed('service-without-operations', seen);
        const wanted = (context.with['operations'] ?? '').split(/[,;]/).map((name) => name.trim());
        const absent = wanted.filter((name) => name !== '' && !wsdl.operations.includes(name));
        return absent.length > 0
          ? failed('service-operation-missing', { ...seen, absent: absent.join(', ') })
          : { status: 'ok', evidence: seen };
      },
    },
    {
      code: 'web-service-login',
      needs: [],
      budgetMs: 9_500,
      async run(context) {
        const { user, operation } = context.with;
        if (operation === undefined) return context.lacks('field:operation');
        if (user === undefined) return context.lacks('field:user');
        const password = await secretFrom(context, 'password');
        if (password === null) return context.lacks('secret:password');
        if (!isHarmless(operation)) {
          return { status: 'unknown', evidence: { reason: 'operation-not-harmless', operation } };
        }
        const described = await describe(context);
        if ('status' in described) return described;
        const { wsdl, url } = described;
        const evidence = { ...described.evidence, operation, user };
        if (!wsdl.operations.includes(operation)) {
          return failed('service-operation-missing', { ...evidence, absent: operation });
        }
        // Called where it was described: the address inside is often one that only the server knows.
        const there = new URL(url.href);
        there.search = '';
        try {
          const { status, body } = await http.request({
            method: 'POST',
            url: there.href,
            headers: {
              'content-type': 'text/xml; charset=utf-8',
              soapaction: `"${(wsdl.actions[operation] ?? '').replaceAll(/[^\x21\x23-\x7e]/g, '')}"`,
            },
            body: soapCall({ namespace: wsdl.targetNamespace, operation, user, password }),
            responseType: 'bytes',
            maxResponseBytes: mostBytes,
            timeoutMs: timeMs,
            plainHttp: true,
            signal: context.signal,
          });
          const seen = { ...evidence, httpStatus: status };
          const answer = readSoap(body);
          if (answer.kind === 'fault') {
            const told = { ...seen, ...(answer.faultCode === null ? {} : { faultCode: answer.faultCode }) };
            return failed(answer.login ? 'service-login-refused' : 'service-fault', told);
          }
          const wrong = statusProblem(status);
          if (wrong !== null)
            return failed(wrong === 'service-key-refused' ? 'service-login-refused' : wrong, seen);
          if (answer.kind === 'strange') return failed('service-answer-strange', seen);
          return described.evidence['encrypted'] === true
            ? { status: 'ok', evidence: seen }
            : { status: 'warning', condition: 'service-login-not-encrypted', evidence: seen };
        } catch (thrown) {
          return failedExchange(thrown, evidence);
        }
      },
    },
  ];
}

/** A description, or `null` where the bytes are something else. */
function sound(bytes: Uint8Array): Wsdl | null {
  try {
    return readWsdl(bytes);
  } catch {
    return null;
  }
}
