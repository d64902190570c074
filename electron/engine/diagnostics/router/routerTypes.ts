/** Whether something answered: seen, silent, or never asked (no gateway, no socket). Silence is no proof of absence. */
export type Seen = 'yes' | 'no' | 'not-checked';

/** What the router calls itself; each part only where it told. Cut to a sane length, control characters taken out. */
export interface RouterModel {
  readonly manufacturer: string | null;
  readonly name: string | null;
  readonly number: string | null;
}

/** What the router says about one outer port. */
export interface MappingAnswer {
  readonly port: number;
  readonly protocol: 'TCP';
  /**
   * `mapped` it leads to a machine · `none` it says there is no such mapping (fault 714) · `not-authorised` it does not
   * tell (fault 606) · `unknown` it did not answer, or not so that it is understood.
   */
  readonly state: 'mapped' | 'none' | 'not-authorised' | 'unknown';
  /** The machine inside it leads to, a literal IPv4 address. */
  readonly internalAddress: string | null;
  readonly internalPort: number | null;
  readonly enabled: boolean | null;
  readonly description: string | null;
  /** Seconds left; 0 = permanent. */
  readonly leaseSeconds: number | null;
  /** The router's own fault number (UPnP Device Architecture and WANIPConnection: 714, 606, 718, 725 …). */
  readonly fault: number | null;
}

export interface UpnpFacts {
  readonly seen: Seen;
  /** Why nothing more is known although it answered: `elsewhere` (it pointed away from itself), `too-large`, `too-slow`, `not-understood`, `refused`, `no-service`. */
  readonly problem: UpnpProblem | null;
  readonly model: RouterModel | null;
  /** Its own line to the internet; `unknown` where it does not say. */
  readonly connection: 'connected' | 'disconnected' | 'unknown';
  readonly uptimeSeconds: number | null;
  /** Its address on the side of the internet. */
  readonly externalAddress: string | null;
  readonly mappings: readonly MappingAnswer[];
}
export type UpnpProblem =
  'elsewhere' | 'too-large' | 'too-slow' | 'not-understood' | 'refused' | 'no-service' | 'failed';

export interface NatPmpFacts {
  readonly seen: Seen;
  readonly externalAddress: string | null;
  /** RFC 6886 §3.5; 0 = success, 2 = not authorised, 3 = network failure. */
  readonly resultCode: number | null;
  readonly epochSeconds: number | null;
}

export interface PcpFacts {
  readonly seen: Seen;
  /** RFC 6887 §7.4; 0 = success. */
  readonly resultCode: number | null;
  readonly epochSeconds: number | null;
}

/**
 * What the router in front of this machine tells about itself. Only asked, never changed: NAT-PMP and PCP have no
 * question for a mapping that exists (a MAP request makes or deletes one), so only UPnP can tell of it.
 */
export interface RouterFacts {
  readonly gateway: string;
  readonly upnp: UpnpFacts;
  readonly natPmp: NatPmpFacts;
  readonly pcp: PcpFacts;
  readonly durationMs: number;
}

/** Where routers listen; tests put their own router elsewhere. */
export interface RouterPlaces {
  /** UPnP Device Architecture 1.1 §1.3.2. */
  readonly ssdpPort: number;
  /** `null`: only the gateway itself is asked. */
  readonly multicast: string | null;
  /** RFC 6886 §3.1, RFC 6887 §19.1. */
  readonly mappingPort: number;
}
export const usualPlaces: RouterPlaces = {
  ssdpPort: 1900,
  multicast: '239.255.255.250',
  mappingPort: 5351,
};
