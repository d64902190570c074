/** What crosses between the benchmark and the processes it measures. */
export interface HostCall {
  readonly id: number;
  readonly call: string;
  readonly input: unknown;
}

export type HostMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  /** Told unasked; `at` is the monotonic clock of the machine in milliseconds. */
  | { readonly event: unknown; readonly at: number };

/** Memory and processor of a process, as it sees itself. */
export interface Usage {
  readonly rssMB: number;
  readonly heapMB: number;
  /** User and system time so far, all threads. */
  readonly cpuMs: number;
  readonly at: number;
}
