import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Delivery } from '../../ledger/types.ts';

/** FoccoLojas takes names of at most this length (its `FileName`), in UTF-16 units. */
const longestFileName = 255;

/** A row that cannot be sent as it is; asking again would not change it. */
export function invalidPayload(row: Delivery, field: string): EloError {
  return new EloError('payload-invalid', `A ${row.kind} delivery has no usable ${field}`, {
    details: { decided: true, field },
  });
}

/** A text of the row's payload. @throws EloError `payload-invalid` */
export function text(row: Delivery, field: string): string {
  const value = row.payload[field];
  if (typeof value !== 'string' || value === '') throw invalidPayload(row, field);
  return value;
}

/** A text of the row's payload, absent where it holds none. */
export function textIfAny(row: Delivery, field: string): string | undefined {
  const value = row.payload[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An object with one key, or with none where the value is undefined. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** @throws EloError `payload-invalid` */
export function environmentOf(row: Delivery): string {
  if (row.environmentId === null) throw invalidPayload(row, 'environmentId');
  return row.environmentId;
}

/** A column that the kind cannot be without. @throws EloError `payload-invalid` */
export function column(row: Delivery, field: 'saveId' | 'listingId' | 'sha256'): string {
  const value = row[field];
  if (value === null) throw invalidPayload(row, field);
  return value;
}

/**
 * The file's name as FoccoLojas takes it: a Linux name may hold what its schema refuses, and a save must not fail for
 * its name. The ending is kept.
 */
export function fileName(row: Delivery, path: string): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '');
  if (last === undefined) throw invalidPayload(row, 'fileName');
  const plain = last.replaceAll(/\p{Cc}/gu, '_');
  if (plain.length <= longestFileName) return plain;
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= 16 ? plain.slice(dot) : '';
  // Cut between characters, never inside a surrogate pair.
  return plain.slice(0, longestFileName - ending.length).replace(/[\uD800-\uDBFF]$/, '') + ending;
}

/** `If-Match`, where the user decided on a version token. */
export function ifMatch(row: Delivery): { readonly ifMatch?: string } {
  return given('ifMatch', textIfAny(row, 'versionToken'));
}

/**
 * The id of something another row makes: FoccoLojas' own, or for what was made here first the delivery that carries it,
 * which stands before this row in its lane and is decided by now.
 * @throws EloError the reason the other row was refused for, or `payload-invalid`
 */
export function madeId(row: Delivery, field: string, find: (deliveryId: string) => Delivery | null): string {
  const id = text(row, field);
  const maker = find(id);
  if (maker === null) return id;
  const made = maker.receipt?.['id'];
  if (maker.state === 'received' && typeof made === 'string') return made;
  const reason = maker.state === 'refused' ? 'depends-on-refused' : (maker.reason ?? 'payload-invalid');
  throw new EloError(reason, `What the ${row.kind} belongs to was not made`, {
    details: { decided: true, field },
  });
}
