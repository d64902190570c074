import type { StreamEvent } from '../../shared/api/events.ts';
import type { ListingWaitView } from '../../shared/contract/actSchemas.ts';
import type { EngineHost } from '../../shared/contract/host.ts';
import { promobLinkSchema } from '../../shared/contract/schemas.ts';
import type {
  Account as AccountView,
  AccountStep,
  Audit,
  NotificationView,
} from '../../shared/contract/schemas.ts';
import type { Clock, Stop } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Account } from './account/createAccount.ts';
import { createPromobLink } from './account/promobLink.ts';
import { createStanding, standingCodes } from './account/standing.ts';
import { closableClient } from './closableClient.ts';
import { closableLedger } from './closableLedger.ts';
import { createAudit } from './delivery/audit.ts';
import { createDelivery } from './delivery/delivery.ts';
import type { GateReason } from './delivery/ports.ts';
import { deliveryRules } from './deliveryRules.ts';
import { createEnvironments } from './environments/environments.ts';
import type { Environments, EnvironmentsOptions } from './environments/environments.ts';
import type { ListingTaker } from './environments/handOver.ts';
import type { WatchPort } from './environments/ports.ts';
import type { FoccoLojasClient } from './foccolojas/client.ts';
import { streamEvents } from './foccolojas/streamEvents.ts';
import type { EventStream } from './foccolojas/streamEvents.ts';
import type { History } from './history/history.ts';
import { isMoving, leave, mayReplaceUser } from './leaving.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Delivery as DeliveryRow } from './ledger/types.ts';
import type { Log } from './logging/createLog.ts';
import { createLooks } from './looks.ts';
import { createNotifications } from './notifications/notifications.ts';
import type { Notifications } from './notifications/notifications.ts';
import { createRefresher } from './refresher.ts';
import {
  catalogueAnew,
  customers,
  everyKey,
  keysAfter,
  keysAfterOpening,
  linkKey,
  notificationsKey,
  occurrencesKey,
  standingKey,
  storeKey,
  unfinishedKey,
  userKey,
  wholeCatalogue,
} from './refreshKeys.ts';
import { closedError, sessionHealth } from './sessionHealth.ts';
import { stepStream } from './stepStream.ts';
import { untilClosed } from './untilClosed.ts';

/** What is on the way at the end gets this long to arrive; then it is kept, with its key. */
const stopDeliveryMs = 5_000;

export interface SessionOptions {
  readonly serverUrl: string;
  readonly dataDir: string;
  readonly ledger: Ledger;
  readonly history: History;
  /** Who is signed in. Started and stopped here. */
  readonly account: Account;
  /** FoccoLojas, spoken to in the account's name. */
  readonly client: FoccoLojasClient;
  readonly clock: Clock;
  /** In [0, 1): jitter of waits. */
  readonly random: () => number;
  readonly log: Log;
  readonly host: EngineHost;
  readonly watch: WatchPort;
  readonly takeListing: ListingTaker;
  readonly onAccount: () => void;
  readonly onOnline: () => void;
  readonly onDelivery: (row: DeliveryRow) => void;
  readonly onEnvironments: (environmentId?: string) => void;
  /** How an act that waited for its listing stands now. */
  readonly onWait: (wait: ListingWaitView) => void;
  /** An environment or file in creation went on. */
  readonly onCreations: () => void;
  readonly onCustomers: () => void;
  readonly onPrerequisites: () => void;
  readonly readWebStart: EnvironmentsOptions['readWebStart'];
  readonly onNotification: (notification: NotificationView) => void;
  /** What became of a notification that was known. */
  readonly onNotificationChanged: (environmentId?: string) => void;
}

/** The online half: one server, one account, and everything that speaks to FoccoLojas. */
export interface Session {
  /** Reads what the vault keeps and begins to deliver and to listen; offline is no error. */
  start(): Promise<void>;
  /**
   * Cuts everything that waits for FoccoLojas and writes nothing of it any more; what is being delivered gets its time.
   * Whatever the server does, this ends soon after that time.
   */
  stop(): Promise<void>;
  /** FoccoLojas in the account's name, until the session ends: then its calls fail with `session-closed`. */
  readonly client: FoccoLojasClient;
  account(): AccountView;
  /** The same after asking FoccoLojas, where it can be asked. */
  currentAccount(): Promise<AccountView>;
  signIn(options: {
    readonly device: boolean;
    readonly signal: AbortSignal | undefined;
  }): AsyncIterable<AccountStep>;
  signOut(): Promise<AccountView>;
  link(options: { readonly signal: AbortSignal | undefined }): AsyncIterable<AccountStep>;
  unlink(): Promise<AccountView>;
  online(): boolean;
  /** Something is on its way, or goes within a minute: not the moment to end the engine. */
  moving(): boolean;
  /**
   * Somebody looks at one environment, or at all: what is known is shown, and asked of FoccoLojas again in the background
   * where that is some time ago.
   */
  lookedAt(environmentId?: string): void;
  /** Codes of what stands in the way, for the health list. */
  health(): string[];
  kick(): void;
  /** Something came that finishes what waits: a listing, a save, an answer. */
  goOn(): void;
  /** The machine woke up, the user asks, the network is back. */
  wake(): void;
  retry(deliveryId: string): void;
  audit(): Promise<Audit>;
  readonly environments: Environments;
  /** The same for acts that change something; rejects with `sign-in-required` or `promob-link-required`. */
  acting(): Promise<Environments>;
  /** The same for what only needs somebody signed in. */
  signedIn(): Environments;
  readonly notifications: Notifications;
}

const inReview: ReadonlySet<string> = new Set(['financially-released', 'in-review', 'review-complete']);

/** Acts somebody may have asked for who is not there any more: what they end is looked at. */
const unfinishedActs: ReadonlySet<string> = new Set(['assistance', 'negotiation', 'update']);

function isDecided({ state }: DeliveryRow): boolean {
  return state !== 'kept' && state !== 'sending';
}

export function createSession(options: SessionOptions): Session {
  const { history, account, clock, random, serverUrl } = options;
  const log = options.log.scope('session');
  const closing = new AbortController();
  const closed = closing.signal;
  // Delivery has the plain ones: what is on its way at the end gets its time, and its receipt is kept.
  const client = closableClient(options.client, closed);
  const ledger = closableLedger(options.ledger, closed);
  // Whoever asked for the sign-in opens the address; the engine may run where there is no browser.
  const openUrl = (): Promise<void> => Promise.resolve();
  // Offline at start, what was last known of the link stands.
  const linkKnownKey = `promob-link ${serverUrl}`;
  const known = promobLinkSchema.safeParse(ledger.values.get(linkKnownKey));
  const link = createPromobLink({ client, clock, openUrl, ...(known.success ? { known: known.data } : {}) });

  const responsible = (): boolean => account.user()?.roles.includes('responsible') === true;
  const standing = createStanding({ client, clock });
  const closedBy = (): GateReason | null => {
    if (account.state() !== 'signed-in') return 'sign-in';
    if (standing.code() !== null) return 'standing';
    return link.state() === 'linked' || responsible() ? null : 'link';
  };

  const refreshUser = (): Promise<unknown> => untilClosed(closed, (signal) => account.refreshUser(signal));

  const refreshBehind: Readonly<Record<GateReason, () => Promise<unknown>>> = {
    'sign-in': refreshUser,
    link: () => link.refresh(),
    standing: () => standing.refresh(),
  };

  const delivery = createDelivery({
    outbox: ledger.outbox,
    readContent: (sha256) => history.read(sha256),
    findSave: (saveId) => ledger.saves.byId(saveId),
    send: options.client,
    gate: {
      closedBy,
      async recheck(reason) {
        await refreshBehind[reason]();
        return closedBy();
      },
      onChange(listener) {
        const stops = [account.onChange(listener), link.onChange(listener), standing.onChange(listener)];
        return () => {
          for (const stop of stops) stop();
        };
      },
    },
    rules: deliveryRules(ledger),
    clock,
    random,
    log: options.log.scope('delivery'),
    onChange(row) {
      // Whoever asked for it may not be waiting any more.
      if (unfinishedActs.has(row.kind) && isDecided(row)) {
        refresher.ask(unfinishedKey);
      }
      options.onDelivery(row);
      if (row.kind === 'environment') environments.wakeCreations({ deliveryId: row.deliveryId });
    },
    onStatus: options.onOnline,
  });
  const audit = createAudit({
    ledger,
    client,
    clock,
    log: options.log.scope('audit'),
    onChange: options.onDelivery,
  });
  const notifications = createNotifications({
    ledger,
    client,
    onNew: options.onNotification,
    onChanged: options.onNotificationChanged,
    onUntold: () => refresher.ask(notificationsKey),
  });
  const environments = createEnvironments({
    ledger,
    client,
    history,
    delivery: {
      kick: () => delivery.kick('new-row'),
      whenFinal: (id, wait) => unlessClosed(id, wait),
      blocked() {
        const closed = closedBy();
        if (closed !== null) return closedError(closed, standing);
        if (delivery.state().online) return null;
        return new EloError('still-waiting', 'FoccoLojas cannot be reached', {
          retryable: true,
          details: { paused: 'offline' },
        });
      },
    },
    watch: options.watch,
    clock,
    dataDir: options.dataDir,
    host: options.host,
    takeListing: options.takeListing,
    onChanged: options.onEnvironments,
    onWait: options.onWait,
    onCreations: options.onCreations,
    onTrouble: (code) => log.info('creation', { code }),
    onCustomers: options.onCustomers,
    readWebStart: options.readWebStart,
    user() {
      const user = account.user();
      return user === null ? null : { name: user.name, responsible: responsible() };
    },
  });

  const refreshOne = async (key: string): Promise<void> => {
    switch (key) {
      case wholeCatalogue:
        return environments.refreshCatalogue();
      case catalogueAnew:
        return environments.rereadCatalogue();
      case customers:
        return environments.refreshCustomers();
      case notificationsKey:
        return notifications.sync();
      case occurrencesKey:
        return environments.readOccurrences();
      case unfinishedKey:
        return environments.goOn();
      case storeKey:
        return environments.refreshConvention();
      case userKey:
        await refreshUser();
        return;
      case linkKey:
        await link.refresh();
        return;
      case standingKey:
        await standing.refresh();
        return;
      default:
        await environments.refreshEnvironment(key);
        // Locked, decided or updated elsewhere: what waits there ends.
        if (ledger.listingWaits.get(key) !== null) refresher.ask(unfinishedKey);
        // In a review it counts what became of each change since the conversion, whichever machine it was told to.
        if (inReview.has(ledger.catalogue.environments.get(key)?.state ?? '')) {
          await notifications.readEnvironment(key);
        }
    }
  };
  const refresher = createRefresher(refreshOne, (code) => log.info('refresh failed', { code }), clock);
  let stream: EventStream | null = null;
  let streaming: string | null = null;
  const placeKey = `events ${serverUrl}`;

  const readAgain = (): void => {
    for (const key of everyKey) refresher.ask(key);
    environments.wakeCreations();
  };

  const onEvent = (event: StreamEvent, id: string | undefined): void => {
    if (event.type === 'resync') readAgain();
    else for (const key of keysAfter(event)) refresher.ask(key);
    if (event.type === 'store-changed') options.onPrerequisites();
    if (event.type === 'job-changed') {
      environments.wakeCreations(event.jobId === undefined ? {} : { jobId: event.jobId });
    }
    if (id !== undefined) ledger.values.set(placeKey, id);
  };

  /** Listens for as long as somebody is signed in; another user's stream begins anew. */
  const followAccount = (): void => {
    const user = account.state() === 'signed-in' ? (account.user()?.id ?? null) : null;
    if (user === streaming) return;
    stream?.stop();
    stream = null;
    streaming = user;
    if (user === null) {
      // The session may only have ended: the same user's link stands, another's begins anew.
      if (account.state() === 'signed-out') {
        link.forget();
        standing.forget();
      }
      return;
    }
    const place = ledger.values.get(placeKey);
    stream = streamEvents({
      client,
      clock,
      random,
      ...(typeof place === 'string' ? { lastEventId: place } : {}),
      onEvent,
      onState: (state) => {
        if (state.state === 'open') {
          delivery.kick('network');
          // What happened while nobody listened and is told by no event: whether user and link still stand.
          for (const key of keysAfterOpening) refresher.ask(key);
          environments.wakeCreations();
        } else if (state.state === 'waiting') delivery.doubtLine();
        options.onOnline();
      },
    });
    readAgain();
  };

  const view = (): AccountView => {
    const user = account.user();
    return {
      signedIn: account.state() === 'signed-in',
      user: user === null ? null : { id: user.id, name: user.name, roles: [...user.roles] },
      promobLink: link.state(),
    };
  };

  const current = async (): Promise<AccountView> => {
    const passing = ['sign-in-required', ...standingCodes] as readonly string[];
    try {
      await refreshUser();
      if (account.state() === 'signed-in') await link.refresh();
    } catch (error) {
      if (!(error instanceof EloError && (error.retryable || passing.includes(error.code)))) throw error;
    }
    // The last, since it is what says why the others were refused.
    if (account.state() === 'signed-in') await standing.refresh().catch(() => undefined);
    return view();
  };

  const isWorthAsking = createLooks(clock);
  const going = { ledger, delivery, clock };

  const needsSignIn = (): void => {
    if (account.state() !== 'signed-in') throw closedError('sign-in', standing);
  };

  /** What an act needs: somebody signed in and, but for the responsible user, linked. Asked again before it is refused. */
  const needsLink = async (): Promise<void> => {
    needsSignIn();
    const before = closedBy();
    if (before !== null) await refreshBehind[before]();
    const closed = closedBy();
    if (closed !== null) throw closedError(closed, standing);
  };

  /** Waits for a row, but not while only the user can help: then it stays queued and he is told what to do. */
  function unlessClosed(deliveryId: string, wait: { readonly timeoutMs: number }): Promise<DeliveryRow> {
    const leave = new AbortController();
    const listeners: Stop[] = [];
    const closed = new Promise<never>((_resolve, reject) => {
      const look = (): void => {
        const reason = closedBy();
        if (reason !== null) reject(closedError(reason, standing));
      };
      listeners.push(account.onChange(look), link.onChange(look), standing.onChange(look));
      look();
    });
    const decided = delivery.whenFinal(deliveryId, { ...wait, signal: leave.signal });
    return Promise.race([decided, closed]).finally(() => {
      for (const stop of listeners) stop();
      leave.abort();
      decided.catch(() => undefined);
      closed.catch(() => undefined);
    });
  }

  const stops = [
    account.onChange(() => {
      followAccount();
      options.onAccount();
    }),
    link.onChange(() => {
      ledger.values.set(linkKnownKey, link.state());
      options.onAccount();
    }),
    standing.onChange(() => options.onAccount()),
  ];
  let stopAudit: () => void = () => undefined;

  return {
    client,
    environments,
    notifications,
    async acting() {
      await needsLink();
      return environments;
    },
    signedIn() {
      needsSignIn();
      return environments;
    },
    async start() {
      delivery.start();
      await account.start();
      stopAudit = audit.startDaily();
      followAccount();
    },
    async stop() {
      for (const stop of stops) stop();
      stopAudit();
      environments.stop();
      account.stop();
      link.stop();
      standing.stop();
      stream?.stop();
      closing.abort(new EloError('session-closed', 'Elo stopped speaking to this FoccoLojas'));
      await Promise.all([delivery.stop(stopDeliveryMs), refresher.stop(), stream?.done]);
    },
    account: view,
    currentAccount: current,
    async *signIn({ device, signal }) {
      closed.throwIfAborted();
      const before = account.user();
      yield* stepStream<AccountStep>(async (report, both) => {
        await account.signIn({
          device,
          onStep: report,
          signal: both,
          maySignIn: (user) => mayReplaceUser(ledger, before, user),
        });
        await link.refresh();
        await standing.refresh();
        report({ step: 'done', account: view() });
      }, signal);
    },
    async signOut() {
      await leave(going);
      closed.throwIfAborted();
      await account.signOut();
      return view();
    },
    async *link({ signal }) {
      needsSignIn();
      yield* stepStream<AccountStep>(async (report, both) => {
        await link.link({ onStep: report, signal: both });
        await link.refresh();
        report({ step: 'done', account: view() });
      }, signal);
    },
    async unlink() {
      needsSignIn();
      await leave(going);
      await link.unlink();
      return view();
    },
    online: () => delivery.state().online,
    moving: () => isMoving(going),
    lookedAt(environmentId) {
      if (account.state() === 'signed-in' && isWorthAsking(environmentId)) {
        refresher.ask(environmentId ?? wholeCatalogue);
      }
    },
    health: () => sessionHealth({ account, link, standing, delivery, responsible }),
    kick: () => delivery.kick('new-row'),
    goOn: () => refresher.ask(unfinishedKey),
    wake() {
      stream?.wake();
      for (const key of [notificationsKey, unfinishedKey])
        if (account.state() === 'signed-in') refresher.ask(key);
      delivery.kick('wake');
    },
    retry: (deliveryId) => {
      delivery.retry(deliveryId);
    },
    audit: () => audit.run(),
  };
}
