import { z } from 'zod';

/** Path every operation stands below, after the origin of the server (the shape of FoccoLojas' public REST addresses). */
export const BASE_PATH = '/api/comercial/v1';

/** Largest project file or listing FoccoLojas takes, in bytes. Real project files have 0.2 to 5 MB; 200 MB is far beyond any seen. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** Largest JSON body of a request, in bytes. */
export const MAX_JSON_BYTES = 1024 * 1024;

/** Largest page of a list. */
export const MAX_PAGE = 500;

/** An opaque identifier made by either side: url-safe, never parsed. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)
  .meta({ id: 'Id', description: 'Opaque identifier, url-safe, never parsed' });

/** A UUID of any version, lower or upper case. */
export const Uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/)
  .meta({ id: 'Uuid', description: 'UUID, 8-4-4-4-12 hexadecimal digits' });

/** A GUID as Promob writes it into its files, normalised: lower case, no braces. */
export const ProjectGuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .meta({ id: 'ProjectGuid', description: "GUID of Promob's files, lower case, no braces" });

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Sha256', description: 'SHA-256, lower-case hexadecimal' });

/** A time in UTC, ISO-8601 with `Z`. */
export const Time = z.iso.datetime().meta({ id: 'Time', description: 'UTC time, ISO-8601 with Z' });

/** An exact decimal number as a string: money (of the store's currency) and quantities. Never a float. */
export const Decimal = z
  .string()
  .max(40)
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: 'Decimal', description: 'Exact decimal number as a string, dot as separator' });

/** A web address. */
export const WebAddress = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s]+$/)
  .meta({ id: 'WebAddress', description: 'Absolute http or https address' });

/** A count. */
export const Count = z.int().min(0).meta({ id: 'Count', description: 'A count' });

/** Size of a file in bytes. */
export const ByteCount = z
  .int()
  .min(0)
  .max(MAX_FILE_BYTES)
  .meta({ id: 'ByteCount', description: 'Size in bytes' });

/** State of a thing that two machines may change; the same text, quoted, is its `ETag`. */
export const VersionToken = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)
  .meta({ id: 'VersionToken', description: 'Changes whenever the resource does; quoted, it is the ETag' });

/** One line of text for people. */
export const Line = z.string().min(1).max(300).meta({ id: 'Line', description: 'One line of text' });

/** The three sums of a listing: factory table, order (factory cost) and budget (sale price); null where the listing has none. */
export const Totals = z
  .object({ table: Decimal.nullable(), order: Decimal.nullable(), budget: Decimal.nullable() })
  .meta({ id: 'Totals', description: 'Sums of a listing: table, order (cost), budget (sale price)' });
export type Totals = z.infer<typeof Totals>;

/** Query of a list: where to go on and how many to answer. */
export const PageQuery = z.strictObject({
  cursor: z.string().min(1).max(200).optional().describe('nextCursor of the page before'),
  limit: z.int().min(1).max(MAX_PAGE).optional().describe('items a page, 100 when absent'),
});

/** One page of a list; `nextCursor` null means the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(MAX_PAGE), nextCursor: z.string().max(200).nullable() });
}

/** A whole list in one answer, for lists that stay short. */
export function listOf<Item extends z.ZodType>(item: Item, max = 100_000) {
  return z.object({ items: z.array(item).max(max) });
}
