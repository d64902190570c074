import type {
  OperationId,
  RequestOf,
  ResponseOf,
  StreamOperationId,
} from '../../../shared/api/operations.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import type { Http } from '../net/createHttp.ts';

/** Where access tokens come from; the account is one. */
export interface TokenSource {
  /** The token to use now; `null` when nobody is signed in. */
  accessToken(): Promise<string | null>;
  /**
   * A token other than the rejected one; `null` when the session is over.
   * @throws EloError retryable, when the issuer cannot be reached now.
   */
  refresh(rejected: string): Promise<string | null>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Bound of the whole exchange in milliseconds; default 60 s and a second more per 16 KiB handed over. */
  readonly timeoutMs?: number;
  /** SHA-256 (lower-case hex) of the bytes handed over, where the caller knows it; else it is computed. */
  readonly sha256?: string;
  /** Only addresses of this family are tried; default any. */
  readonly family?: 4 | 6;
}

/** One operation as a method; what it needs nothing for may be called without a request. */
export type CallOf<Op extends OperationId> =
  Partial<RequestOf<Op>> extends RequestOf<Op>
    ? (request?: RequestOf<Op>, options?: CallOptions) => Promise<ResponseOf<Op>>
    : (request: RequestOf<Op>, options?: CallOptions) => Promise<ResponseOf<Op>>;

/** Every operation but the stream. */
export type PlainOperationId = Exclude<OperationId, StreamOperationId>;

/**
 * FoccoLojas, one method for each operation of the contract, named as there. Each is tried once (twice after a token
 * was renewed); writes take their `idempotencyKey` from the caller, who keeps it across tries.
 * @throws EloError the refusal's code (`shared/api/problem`), `sign-in-required`, `unexpected-answer`,
 * `receipt-mismatch`, `download-damaged`, or what {@link Http} throws. `details.operation` says which.
 */
export type FoccoLojasClient = { readonly [Op in PlainOperationId]: CallOf<Op> } & {
  /** Origin of the server. */
  readonly baseUrl: string;
  /** The same by name, for code that treats operations alike. */
  call<Op extends PlainOperationId>(
    operation: Op,
    request: RequestOf<Op>,
    options?: CallOptions,
  ): Promise<ResponseOf<Op>>;
  /** Opens the stream of events as raw bytes; see `streamEvents`. */
  openEvents(place: { lastEventId?: string; signal: AbortSignal }): Promise<AsyncIterable<Uint8Array>>;
  /** Hears the code of every refusal and of every `sign-in-required`; the link and the account listen. */
  onRefusal(listener: (code: string) => void): Stop;
};

export interface ClientOptions {
  readonly http: Http;
  /** Address of the server; path and query are ignored. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
}
