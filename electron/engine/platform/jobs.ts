import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { Remedy } from '../../../shared/domain/remedy.ts';

/** One piece of pure work, run in a worker or inline. The input crosses by structured clone. */
export type Job = (input: never, signal: AbortSignal) => unknown;

/** The work one worker file offers, by name. */
export type JobTable = Readonly<Record<string, Job>>;

/** An error as it crosses a thread: a plain value that keeps the code. */
export interface ErrorValue {
  readonly code: string;
  readonly message: string;
  readonly remedy: Remedy | undefined;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export interface JobRequest {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
}

export type JobAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorValue };

/** A result whose buffers move to the other thread instead of being copied. */
export class Transferred {
  readonly value: unknown;
  readonly transfer: readonly ArrayBuffer[];

  constructor(value: unknown, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

export function errorToValue(thrown: unknown): ErrorValue {
  const { code, message, remedy, retryable, details } = toEloError(thrown);
  return { code, message, remedy, retryable, details };
}

export function valueToError(value: ErrorValue): EloError {
  return new EloError(value.code, value.message, {
    retryable: value.retryable,
    details: value.details,
    ...(value.remedy === undefined ? {} : { remedy: value.remedy }),
  });
}

/** Looks a job up; an unknown name is a programming error and says so. */
export function findJob(jobs: JobTable, name: string): (input: unknown, signal: AbortSignal) => unknown {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (job === undefined) throw new EloError('unknown-job', `no job named ${name}`);
  return job as (input: unknown, signal: AbortSignal) => unknown;
}
