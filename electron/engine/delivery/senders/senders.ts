import type { DeliveryKind } from '../../../../shared/domain/states.ts';
import { assistance } from './assistance.ts';
import { customer } from './customer.ts';
import { environment } from './environment.ts';
import { environmentAct } from './environmentAct.ts';
import { listing } from './listing.ts';
import { negotiation } from './negotiation.ts';
import { project } from './project.ts';
import { resolution } from './resolution.ts';
import { review } from './review.ts';
import { save } from './save.ts';
import type { Sender } from './sender.ts';
import { update } from './update.ts';

/** Who carries which kind. A new kind is one file here and one line in this table. */
export const senders: Readonly<Record<DeliveryKind, Sender>> = {
  save,
  listing,
  negotiation,
  update,
  customer,
  project,
  environment,
  approval: environmentAct('approveQuote'),
  release: environmentAct('releaseContract'),
  review,
  assistance,
  resolution,
};
