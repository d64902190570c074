import { BASE_PATH } from '../../../../shared/api/common.ts';
import type { PortProbe } from '../../../../shared/api/events.ts';
import type { NotificationKind, NotificationState } from '../../../../shared/api/notifications.ts';
import type { OperationId } from '../../../../shared/api/operations.ts';
import {
  approve,
  completeReview,
  openOccurrence,
  release,
  startAssistance,
  startReview,
} from '../../acts/reviewActs.ts';
import { environmentRow, factsOf, notificationView, occurrenceView, tokenOf } from '../../acts/views.ts';
import { Refusal } from '../../refusal.ts';
import { isOutdated, refuseWithoutRole } from '../../rules.ts';
import type { NotificationRow } from '../../store/noticeStore.ts';
import type { User } from '../../store/peopleStore.ts';
import type { World } from '../../world.ts';
import type { Handlers } from '../call.ts';
import { handler } from '../call.ts';
import { probe } from '../portProbe.ts';
import { pageOfRows } from './paging.ts';
import { environmentAnswer } from './saveRoutes.ts';

type ReviewOps =
  | Extract<
      OperationId,
      | 'approveQuote'
      | 'releaseContract'
      | 'startReview'
      | 'completeReview'
      | 'listOccurrences'
      | 'listAllOccurrences'
    >
  | Extract<
      OperationId,
      | 'createOccurrence'
      | 'startAssistance'
      | 'listNotifications'
      | 'getNotification'
      | 'acknowledgeNotification'
    >
  | Extract<OperationId, 'probePort'>;

const ADVANCE: readonly NotificationState[] = ['created', 'delivered', 'seen', 'done'];
/** Kinds that are over when the environment is up to date. */
const ABOUT_UPDATES: ReadonlySet<NotificationKind> = new Set([
  'environment-outdated',
  'changed-after-conversion',
  'update-required',
  'quote-outdated',
]);
/** A user may probe this often in a minute: enough for a person, useless for scanning. */
const PROBES_A_MINUTE = 10;

/** Whether what a notification asks for is still to do; then nobody can call it done. */
function stillDue(world: World, row: NotificationRow, user: User): boolean {
  if (row.kind === 'promob-relink-required') return user.linkState !== 'linked';
  if (row.environmentId === null) return false;
  if (row.kind === 'review-ready')
    return environmentRow(world, row.environmentId).state === 'financially-released';
  if (!ABOUT_UPDATES.has(row.kind)) return false;
  return isOutdated(factsOf(world, environmentRow(world, row.environmentId)));
}

/** Approval, release, review, assistance, notifications, probes. */
export function reviewRoutes(world: World): Handlers<ReviewOps> {
  const probes = new Map<string, number[]>();
  const ownNotification = (user: User, id: string): NotificationRow => {
    const row = world.notices.notification(id);
    if (row === undefined || (row.userId !== null && row.userId !== user.id)) {
      throw new Refusal('not-found', 'no such notification');
    }
    return row;
  };
  const match = (call: { readonly matchToken: (token: string) => void }, id: string): void =>
    call.matchToken(tokenOf(environmentRow(world, id)));
  return {
    approveQuote: {
      link: true,
      run(call) {
        const { environmentId } = call.params;
        match(call, environmentId);
        const result = approve(world, environmentId);
        return result instanceof Refusal ? { refusal: result } : environmentAnswer(world, environmentId);
      },
    },
    releaseContract: {
      link: true,
      run(call) {
        match(call, call.params.environmentId);
        release(world, call.params.environmentId);
        return environmentAnswer(world, call.params.environmentId);
      },
    },
    startReview: {
      link: true,
      run(call) {
        refuseWithoutRole(call.user, 'reviser');
        match(call, call.params.environmentId);
        startReview(world, call.params.environmentId, call.idempotencyKey, call.user.name);
        return environmentAnswer(world, call.params.environmentId);
      },
    },
    completeReview: {
      link: true,
      run(call) {
        refuseWithoutRole(call.user, 'reviser');
        match(call, call.params.environmentId);
        completeReview(world, call.params.environmentId, call.idempotencyKey);
        return environmentAnswer(world, call.params.environmentId);
      },
    },
    listOccurrences: {
      run({ params }) {
        const { id } = environmentRow(world, params.environmentId);
        return {
          body: { items: world.occurrences.ofEnvironment(id).map((row) => occurrenceView(world, row)) },
        };
      },
    },
    listAllOccurrences: {
      run: ({ query }) => ({
        body: pageOfRows(
          query,
          (after, limit) => world.occurrences.all(after, limit),
          (row) => occurrenceView(world, row),
        ),
      }),
    },
    createOccurrence: {
      link: true,
      run: ({ params, body, user }) => ({
        body: occurrenceView(world, openOccurrence(world, params.environmentId, body.description, user.name)),
      }),
    },
    startAssistance: {
      link: true,
      run({ params, body, idempotencyKey }) {
        const { environment, reviewed } = startAssistance(
          world,
          params.occurrenceId,
          idempotencyKey,
          body.from,
        );
        const path =
          reviewed === null
            ? '/store/blank-project'
            : `/environments/${reviewed.environmentId}/versions/${reviewed.number}/file`;
        return {
          body: {
            environment,
            fileUrl: world.origins.foccolojas + BASE_PATH + path,
            file: reviewed === null ? { from: 'blank' } : { from: 'review', ...reviewed },
          },
        };
      },
    },
    listNotifications: {
      run: ({ user, query }) => ({
        body: pageOfRows(
          query,
          (after, limit) => world.notices.notifications(user.id, query ?? {}, after, limit),
          notificationView,
        ),
      }),
    },
    getNotification: {
      run: ({ user, params }) => ({ body: notificationView(ownNotification(user, params.notificationId)) }),
    },
    acknowledgeNotification: {
      run({ user, params, body }) {
        const row = ownNotification(user, params.notificationId);
        if (body.state === 'done' && row.state !== 'done' && stillDue(world, row, user)) {
          throw new Refusal('wrong-state', 'what this notification asks for is still to do');
        }
        if (ADVANCE.indexOf(body.state) > ADVANCE.indexOf(row.state)) {
          world.notices.touchNotification(row.id, body.state, world.now());
          const about = row.environmentId === null ? {} : { environmentId: row.environmentId };
          world.announce('notification', { notificationId: row.id, ...about }, row.userId ?? undefined);
        }
        return { body: notificationView(world.notices.notification(row.id) ?? row) };
      },
    },
    probePort: handler<'probePort', PortProbe>({
      prepare({ user, body, request }) {
        const now = Date.now();
        const recent = (probes.get(user.id) ?? []).filter((at) => at > now - 60_000);
        if (recent.length >= PROBES_A_MINUTE) {
          throw new Refusal('rate-limited', 'too many probes', { retryAfter: 60 });
        }
        probes.set(user.id, [...recent, now]);
        return probe(request.ip, body, () => world.now());
      },
      run: (_call, found) => ({ body: found }),
    }),
  };
}
