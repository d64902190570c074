import { randomBytes } from 'node:crypto';
import type { OperationId } from '../../../../shared/api/operations.ts';
import { BASE_PATH } from '../../../../shared/api/common.ts';
import type { Store } from '../../../../shared/api/store.ts';
import { etag, linkView, meView } from '../../acts/views.ts';
import { Refusal } from '../../refusal.ts';
import { foundOutByItself, prerequisitesOf } from '../../acts/prerequisites.ts';
import { refuseWithoutRole } from '../../rules.ts';
import { changeStore, storeRecord } from '../../storeRecord.ts';
import type { World } from '../../world.ts';
import type { Handlers } from '../call.ts';

/** An attempt to link lives this long, in milliseconds. */
const ATTEMPT_MS = 10 * 60_000;

function storeView(world: World): Store {
  const { fileNameConvention, revision, ...store } = storeRecord(world);
  const blank = world.contents.find(Number(world.meta.get('blankContent') ?? '0'));
  return {
    ...store,
    settings: {
      fileNameConvention,
      blankProject: blank === undefined ? null : { sha256: blank.sha256, bytes: blank.bytes },
    },
    versionToken: `store-${revision}`,
  };
}

type AccountOps =
  | Extract<
      OperationId,
      'getHealth' | 'getMe' | 'getPromobLink' | 'startPromobLink' | 'getPromobLinkAttempt' | 'unlinkPromob'
    >
  | Extract<
      OperationId,
      'getStore' | 'configureStore' | 'listPrerequisites' | 'confirmPrerequisite' | 'getBlankProject'
    >;

/** Life, the user, his link, the store. */
export function accountRoutes(world: World): Handlers<AccountOps> {
  return {
    getHealth: {
      run: () => ({
        body: {
          status: 'ok',
          time: world.now(),
          product: 'foccolojas',
          apiVersion: '1.0.0',
          issuer: `${world.origins.foccolojas}/oidc`,
          clientId: 'elo',
        },
      }),
    },
    getMe: { run: ({ user }) => ({ body: meView(world, user) }) },
    getPromobLink: { run: ({ user }) => ({ body: linkView(user) }) },
    startPromobLink: {
      run({ user }) {
        const id = world.newId();
        const expiresAt = new Date(Date.parse(world.now()) + ATTEMPT_MS).toISOString();
        const secret = randomBytes(24).toString('base64url');
        const verifier = randomBytes(32).toString('base64url');
        world.people.addAttempt({ id, userId: user.id, state: 'waiting', secret, verifier, expiresAt });
        const authorizationUrl = `${world.origins.foccolojas}/vincular/${id}`;
        return { body: { attemptId: id, authorizationUrl, expiresAt } };
      },
    },
    getPromobLinkAttempt: {
      run({ user, params }) {
        const attempt = world.people.attempt(params.attemptId);
        if (attempt === undefined || attempt.userId !== user.id)
          throw new Refusal('not-found', 'no such attempt');
        const expired = attempt.state === 'waiting' && attempt.expiresAt <= world.now();
        return { body: { state: expired ? 'expired' : attempt.state } };
      },
    },
    unlinkPromob: {
      run({ user }) {
        world.people.setLink(user.id, 'not-linked', null, null, null);
        world.settle('promob-relink-required', { userId: user.id });
        world.announce('promob-link-changed', {}, user.id);
        return { body: undefined };
      },
    },
    getStore: {
      run() {
        const store = storeView(world);
        return { body: store, headers: etag(store.versionToken) };
      },
    },
    configureStore: {
      run({ user, body, matchToken }) {
        refuseWithoutRole(user, 'responsible');
        matchToken(storeView(world).versionToken);
        const record = storeRecord(world);
        changeStore(world, {
          cnpj: body.cnpj ?? record.cnpj,
          accountId: body.accountId ?? record.accountId,
          fileNameConvention: body.fileNameConvention ?? record.fileNameConvention,
          responsibleUserId: user.id,
          configured: true,
        });
        const store = storeView(world);
        return { body: store, headers: etag(store.versionToken) };
      },
    },
    listPrerequisites: { run: () => ({ body: { items: prerequisitesOf(world) } }) },
    confirmPrerequisite: {
      run({ user, params, body }) {
        if (foundOutByItself(params.code))
          throw new Refusal('wrong-state', 'FoccoLojas finds this out by itself');
        if (params.code !== 'webstart-absent') refuseWithoutRole(user, 'responsible');
        const evidence = JSON.stringify(body.evidence);
        world.people.confirmPrerequisite(params.code, body.status, evidence, user.name, world.now());
        world.announce('store-changed', {});
        const found = prerequisitesOf(world).find((entry) => entry.code === params.code);
        if (found === undefined) throw new Refusal('not-found', 'no such prerequisite');
        return { body: found };
      },
    },
    getBlankProject: {
      run() {
        const content = world.meta.get('blankContent');
        if (content === undefined)
          throw new Refusal('blank-project-not-set', 'the store has no blank project file');
        return { body: { contentId: Number(content) } };
      },
    },
  };
}

/** Address of an operation's answer elsewhere in the API. */
export function locationOf(path: string): Record<string, string> {
  return { Location: BASE_PATH + path };
}
