/** An entry of the sandbox's ledger. */
export interface LedgerEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind:
    | 'save'
    | 'listing'
    | 'negotiation'
    | 'update'
    | 'customer'
    | 'environment'
    | 'review'
    | 'assistance'
    | 'resolution';
  readonly idempotencyKey: string;
  readonly environmentId: string | null;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly saveId?: string;
  readonly listingId?: string;
}

/** An environment as the control API shows it. */
export interface ControlEnvironment {
  readonly state: string;
  readonly outdated: boolean;
  readonly locked: boolean;
  readonly versions: readonly {
    readonly number: number;
    readonly saveSha256: string;
    readonly latest: boolean;
  }[];
  readonly items: readonly {
    readonly id: string;
    readonly source: 'promob' | 'manual';
    readonly description: string;
    readonly quantity: string;
    readonly total: string;
  }[];
  readonly purchaseOrders: number;
  /** Newest first. */
  readonly notifications: readonly {
    readonly id: string;
    readonly kind: string;
    readonly state: 'created' | 'delivered' | 'seen' | 'done';
    readonly occurrenceId?: string;
    readonly occurrenceNumber?: number;
    readonly byName?: string;
    readonly deliveredAt?: string;
    readonly seenAt?: string;
    readonly doneAt?: string;
    readonly madeVersion?: number;
  }[];
  readonly occurrences: readonly {
    readonly id: string;
    readonly number: number;
    readonly items?: readonly { readonly description: string; readonly total: string }[];
    readonly assistanceEnvironmentId?: string;
    readonly assistanceEnvironmentName?: string;
  }[];
  readonly drawing?: { readonly saveId: string; readonly sha256: string };
  readonly disagreement?: {
    readonly saves: readonly {
      readonly saveId: string;
      readonly sha256: string;
      readonly current: boolean;
    }[];
  };
}

/** A customer as the control API shows him. */
export interface ControlCustomer {
  readonly id: string;
  readonly name: string;
  readonly document?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly promobStatus: 'pending' | 'available';
}

/** A fault of the network or the server, as the control API takes it. */
export interface FaultInput {
  readonly match?: { readonly method?: string; readonly path?: string };
  readonly times?: number;
  /** `then` in the control API; named otherwise here, since an object with a `then` passes for a promise. */
  readonly effect:
    | { readonly latencyMs: number }
    | { readonly status: number; readonly retryAfter?: number }
    | { readonly reset: true }
    | { readonly commitThenReset: true }
    | { readonly truncate: true }
    | { readonly duplicate: true };
}

function faultEntry({ match, times, effect }: FaultInput): Record<string, unknown> {
  return Object.fromEntries([
    ['match', match ?? {}],
    ['times', times ?? 1],
    ['then', effect],
  ]);
}

/** A refusal of the control API. */
export class ControlRefusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`control API refused: ${status} ${code}`);
    this.name = 'ControlRefusal';
    this.status = status;
    this.code = code;
  }
}

export type ControlClient = ReturnType<typeof controlClient>;

/** What a person in FoccoLojas or Promob would do, and what networks do. A refusal is thrown as {@link ControlRefusal}. */
export function controlClient(control: string, token: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${control}/control${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = (text === '' ? undefined : JSON.parse(text)) as unknown;
    if (!response.ok)
      throw new ControlRefusal(response.status, (value as { code?: string } | undefined)?.code ?? '');
    return value as T;
  }
  const made = async (path: string, body: unknown): Promise<string> =>
    (await call<{ id: string }>('POST', path, body)).id;
  const act = (id: string, name: string): Promise<{ state: string }> =>
    call('POST', `/environments/${id}/${name}`);
  return {
    call,
    ledger: () => call<LedgerEntry[]>('GET', '/ledger'),
    environment: (id: string) => call<ControlEnvironment>('GET', `/environments/${id}`),
    createCustomer: (name: string) => made('/customers', { name }),
    createProject: (customerId: string, name: string) => made('/projects', { customerId, name }),
    createEnvironment: (projectId: string, name: string) => made('/environments', { projectId, name }),
    /** A customer with a project with an environment; answers the environment's id. */
    async anEnvironment(name = 'Cozinha', customer = 'Maria Exemplo'): Promise<string> {
      const projectId = await made('/projects', {
        customerId: await made('/customers', { name: customer }),
        name: 'Casa',
      });
      return made('/environments', { projectId, name });
    },
    addManualItem: (id: string, item: { description: string; quantity: string; total: string }) =>
      made(`/environments/${id}/manual-items`, item),
    /** @param version the version the customer was shown; refused where another was made since */
    approve: (id: string, version?: number) =>
      call<{ state: string; situation?: string; stage?: string }>(
        'POST',
        `/environments/${id}/approve`,
        version === undefined ? undefined : { version },
      ),
    release: (id: string) => act(id, 'release'),
    completeReview: (id: string) => act(id, 'complete-review'),
    openOccurrence: (id: string, description: string) =>
      made(`/environments/${id}/occurrences`, { description }),
    addOccurrenceItem: (id: string, item: { description: string; quantity: string; total: string }) =>
      made(`/occurrences/${id}/items`, item),
    /** How the next creations of environments go: how long each half takes, how many fail. */
    jobs: (course: { readonly halfMs?: number; readonly fail?: number }) =>
      call<unknown>('POST', '/jobs', course),
    changePromobPassword: (username: string) =>
      call<unknown>('POST', '/promob/change-password', { username }),
    expireTokens: () => call<unknown>('POST', '/tokens/expire'),
    /** Ends everything a user is signed in with at FoccoLojas, refresh tokens too. */
    endSignIn: (username: string) => call<unknown>('POST', `/users/${username}/sign-out`),
    setRoles: (username: string, roles: readonly string[]) =>
      call<unknown>('POST', `/users/${username}`, { roles }),
    /** What FoccoLojas lets a user do at all. */
    setAccess: (username: string, access: 'active' | 'disabled' | 'expired') =>
      call<unknown>('POST', `/users/${username}`, { access }),
    setStore: (change: {
      readonly portalState?: 'linked' | 'unlinked';
      readonly configured?: boolean;
      readonly serialNumbers?: readonly string[];
    }) => call<unknown>('POST', '/store', change),
    /** FoccoLojas refuses customers of this name from now on (`name-taken`). */
    refuseCustomers: (name: string) => call<unknown>('POST', '/customers/refuse', { name }),
    customers: () => call<ControlCustomer[]>('GET', '/customers'),
    /** Adds faults to the list; `times` is 1 unless said. */
    fault: (faults: readonly FaultInput[]) => call<unknown>('POST', '/faults', faults.map(faultEntry)),
    faults: () => call<{ readonly times: number; readonly left: number }[]>('GET', '/faults'),
    clearFaults: () => call<unknown>('DELETE', '/faults'),
  };
}
