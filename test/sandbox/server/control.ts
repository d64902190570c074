/* oxlint-disable oxc/no-async-endpoint-handlers -- Fastify, unlike Express, waits for its handlers */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Role } from '../../../shared/api/account.ts';
import { Decimal } from '../../../shared/api/common.ts';
import {
  addEnvironment,
  createCustomer,
  createProject,
  jobCourse,
  refuseName,
  setJobCourse,
} from '../acts/catalogueActs.ts';
import { addOccurrenceItem, approve, completeReview, openOccurrence, release } from '../acts/reviewActs.ts';
import {
  customerView,
  environmentRow,
  environmentView,
  notificationView,
  occurrenceView,
  versionView,
} from '../acts/views.ts';
import { Refusal } from '../refusal.ts';
import type { FaultRow } from '../store/faultStore.ts';
import type { ReceiptRow } from '../store/receiptStore.ts';
import { accessOf, changeStore, setAccess, storeRecord } from '../storeRecord.ts';
import type { World } from '../world.ts';
import { sendRefusal } from './api.ts';
import { Fault } from './faults.ts';

export interface ControlOptions {
  readonly world: World;
  readonly token: string;
  /** Ends all access tokens of FoccoLojas and the streams that hang on them; refresh tokens live. */
  endAccessTokens(): void;
  /** Ends everything a user is signed in with at FoccoLojas. */
  endSignIn(userId: string): void;
  /** Ends the event streams of a user. */
  endStreams(userId: string): void;
  /** Ends the Promob sessions of a user. */
  endPromobSessions(username: string): void;
}

const Text = z.string().trim().min(1).max(300);
/** An amount as text or, since people write scripts, as a number. */
const Amount = z.union([Decimal, z.number().min(-1e12).max(1e12).transform(String).pipe(Decimal)]);
const NewItem = z.strictObject({ description: Text, quantity: Amount, total: Amount });
const EnvironmentParams = z.object({ id: z.string().max(64) });

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal('bad-request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
}

function sameToken(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** An entry of the ledger, with the ids its sender gave it. */
function ledgerEntry(row: ReceiptRow): Record<string, unknown> {
  const { seq, receivedAt: at, kind, idempotencyKey, environmentId, ...rest } = row;
  const known = Object.entries({
    sha256: rest.sha256,
    bytes: rest.bytes,
    saveId: rest.saveId,
    listingId: rest.listingId,
  });
  const present = Object.fromEntries(known.filter(([, value]) => value !== null));
  return { seq, at, kind, idempotencyKey, environmentId, ...present };
}

function faultEntry(row: FaultRow): Fault & { left: number } {
  return Object.assign(JSON.parse(row.fault) as Fault, { left: row.left });
}

/** The control API: what a person in FoccoLojas or Promob would do, and what networks do. Nothing here enters the ledger. */
export function registerControl(app: FastifyInstance, options: ControlOptions): void {
  const { world } = options;
  app.addHook('onRequest', async (request) => {
    const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameToken(given, options.token)) throw new Refusal('unauthenticated', 'the control token is needed');
  });
  const act = <T>(run: () => T): T => world.transaction(run);
  const idOf = (params: unknown): string => parsed(EnvironmentParams, params).id;

  app.get('/control/ledger', async () => world.receipts.all().map(ledgerEntry));

  app.get('/control/environments/:id', async (request) => {
    const row = environmentRow(world, idOf(request.params));
    const view = environmentView(world, row);
    const items = [
      ...world.work.promobItems(row.id).map(({ item }) => item),
      ...world.work.manualItems(row.id),
    ];
    return {
      id: row.id,
      name: row.name,
      state: view.state,
      outdated: view.outdated,
      locked: view.locked,
      versions: world.work.versions(row.id).map((version) => versionView(world, version)),
      items: items.map(({ id, source, description, quantity, total }) => ({
        id,
        source,
        description,
        quantity,
        total,
      })),
      purchaseOrders: view.purchaseOrders,
      notifications: world.notices.notificationsOf(row.id).map((notice) => notificationView(notice)),
      occurrences: world.occurrences.ofEnvironment(row.id).map((each) => occurrenceView(world, each)),
      ...(view.drawing === undefined ? {} : { drawing: view.drawing }),
      ...(view.disagreement === undefined ? {} : { disagreement: view.disagreement }),
    };
  });

  app.post('/control/customers', async (request, reply) => {
    const body = parsed(
      z.strictObject({
        name: Text,
        email: Text.optional(),
        phone: Text.optional(),
        document: Text.optional(),
      }),
      request.body,
    );
    return reply.status(201).send({ id: act(() => createCustomer(world, body)).id });
  });
  app.post('/control/customers/refuse', async (request) => {
    const { name } = parsed(z.strictObject({ name: Text }), request.body);
    act(() => refuseName(world, name));
    return { name };
  });
  app.get('/control/customers/:id', async (request) => {
    const row = world.catalogue.customer(idOf(request.params));
    if (row === undefined) throw new Refusal('not-found', 'no such customer');
    return customerView(row);
  });
  /** Every customer of a name, since nothing else tells whether one was made twice. */
  app.get('/control/customers', async () => world.catalogue.customers(0, 100_000).map(customerView));
  app.post('/control/projects', async (request, reply) => {
    const body = parsed(z.strictObject({ customerId: Text, name: Text }), request.body);
    return reply.status(201).send({ id: act(() => createProject(world, body)).id });
  });
  app.post('/control/environments', async (request, reply) => {
    const body = parsed(z.strictObject({ projectId: Text, name: Text }), request.body);
    const id = world.newId();
    act(() => addEnvironment(world, { id, ...body }));
    return reply.status(201).send({ id });
  });

  app.post('/control/jobs', async (request) => {
    const body = parsed(
      z.strictObject({
        halfMs: z.int().min(0).max(600_000).optional(),
        fail: z.int().min(0).max(1000).optional(),
      }),
      request.body,
    );
    const { halfMs, fail } = jobCourse(world);
    const course = { halfMs: body.halfMs ?? halfMs, fail: body.fail ?? fail };
    act(() => setJobCourse(world, course));
    return course;
  });

  app.post('/control/environments/:id/manual-items', async (request, reply) => {
    const body = parsed(NewItem, request.body);
    const { id: environmentId } = environmentRow(world, idOf(request.params));
    const item = { id: world.newId(), source: 'manual' as const, ...body, flags: [] };
    act(() => {
      world.work.addManualItem(environmentId, item);
      world.announce('environment-changed', { environmentId });
    });
    return reply.status(201).send(item);
  });

  app.post('/control/environments/:id/approve', async (request, reply) => {
    const body = parsed(z.strictObject({ version: z.int().min(1).optional() }), request.body);
    const result = act(() => approve(world, idOf(request.params), body.version));
    return result instanceof Refusal ? sendRefusal(reply, result) : result;
  });
  app.post('/control/environments/:id/release', async (request) =>
    act(() => release(world, idOf(request.params))),
  );
  app.post('/control/environments/:id/complete-review', async (request) =>
    act(() => completeReview(world, idOf(request.params), null)),
  );
  app.post('/control/environments/:id/occurrences', async (request, reply) => {
    const body = parsed(z.strictObject({ description: z.string().trim().min(1).max(1000) }), request.body);
    const row = act(() => openOccurrence(world, idOf(request.params), body.description));
    return reply.status(201).send({ id: row.id, number: row.number });
  });

  app.post('/control/occurrences/:id/items', async (request, reply) => {
    const body = parsed(NewItem, request.body);
    return reply.status(201).send(act(() => addOccurrenceItem(world, idOf(request.params), body)));
  });

  app.post('/control/promob/change-password', async (request) => {
    const body = parsed(z.strictObject({ username: Text, password: Text.optional() }), request.body);
    if (!world.people.hasPromobUser(body.username)) throw new Refusal('not-found', 'no such Promob user');
    options.endPromobSessions(body.username);
    act(() => {
      world.people.changePromobPassword(body.username, body.password ?? 'elo', world.now());
      for (const user of world.people.users()) {
        if (user.promobUser !== body.username || user.linkState === 'not-linked') continue;
        world.people.setLink(user.id, 'relink-required', user.promobUser, user.linkedAt, world.now());
        world.announce('promob-link-changed', {}, user.id);
        world.notify('promob-relink-required', { userId: user.id });
      }
    });
    return { username: body.username };
  });
  app.post('/control/tokens/expire', async () => {
    options.endAccessTokens();
    return { expired: true };
  });
  app.post('/control/users/:username/sign-out', async (request) => {
    const { username } = parsed(z.object({ username: z.string().max(100) }), request.params);
    const user = world.people.userNamed(username);
    if (user === undefined) throw new Refusal('not-found', 'no such user');
    options.endSignIn(user.id);
    options.endStreams(user.id);
    return { username };
  });
  app.post('/control/users/:username', async (request) => {
    const { username } = parsed(z.object({ username: z.string().max(100) }), request.params);
    const { roles, access } = parsed(
      z.strictObject({
        roles: z.array(Role).max(10).optional(),
        access: z.enum(['active', 'disabled', 'expired']).optional(),
      }),
      request.body,
    );
    const user = world.people.userNamed(username);
    if (user === undefined) throw new Refusal('not-found', 'no such user');
    act(() => {
      if (roles !== undefined) world.people.setRoles(user.id, [...new Set(roles)]);
      if (access !== undefined) setAccess(world, user.id, access);
      world.announce('user-changed', {}, user.id);
    });
    // Whoever may not even look hears nothing more, either.
    if (access !== undefined && access !== 'active') options.endStreams(user.id);
    return { username, roles: world.people.user(user.id)?.roles ?? [], access: accessOf(world, user.id) };
  });

  app.post('/control/store', async (request) => {
    const body = parsed(
      z.strictObject({
        portalState: z.enum(['linked', 'unlinked']).optional(),
        configured: z.boolean().optional(),
        serialNumbers: z.array(z.string().trim().min(1).max(60)).max(500).optional(),
      }),
      request.body,
    );
    const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    act(() => changeStore(world, change));
    const { cnpj, accountId, portalState, configured, serialNumbers } = storeRecord(world);
    return { cnpj, accountId, portalState, configured, serialNumbers };
  });

  const listed = () => world.faults.all().map(faultEntry);
  app.get('/control/faults', async () => listed());
  app.post('/control/faults', async (request, reply) => {
    const list = parsed(
      z.array(Fault).max(1000),
      Array.isArray(request.body) ? request.body : [request.body],
    );
    act(() => {
      for (const fault of list) world.faults.add(JSON.stringify(fault), fault.times);
    });
    return reply.status(201).send(listed());
  });
  app.delete('/control/faults', async (_request, reply) => {
    world.faults.clear();
    return reply.status(204).send();
  });
}
