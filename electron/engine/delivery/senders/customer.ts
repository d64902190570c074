import { given, text, textIfAny } from './payload.ts';
import type { Sender } from './sender.ts';

/** A new customer. Payload: `name`, `email?`, `phone?`, `document?`. */
export const customer: Sender = async (row, tools) =>
  tools.foccolojas.createCustomer(
    {
      body: {
        name: text(row, 'name'),
        ...given('email', textIfAny(row, 'email')),
        ...given('phone', textIfAny(row, 'phone')),
        ...given('document', textIfAny(row, 'document')),
      },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
