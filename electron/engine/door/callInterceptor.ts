import { mapEventIterator } from '@orpc/client';
import type { Clock } from '../../../shared/domain/clock.ts';
import { toCallError } from '../../../shared/contract/callErrors.ts';

/** Where the door writes what happened; `facts` carry no personal data (procedure names, codes, milliseconds). */
export interface DoorLog {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** What an interceptor sees of a call; a part of oRPC's own options. */
export interface InterceptedCall {
  readonly path: readonly string[];
  next(): Promise<unknown>;
}

export type CallInterceptor = (call: InterceptedCall) => Promise<unknown>;

const isIterator = (value: unknown): value is AsyncIterator<unknown, unknown, unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;

/**
 * The one interceptor around every call, over a socket and in process alike: turns errors into what a client may
 * know (the whole error goes to the log), also those thrown in the middle of a stream, and logs how long a call took.
 */
export function createCallInterceptor(log: DoorLog, clock: Pick<Clock, 'monotonic'>): CallInterceptor {
  return async (call) => {
    const name = call.path.join('.');
    const started = clock.monotonic();
    const elapsed = (): number => Math.round((clock.monotonic() - started) * 10) / 10;
    const refuse = (thrown: unknown): Error => {
      const error = toCallError(thrown);
      const facts = { call: name, code: error.code, ms: elapsed() };
      if (error.code === 'unexpected-error') log.warn('call failed', { ...facts, error: thrown });
      else log.info('call refused', facts);
      return error;
    };
    try {
      const output = await call.next();
      log.info('call', { call: name, ms: elapsed() });
      if (!isIterator(output)) return output;
      return mapEventIterator(output, {
        value: (value) => value as Promise<unknown>,
        error: async (error) => refuse(error),
      });
    } catch (error) {
      throw refuse(error);
    }
  };
}
