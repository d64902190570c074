import { OPERATION_IDS } from '../../shared/api/operations.ts';
import type { RequestOf, ResponseOf } from '../../shared/api/operations.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { CallOptions, FoccoLojasClient, PlainOperationId } from './foccolojas/client.ts';
import { untilClosed } from './untilClosed.ts';

type AnyCall = (request: unknown, options: CallOptions) => Promise<unknown>;

/**
 * FoccoLojas for as long as a session lasts. When it ends, every call under way is cut and fails at once with what the
 * signal was aborted with, also one that waits for its token; so does every later one. No answer comes in afterwards:
 * it would be taken for one of the next server.
 * @throws EloError additionally `invalid-input` where an id cannot stand in an address
 */
export function closableClient(client: FoccoLojasClient, closed: AbortSignal): FoccoLojasClient {
  const cut = (op: PlainOperationId, request: unknown, options: CallOptions = {}): Promise<unknown> =>
    untilClosed(
      closed,
      async (signal) => {
        try {
          return await (client[op] as AnyCall)(request, { ...options, signal });
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          throw new EloError('invalid-input', error.message, { cause: error });
        }
      },
      options.signal,
    );
  const methods = Object.fromEntries(
    OPERATION_IDS.filter((op) => op !== 'streamEvents').map((op) => [
      op,
      (request: unknown, options?: CallOptions) => cut(op, request, options),
    ]),
  ) as unknown as Pick<FoccoLojasClient, PlainOperationId>;
  return {
    ...methods,
    baseUrl: client.baseUrl,
    call: <Op extends PlainOperationId>(op: Op, request: RequestOf<Op>, options?: CallOptions) =>
      cut(op, request, options) as Promise<ResponseOf<Op>>,
    // The stream lives on after the call, so its own signal stays in charge of it.
    openEvents: (place) => untilClosed(closed, () => client.openEvents(place)),
    onRefusal: (listener) => client.onRefusal(listener),
  };
}
