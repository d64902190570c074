import type { ClientContext, ClientLink } from '@orpc/client';

/** A way to the engine that stands, until `ended` says otherwise. */
export interface Wire {
  readonly link: ClientLink<ClientContext>;
  readonly ended: Promise<void>;
}
