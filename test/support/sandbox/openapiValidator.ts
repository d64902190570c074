import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createParser } from 'eventsource-parser';
import { openapiDocument } from '../../../build/openapiDocument.ts';
import { BASE_PATH } from '../../../shared/api/common.ts';
import type { Exchange } from '../../sandbox/recorder.ts';

const require = createRequire(import.meta.url);
const DOCUMENT = fileURLToPath(new URL('../../../shared/api/foccolojas.openapi.yaml', import.meta.url));

/** The parts of Stoplight Prism and Ajv that are used: validators neither side of the contract wrote. */
interface PrismOperation {
  readonly iid: string;
  readonly method: string;
  readonly path: string;
}
interface Diagnostic {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}
type Either<Left, Right> =
  { readonly _tag: 'Left'; readonly left: Left } | { readonly _tag: 'Right'; readonly right: Right };
type Validate = (subject: {
  resource: PrismOperation;
  element: unknown;
}) => Either<readonly Diagnostic[], unknown>;
interface Prism {
  getHttpOperationsFromSpec(file: string): Promise<PrismOperation[]>;
}
interface PrismValidators {
  readonly validateInput: Validate;
  readonly validateOutput: Validate;
}
interface CompiledSchema {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
interface Ajv {
  addSchema(schema: object, key: string): Ajv;
  compile(schema: object): CompiledSchema;
}

/** What an exchange was found to be. */
export interface Finding {
  /** Operation of the document; null where no operation has such a method and path. */
  readonly operationId: string | null;
  readonly status: number;
  readonly requestFaults: readonly string[];
  readonly responseFaults: readonly string[];
}

/** Checks exchanges against the OpenAPI document. */
export interface OpenapiValidator {
  readonly operationIds: readonly string[];
  check(exchange: Exchange): Finding;
}

function matcher(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function texts(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((entry) => `${(entry.path ?? []).join('.')}: ${entry.message}`);
}

/** A body as the validator wants it: JSON as value, everything else as text. */
function bodyOf(bytes: Buffer, mediaType: string): unknown {
  if (bytes.length === 0) return undefined;
  if (!mediaType.includes('json')) return bytes.toString('latin1');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function mediaTypeOf(headers: Readonly<Record<string, string>>): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

/** Each event of a recorded stream against the schema the document gives for its data. */
function streamFaults(body: Buffer, schema: CompiledSchema): string[] {
  const faults: string[] = [];
  const parser = createParser({
    onEvent({ id, event, data }) {
      const value = JSON.parse(data) as { type?: unknown };
      if (!schema(value))
        faults.push(
          ...(schema.errors ?? []).map((error) => `event ${id}: ${error.instancePath} ${error.message}`),
        );
      if (id === undefined || event !== value.type)
        faults.push(`event ${id}: id, event and data.type do not go together`);
    },
    onError: (error) => faults.push(error.message),
  });
  parser.feed(body.toString('utf8'));
  return faults;
}

/** Reads the committed document and makes a validator of it. */
export async function openapiValidator(): Promise<OpenapiValidator> {
  const prism = require('@stoplight/prism-http') as Prism;
  const { validateInput, validateOutput } =
    require('@stoplight/prism-http/dist/validator/index.js') as PrismValidators;
  const { Ajv2020 } = require('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Ajv };
  const addFormats = (require('ajv-formats') as { default: (ajv: Ajv) => Ajv }).default;
  const operations = await prism.getHttpOperationsFromSpec(DOCUMENT);
  const routes = operations.map((operation) => ({ operation, pattern: matcher(operation.path) }));
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true })).addSchema(
    openapiDocument(),
    'document',
  );
  const eventSchema = ajv.compile({ $ref: 'document#/components/schemas/StreamEvent' });

  function check({ request, response }: Exchange): Finding {
    const url = new URL(request.url, 'http://sandbox');
    const path = url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : url.pathname;
    const method = request.method.toLowerCase();
    const found = routes.find((route) => route.operation.method === method && route.pattern.test(path));
    const finding = { operationId: found?.operation.iid ?? null, status: response.status };
    if (found === undefined) {
      return { ...finding, requestFaults: ['no such operation'], responseFaults: ['no such operation'] };
    }
    const resource = found.operation;
    const asked = validateInput({
      resource,
      element: {
        method,
        url: { path, query: Object.fromEntries(url.searchParams) },
        headers: request.headers,
        body: bodyOf(request.body, mediaTypeOf(request.headers)),
      },
    });
    const mediaType = mediaTypeOf(response.headers);
    const answered = validateOutput({
      resource,
      element: {
        statusCode: response.status,
        headers: response.headers,
        body: bodyOf(response.body, mediaType),
      },
    });
    return {
      ...finding,
      requestFaults: asked._tag === 'Left' ? texts(asked.left) : [],
      responseFaults: [
        ...(answered._tag === 'Left' ? texts(answered.left) : []),
        ...(mediaType === 'text/event-stream' ? streamFaults(response.body, eventSchema) : []),
      ],
    };
  }
  return { operationIds: operations.map((operation) => operation.iid), check };
}
