import { z } from 'zod';
import { BASE_PATH } from '../shared/api/common.ts';
import type { BytesBody, JsonBody, Operation, StreamBody } from '../shared/api/operation.ts';
import { refusalsOf } from '../shared/api/operation.ts';
import { OPERATION_IDS, operationOf } from '../shared/api/operations.ts';
import type { ProblemCode } from '../shared/api/problem.ts';
import { PROBLEM_STATUS, Problem } from '../shared/api/problem.ts';

type Json = Record<string, unknown>;

const GROUPS: Readonly<Record<string, string>> = {
  Account: 'Life of the server, the signed-in user, his Promob link',
  Store: 'The store, its settings, prerequisites and blank project',
  Customers: 'Customers and their projects',
  Environments: 'Environments, their asynchronous creation, their items',
  Saves: 'Saves and listings with their bytes, each proved by a receipt',
  Negotiations: 'Negotiation, approval, release, review, technical assistance',
  Versions: 'Updates and the versions they make',
  Notifications: 'What people are asked to do',
  Events: 'What changed, as it happens; probes of the caller',
  Receipts: 'Everything received, for the audit',
};

const components: Json = {};

/** Keys of zod's conversion that mean nothing in an OpenAPI document, or are said elsewhere. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => clean(entry));
  if (typeof value !== 'object' || value === null) return value;
  const cleaned: Json = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === '$schema' || name === '$defs') continue;
    if (name === 'id' && typeof inner === 'string') continue;
    if (name === '$ref' && typeof inner === 'string') {
      cleaned['$ref'] = inner.replace('#/$defs/', '#/components/schemas/');
      continue;
    }
    // The safe-integer bounds zod adds say nothing about the contract.
    if ((name === 'minimum' || name === 'maximum') && Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER)
      continue;
    cleaned[name] = clean(inner);
  }
  return cleaned;
}

/** A schema for a place in the document: a reference where it has a name, else the schema itself; names it uses become components. */
function schemaOf(schema: z.ZodType): Json {
  const json = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as Json;
  for (const [name, definition] of Object.entries((json['$defs'] ?? {}) as Json)) {
    components[name] = clean(definition);
  }
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) return clean(json) as Json;
  if (json['$ref'] !== `#/$defs/${name}`) components[name] = clean(json);
  return { $ref: `#/components/schemas/${name}` };
}

function parameter(name: string, field: z.ZodType, place: 'path' | 'query'): Json {
  const optional = field instanceof z.ZodOptional;
  const json: Json = { name, in: place, required: place === 'path' || !optional };
  if (field.description !== undefined) json['description'] = field.description;
  json['schema'] = schemaOf(optional ? (field.unwrap() as z.ZodType) : field);
  return json;
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) =>
    parameter(name, field as z.ZodType, place),
  );
}

const HEADER_PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'The same key with the same request gets the stored answer again (Idempotency-Replayed: true) and is done once. A refusal stores nothing: the key stays free.',
    schema: { type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'ETag the decision was made on; another one now is refused with version-token-mismatch',
    schema: { type: 'string', maxLength: 100 },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    description: 'id of the last event seen',
    schema: { type: 'string', maxLength: 40 },
  },
  ContentDigest: {
    name: 'Content-Digest',
    in: 'header',
    required: true,
    description: 'RFC 9530, sha-256 of the bytes of the body',
    schema: { type: 'string', pattern: 'sha-256=:[A-Za-z0-9+/]{43}=:', maxLength: 500 },
  },
} as const;

const ANSWER_HEADERS = {
  ETag: { description: 'versionToken, quoted', schema: { type: 'string', pattern: '^"[A-Za-z0-9_-]+"$' } },
  Location: { description: 'Path of what was made', schema: { type: 'string', maxLength: 500 } },
  'Content-Digest': {
    description: 'RFC 9530, sha-256 of the bytes of the body',
    schema: { type: 'string', pattern: '^sha-256=:[A-Za-z0-9+/]{43}=:$' },
  },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'string', pattern: '^[0-9]+$' } },
  'Idempotency-Replayed': {
    description: 'true where this is the stored answer of an earlier request with the same key',
    schema: { type: 'string', enum: ['true'] },
  },
} as const;

function headerRef(name: keyof typeof ANSWER_HEADERS, required: boolean): Json {
  return { ...ANSWER_HEADERS[name], required };
}

function content(body: JsonBody | BytesBody | StreamBody): Json {
  if (body.mediaType === 'application/json') return { [body.mediaType]: { schema: schemaOf(body.schema) } };
  if (body.mediaType === 'text/event-stream') {
    const schema = {
      type: 'string',
      description: 'Lines of server-sent events; contentSchema tells the data of the events',
      contentMediaType: body.mediaType,
      contentSchema: { type: 'array', items: schemaOf(body.eventSchema) },
    };
    return { [body.mediaType]: { schema } };
  }
  // An empty schema: the bytes themselves, as OpenAPI 3.1 wants raw files described; at most maxBytes of them.
  return { [body.mediaType]: { schema: {}, 'x-max-bytes': body.maxBytes } };
}

const sharedResponses: Json = {};

/** The answer of a status: by reference where all operations refuse with the same one code. */
function refusal(status: number, codes: readonly ProblemCode[]): Json {
  const json: Json = { description: `Refused: ${codes.join(', ')}` };
  if (status === 429 || status === 503)
    json['headers'] = { 'Retry-After': headerRef('Retry-After', status === 429) };
  json['content'] = {
    'application/problem+json': {
      schema: {
        allOf: [
          schemaOf(Problem),
          { type: 'object', properties: { code: { enum: codes }, status: { const: status } } },
        ],
      },
    },
  };
  if (![401, 413, 415, 429, 500, 503].includes(status)) return json;
  sharedResponses[`Refused${status}`] = json;
  return { $ref: `#/components/responses/Refused${status}` };
}

function responses(operation: Operation): Json {
  const { success } = operation;
  const headers: Json = {};
  for (const name of success.headers ?? []) headers[name] = headerRef(name, true);
  if (operation.idempotent) headers['Idempotency-Replayed'] = headerRef('Idempotency-Replayed', false);
  const answers: Json = {
    [success.status]: {
      description: success.description,
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(success.body === undefined ? {} : { content: content(success.body) }),
    },
  };
  const byStatus = Map.groupBy(refusalsOf(operation), (code) => PROBLEM_STATUS[code]);
  for (const [status, codes] of [...byStatus].sort(([left], [right]) => left - right)) {
    answers[status] = refusal(status, codes);
  }
  return answers;
}

function operationObject(id: string, operation: Operation): Json {
  const headerNames: (keyof typeof HEADER_PARAMETERS)[] = [];
  if (operation.idempotent) headerNames.push('IdempotencyKey');
  if (operation.ifMatch) headerNames.push('IfMatch');
  if (operation.lastEventId) headerNames.push('LastEventId');
  if (operation.body !== undefined && 'digest' in operation.body && operation.body.digest)
    headerNames.push('ContentDigest');
  const all = [
    ...parameters(operation.params, 'path'),
    ...parameters(operation.query, 'query'),
    ...headerNames.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  return {
    operationId: id,
    tags: [operation.group],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: operation.auth === 'none' ? [] : [{ bearer: [] }],
    ...(all.length === 0 ? {} : { parameters: all }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: content(operation.body) } }),
    responses: responses(operation),
  };
}

/** The OpenAPI 3.1 document of the contract with FoccoLojas, from the operations and their schemas. */
export function openapiDocument(): Json {
  const paths: Record<string, Json> = {};
  const groups = new Set<string>();
  for (const id of OPERATION_IDS) {
    const operation = operationOf(id);
    groups.add(operation.group);
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(id, operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'FoccoLojas, commercial API for the Promob companion',
      version: '1.0.0',
      summary: 'Saves, versions and the acts on environments of the FoccoLojas × Promob integration',
      description:
        'Times are UTC ISO-8601, hashes lower-case hexadecimal SHA-256, money and quantities decimal strings. A client ignores fields and event types it does not know. Every write carries an Idempotency-Key. Refusals are application/problem+json with a stable code.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: `{origin}${BASE_PATH}`,
        description: 'The server of the store; its address is configured',
        variables: { origin: { default: 'https://foccolojas.invalid' } },
      },
    ],
    tags: [...groups].map((name) => ({ name, description: GROUPS[name] ?? name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Access token of the OpenID Connect issuer that GET /health names',
        },
      },
      parameters: HEADER_PARAMETERS,
      responses: sharedResponses,
      schemas: Object.fromEntries(
        Object.entries(components).sort(([left], [right]) => (left < right ? -1 : 1)),
      ),
    },
  };
}
