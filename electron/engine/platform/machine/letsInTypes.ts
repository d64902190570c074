import type { Answer, Firewall, NetworkFacts } from './machineTypes.ts';

/** A TCP connection from outside that the firewall is asked about. */
export interface InboundQuestion {
  readonly port: number;
  /** Path of the program that listens; `null`: not known, or none yet. */
  readonly program: string | null;
  /** Short name of the service that listens, where it is one. */
  readonly service?: string | null;
  /** Who calls; `null`: anybody on the internet. */
  readonly remote: string | null;
  /** The address of this machine it comes in at; `null`: whichever. */
  readonly local: string | null;
  /** Of this machine; needed for `LocalSubnet`, interfaces and active profiles. */
  readonly network: Answer<NetworkFacts>;
}

/** What the firewall does to it, and what decides. */
export interface InboundVerdict {
  readonly verdict: 'let-in' | 'kept-out' | 'cannot-tell';
  /**
   * `off` no firewall is on · `default` no rule fits, the default decides · `rule` one rule decides · `block-all` the
   * profile lets nothing in · `local-rules-void` a rule of this machine would let it in, and the policy does not let it
   * count · `other-profile` a rule would let it in on another profile · `other-remote` a rule lets in, but others only ·
   * `not-read` part of the firewall was not read · `beyond` a rule in the way cannot be evaluated here · `unknown-profile`
   */
  readonly because:
    | 'off'
    | 'default'
    | 'rule'
    | 'block-all'
    | 'local-rules-void'
    | 'other-profile'
    | 'other-remote'
    | 'not-read'
    | 'beyond'
    | 'unknown-profile';
  /** The rule that decides or stands in the way: its id and name. */
  readonly rules: readonly {
    readonly id: string;
    readonly name: string;
    readonly source: 'local' | 'policy';
  }[];
  /** The active profiles this was decided on (Windows). */
  readonly profiles: readonly string[];
}

export type LetsIn = (firewall: Firewall, question: InboundQuestion) => InboundVerdict;
