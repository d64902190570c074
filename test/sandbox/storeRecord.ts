import type { Store } from '../../shared/api/store.ts';
import type { Access } from './rules.ts';
import type { World } from './world.ts';

/** The store as it is kept: without what is worked out when it is shown. */
export type StoreRecord = Omit<Store, 'versionToken' | 'settings'> & {
  readonly fileNameConvention: string;
  readonly revision: number;
};

export function storeRecord(world: World): StoreRecord {
  return JSON.parse(world.meta.get('store') ?? '{}') as StoreRecord;
}

/** Changes the store; its version token changes with it, and everybody hears. */
export function changeStore(world: World, change: Partial<StoreRecord>): void {
  const record = storeRecord(world);
  world.meta.set('store', JSON.stringify({ ...record, ...change, revision: record.revision + 1 }));
  world.announce('store-changed', {});
}

const accessKey = (userId: string): string => `access:${userId}`;

/** What FoccoLojas lets a user do at all. */
export function accessOf(world: World, userId: string): Access {
  return (world.meta.get(accessKey(userId)) ?? 'active') as Access;
}

export function setAccess(world: World, userId: string, access: Access): void {
  world.meta.set(accessKey(userId), access);
}
