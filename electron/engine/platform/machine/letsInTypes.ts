import type { Answer, Family, Firewall, NetworkFacts, ProgramRef } from './machineTypes.ts';

/** A TCP connection from outside that the firewall is asked about. */
export interface InboundQuestion {
  readonly port: number;
  /**
   * Who listens, as `listeners` tells it; with its path hidden, rules that name a program cannot be decided. `null`:
   * nobody listens, so rules that name a program do not fit.
   */
  readonly program: ProgramRef | null;
  /** Short name of the service that listens, where it is known to be one. */
  readonly service?: string | null;
  /** Who calls; `null`: anybody on the internet. */
  readonly remote: string | null;
  /** The address of this machine it comes in at; `null`: at the interface of the default route. */
  readonly local: string | null;
  /** Where neither address tells; 4 unless given. */
  readonly family?: Family;
  /** Of this machine: for interfaces, active profiles and `LocalSubnet`. */
  readonly network: Answer<NetworkFacts>;
}

export type InboundReason =
  /** No firewall is on, or none filters. */
  | 'off'
  /** No rule fits: the default decides. */
  | 'default'
  /** A rule decides. */
  | 'rule'
  /** The profile lets nothing in, whatever the rules say. */
  | 'block-all'
  /** A rule of this machine would let it in, and the policy does not let such rules count. */
  | 'local-rules-void'
  /** A rule would let it in, on another profile than the active one. */
  | 'other-profile'
  /** A rule lets others in, not this caller. */
  | 'other-remote'
  /** A rule would let it in, and is switched off. */
  | 'rule-off'
  /** Part of the firewall was not read. */
  | 'not-read'
  /** A rule in the way cannot be evaluated here. */
  | 'beyond'
  /** The active profile is not known, and they differ. */
  | 'unknown-profile'
  /** Another product filters beside the system's own firewall. */
  | 'third-party';

export interface DecidingRule {
  readonly id: string;
  readonly name: string;
  readonly source: 'local' | 'policy';
}

/** What the firewall does to the connection, and what decides. */
export interface InboundVerdict {
  readonly verdict: 'let-in' | 'kept-out' | 'cannot-tell';
  readonly because: InboundReason;
  /** The rules that decide or stand in the way; at most five. */
  readonly rules: readonly DecidingRule[];
  /** Windows: the active profiles this was decided on. */
  readonly profiles: readonly string[];
}

export type LetsIn = (firewall: Firewall, question: InboundQuestion) => InboundVerdict;
