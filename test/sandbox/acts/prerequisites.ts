import type { Prerequisite } from '../../../shared/api/store.ts';
import { storeRecord } from '../storeRecord.ts';
import type { World } from '../world.ts';

/** What the two services know between themselves; nobody can tell them otherwise. */
export function foundOutByItself(code: Prerequisite['code']): boolean {
  return code === 'portal-account' || code === 'users-linked';
}

/** Rule 1: the Portal knows the account, where the store named both numbers. */
function portalAccount(world: World): Prerequisite {
  const { cnpj, accountId, portalState } = storeRecord(world);
  if (cnpj === '' || accountId === '') {
    return {
      code: 'portal-account',
      status: 'unknown',
      evidence: { code: 'portal-account-missing', facts: {} },
    };
  }
  const linked = portalState === 'linked';
  return {
    code: 'portal-account',
    status: linked ? 'ok' : 'failed',
    evidence: {
      code: linked ? 'portal-account-linked' : 'portal-account-unlinked',
      facts: { cnpj, accountId },
    },
  };
}

/** Rules 1 and 2: everyone but the responsible user is linked. */
function usersLinked(world: World): Prerequisite {
  const all = world.people.users().filter((user) => !user.roles.includes('responsible'));
  const missing = all.filter((user) => user.linkState !== 'linked');
  if (missing.length === 0) {
    const evidence = { code: 'all-users-linked', facts: { count: all.length } };
    return { code: 'users-linked', status: 'ok', evidence };
  }
  const names = missing.map((user) => user.name).join(', ');
  return {
    code: 'users-linked',
    status: 'failed',
    evidence: { code: 'users-not-linked', facts: { count: missing.length, names: names.slice(0, 300) } },
  };
}

/** Every prerequisite as FoccoLojas sees it now. */
export function prerequisitesOf(world: World): Prerequisite[] {
  return world.people.prerequisites().map((entry) => {
    if (entry.code === 'portal-account') return portalAccount(world);
    return entry.code === 'users-linked' ? usersLinked(world) : entry;
  });
}
