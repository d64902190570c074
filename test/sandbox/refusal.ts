import type { Problem, ProblemCode } from '../../shared/api/problem.ts';
import { PROBLEM_STATUS } from '../../shared/api/problem.ts';

/** What is wrong with one field. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal of FoccoLojas, thrown anywhere below a route and answered as problem+json. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldFault[] | undefined;
  /** Seconds to wait, for Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldFault[]; retryAfter?: number } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return PROBLEM_STATUS[this.code];
  }

  /** The refusal as the body of an answer. */
  toProblem(): Problem {
    return {
      type: `urn:foccolojas:problem:${this.code}`,
      title: this.code.replaceAll('-', ' '),
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.errors === undefined ? {} : { errors: this.errors.slice(0, 100) }),
    };
  }
}
