import type { CheckContext, Finding } from '../../check.ts';

/** What the kinds of this folder take of a profile. */
export interface PortParameters {
  readonly port: number;
  /** Whose connections the port is for, literal addresses or ranges: any one of them suffices. None: everybody's. */
  readonly admits: readonly string[];
  /** The user allowed FoccoLojas to try the port from outside. */
  readonly mayTryFromOutside: boolean;
}

/** A run tests the ports of its profile, and no others. Absent: the finding that says so. */
export function portParameters(context: CheckContext): PortParameters | { readonly lacks: Finding } {
  const { port = '', admits = '', consent = '' } = context.with;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) return { lacks: context.lacks('field:port') };
  return {
    port: number,
    admits: admits.split(/[,;\s]+/).filter((text) => text !== ''),
    mayTryFromOutside: consent === 'true',
  };
}
