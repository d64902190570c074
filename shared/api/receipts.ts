import { z } from 'zod';
import { ByteCount, Count, Id, PageQuery, Sha256, Time, Totals, Uuid, pageOf } from './common.ts';
import { EnvironmentState } from './environments.ts';
import { operations } from './operation.ts';

/** What was received. */
export const ReceiptKind = z
  .enum([
    'save',
    'listing',
    'negotiation',
    'update',
    'customer',
    'environment',
    'review',
    'assistance',
    'resolution',
  ])
  .meta({ id: 'ReceiptKind', description: 'What was received' });
export type ReceiptKind = z.infer<typeof ReceiptKind>;

/** Proof that something was received, once. */
export const Receipt = z
  .object({
    receiptId: Id,
    kind: ReceiptKind,
    idempotencyKey: Uuid,
    environmentId: Id.nullable(),
    saveId: Id.optional(),
    listingId: Id.optional(),
    sha256: Sha256.optional().describe('of the bytes as stored by the server'),
    bytes: ByteCount.optional(),
    receivedAt: Time,
  })
  .meta({ id: 'Receipt', description: 'Proof that something was received, once' });
export type Receipt = z.infer<typeof Receipt>;

/** Receipt of a save. */
export const SaveReceipt = z
  .object({
    ...Receipt.shape,
    kind: z.literal('save'),
    environmentId: Id,
    saveId: Id,
    sha256: Sha256,
    bytes: ByteCount,
    environmentState: EnvironmentState,
  })
  .meta({ id: 'SaveReceipt', description: 'Receipt of a save' });
export type SaveReceipt = z.infer<typeof SaveReceipt>;

/** Receipt of a listing, with what the server read in it. */
export const ListingReceipt = z
  .object({
    ...Receipt.shape,
    kind: z.literal('listing'),
    environmentId: Id,
    listingId: Id,
    sha256: Sha256,
    bytes: ByteCount,
    environmentState: EnvironmentState,
    totals: Totals,
    itemCount: Count.describe('ITEM elements below AMBIENTS at every depth'),
  })
  .meta({ id: 'ListingReceipt', description: 'Receipt of a listing' });
export type ListingReceipt = z.infer<typeof ListingReceipt>;

/** All receipts of the store, in the order of receiving: the other side of the audit. */
export const receiptOperations = operations({
  listReceipts: {
    group: 'Receipts',
    method: 'GET',
    path: '/receipts',
    summary: 'Everything the store received, in order',
    auth: 'bearer',
    idempotent: false,
    query: z.strictObject({ ...PageQuery.shape, since: Time.optional().describe('received at or after') }),
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Receipt) },
    },
    refusals: [],
  },
});
