import type { Account, AccountStep, Audit, FolderView, Status } from '../../shared/contract/schemas.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import type { Fixes } from './diagnostics/fixes/createFixes.ts';
import type { Environments } from './environments/environments.ts';
import { openedCopies } from './environments/openedCopies.ts';
import type { EventHub } from './eventHub.ts';
import type { History } from './history/history.ts';
import { implementation as os } from './implementation.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Notifications } from './notifications/notifications.ts';
import { reviewQueue } from './reviewQueue.ts';
import { deliveryViews, fileView, listingView, saveJson, versionView } from './views.ts';
import { createWindowRoutes } from './windowRoutes.ts';
import type { WindowParts } from './windowRoutes.ts';

/** What the procedures need; `engine.ts` hands it in. */
export interface RouterParts extends WindowParts {
  readonly fixes: Fixes;
  readonly history: History;
  readonly hub: EventHub;
  readonly folders: {
    list(): FolderView[];
    add(path: string, share: boolean): Promise<FolderView[]>;
    remove(path: string): Promise<FolderView[]>;
  };
  /** @param of which file it is, moved, where several may be meant */
  answerFile(fileIdOrPath: string, answer: FileAnswer, of?: string): void;
  status(): Status;
  account: {
    get(): Promise<Account>;
    signIn(options: { device: boolean; signal: AbortSignal | undefined }): AsyncIterable<AccountStep>;
    signOut(): Promise<Account>;
    link(options: { signal: AbortSignal | undefined }): AsyncIterable<AccountStep>;
    unlink(): Promise<Account>;
  };
  /** Everything that needs FoccoLojas; rejects with `server-not-set` while no server is known. */
  environments(): Environments;
  /** The same for acts; rejects with `sign-in-required` or `promob-link-required`. */
  acting(): Promise<Environments>;
  /** The same where somebody must be signed in. */
  signedIn(): Environments;
  notifications(): Notifications;
  retryDelivery(id: string): void;
  audit(): Promise<Audit>;
  readonly receiver: {
    get(): { on: boolean; address?: string };
    set(on: boolean): Promise<{ on: boolean; address?: string }>;
  };
  /** One redacted zip for support; never over another file. */
  supportBundle(path: string): Promise<{ path: string; bytes: number }>;
}

/** The file a client named by id or path. Refusal `file-not-found`. */
function fileNamed(ledger: Ledger, fileIdOrPath: string): NonNullable<ReturnType<Ledger['files']['find']>> {
  const file = ledger.files.find(fileIdOrPath);
  if (file !== null) return file;
  throw new EloError('file-not-found', 'no such project file', { remedy: 'choose-another-file' });
}

/** The engine's contract, implemented: every procedure is a few lines that ask a feature and show its answer. */
export function createRouter(parts: RouterParts) {
  const { ledger, history, hub } = parts;
  const window = createWindowRoutes(parts);
  const files = (): ReturnType<typeof fileView>[] =>
    ledger.files.list().map((file) => fileView(ledger, file));

  return os.router({
    status: os.status.handler(() => parts.status()),
    events: os.events.handler(async function* ({ signal }) {
      yield* hub.subscribe(signal);
    }),

    account: {
      get: os.account.get.handler(() => parts.account.get()),
      signIn: os.account.signIn.handler(async function* ({ input, signal }) {
        yield* parts.account.signIn({ device: input.device ?? false, signal });
      }),
      signOut: os.account.signOut.handler(() => parts.account.signOut()),
      link: os.account.link.handler(async function* ({ signal }) {
        yield* parts.account.link({ signal });
      }),
      unlink: os.account.unlink.handler(() => parts.account.unlink()),
    },

    setup: window.setup,
    settings: window.settings,
    desktop: window.desktop,
    home: window.home,
    picture: window.picture,
    plan: window.plan,
    compare: window.compare,
    diagnosis: window.diagnosis,
    fixes: {
      plan: os.fixes.plan.handler(({ input, signal }) => parts.fixes.plan(input, signal)),
      apply: os.fixes.apply.handler(({ input }) => parts.fixes.apply(input)),
      undo: os.fixes.undo.handler(({ input }) => parts.fixes.undo(input)),
      list: os.fixes.list.handler(() => parts.fixes.list()),
    },

    folders: {
      suggest: window.suggestFolders,
      list: os.folders.list.handler(() => parts.folders.list()),
      add: os.folders.add.handler(({ input }) => parts.folders.add(input.path, input.share ?? false)),
      remove: os.folders.remove.handler(({ input }) => parts.folders.remove(input.path)),
    },

    files: {
      list: os.files.list.handler(files),
      answer: os.files.answer.handler(async ({ input: { file, answer, of } }) => {
        const { fileId } = fileNamed(ledger, file);
        if (answer === 'current' || answer === 'apart') {
          await parts.environments().decideCopy({ file: fileId, answer });
        } else {
          parts.answerFile(fileId, answer, of === undefined ? undefined : fileNamed(ledger, of).fileId);
        }
        return files();
      }),
    },

    saves: {
      list: os.saves.list.handler(({ input }) =>
        ledger.saves.list(fileNamed(ledger, input.file).fileId).map((save) => saveJson(ledger, save)),
      ),
      restore: os.saves.restore.handler(async ({ input }) => {
        const restored = await history.restore(input.saveId, input.to);
        parts.desktop.made(restored.path);
        return restored;
      }),
    },

    customers: {
      list: os.customers.list.handler(async () => {
        await parts.environments().refreshCatalogue();
        return parts.environments().customers.list();
      }),
      create: os.customers.create.handler(async ({ input }) =>
        (await parts.acting()).customers.create(input),
      ),
    },
    projects: {
      list: os.projects.list.handler(async () => {
        await parts.environments().refreshCatalogue();
        return parts.environments().customers.projects();
      }),
      create: os.projects.create.handler(async ({ input }) =>
        (await parts.acting()).customers.createProject(input),
      ),
    },

    environments: {
      ...window.environments,
      list: os.environments.list.handler(() => parts.environments().list()),
      create: os.environments.create.handler(async ({ input }) => (await parts.acting()).create(input)),
      start: os.environments.start.handler(async ({ input }) => (await parts.acting()).start(input)),
      makeFile: os.environments.makeFile.handler(async ({ input }) => (await parts.acting()).makeFile(input)),
      proposeFile: os.environments.proposeFile.handler(({ input }) =>
        parts.environments().proposeFile(input),
      ),
      creations: os.environments.creations.handler(() => parts.environments().creations()),
      creation: os.environments.creation.handler(({ input }) =>
        parts.environments().creation(input.creationId),
      ),
      retryCreation: os.environments.retryCreation.handler(async ({ input }) =>
        (await parts.acting()).retryCreation(input),
      ),
      dismissCreation: os.environments.dismissCreation.handler(({ input }) =>
        parts.environments().dismissCreation(input.creationId),
      ),
      bindFile: os.environments.bindFile.handler(({ input }) => parts.environments().bind(input)),
      unbindFile: os.environments.unbindFile.handler(({ input }) =>
        parts.environments().unbind(input.environmentId),
      ),
      proposals: os.environments.proposals.handler(({ input }) =>
        parts.environments().proposals(input.environmentId),
      ),
      disagreement: os.environments.disagreement.handler(({ input }) =>
        parts.environments().disagreement(input.environmentId),
      ),
      resolve: os.environments.resolve.handler(async ({ input }) => {
        const resolved = await (await parts.acting()).resolve(input);
        if (resolved.path !== undefined) parts.desktop.made(resolved.path);
        return resolved;
      }),
      openDrawing: os.environments.openDrawing.handler(async ({ input }) => {
        const opened = await parts.signedIn().openDrawing(input.environmentId);
        parts.desktop.made(opened.path);
        return opened;
      }),
    },

    listings: {
      tree: window.listingTree,
      list: os.listings.list.handler(() =>
        ledger.listings.list().map((listing) => listingView(ledger, listing)),
      ),
    },

    acts: {
      prepare: os.acts.prepare.handler(async ({ input }) =>
        (await parts.acting()).handOver({ ...input, mode: 'prepare' }),
      ),
      negotiate: os.acts.negotiate.handler(async ({ input }) =>
        (await parts.acting()).handOver({ ...input, mode: 'negotiate' }),
      ),
      handOverWhenFresh: os.acts.handOverWhenFresh.handler(async ({ input }) =>
        (await parts.acting()).handOverWhenFresh(input.environmentId, input.mode),
      ),
      updateWhenFresh: os.acts.updateWhenFresh.handler(async ({ input }) =>
        (await parts.acting()).updateWhenFresh(input.environmentId),
      ),
      listingWaits: os.acts.listingWaits.handler(() => parts.environments().listingWaits()),
      endListingWait: os.acts.endListingWait.handler(({ input }) => {
        const environments = parts.environments();
        environments.endListingWait(input.environmentId);
        return environments.listingWaits();
      }),
      update: os.acts.update.handler(async ({ input }) => (await parts.acting()).update(input)),
      startReview: os.acts.startReview.handler(async ({ input }) =>
        (await parts.acting()).review(input.environmentId, 'start'),
      ),
      completeReview: os.acts.completeReview.handler(async ({ input }) =>
        (await parts.acting()).review(input.environmentId, 'complete'),
      ),
      assistance: os.acts.assistance.handler(async ({ input }) => (await parts.acting()).assistance(input)),
    },

    versions: {
      list: os.versions.list.handler(async ({ input }) =>
        (await parts.environments().versions(input.environmentId)).map(versionView),
      ),
      open: os.versions.open.handler(async ({ input }) => {
        const opened = await parts.environments().openVersion(input);
        parts.desktop.made(opened.path);
        return opened;
      }),
      openedCopies: os.versions.openedCopies.handler(({ input }) =>
        openedCopies(ledger, input?.environmentId),
      ),
      decideCopy: os.versions.decideCopy.handler(({ input }) => parts.environments().decideCopy(input)),
      makeCurrent: os.versions.makeCurrent.handler(async ({ input }) =>
        (await parts.acting()).makeCurrent(input),
      ),
    },

    reviews: {
      queue: os.reviews.queue.handler(async () => {
        await parts.environments().refreshCatalogue();
        return reviewQueue(ledger);
      }),
    },
    occurrences: {
      list: os.occurrences.list.handler(({ input }) =>
        parts.environments().occurrences(input?.environmentId),
      ),
    },

    notifications: {
      list: os.notifications.list.handler(() => parts.notifications().list()),
      open: os.notifications.open.handler(({ input }) => parts.notifications().open(input.id)),
      finish: os.notifications.finish.handler(({ input }) => parts.notifications().finish(input.id)),
    },

    outbox: {
      list: os.outbox.list.handler(({ input }) =>
        deliveryViews(
          ledger,
          ledger.outbox.list({
            limit: input.limit ?? 1_000,
            ...(input.all === true
              ? {}
              : { states: ['kept', 'sending', 'withheld', 'needs-attention'] as const }),
          }),
        ),
      ),
      retry: os.outbox.retry.handler(({ input }) => {
        parts.retryDelivery(input.id);
        const row = ledger.outbox.byId(input.id);
        const [view] = row === null ? [] : deliveryViews(ledger, [row]);
        if (view === undefined) throw new EloError('delivery-not-found', 'no such delivery');
        return view;
      }),
    },
    audit: os.audit.handler(() => parts.audit()),
    receiver: {
      get: os.receiver.get.handler(() => parts.receiver.get()),
      set: os.receiver.set.handler(({ input }) => parts.receiver.set(input.on)),
    },
    supportBundle: os.supportBundle.handler(async ({ input }) => {
      const written = await parts.supportBundle(input.path);
      parts.desktop.made(written.path);
      return written;
    }),

    prerequisites: {
      list: os.prerequisites.list.handler(() => parts.signedIn().prerequisites.list()),
      confirm: os.prerequisites.confirm.handler(({ input }) =>
        parts.signedIn().prerequisites.confirm(input.code),
      ),
    },
    store: {
      get: os.store.get.handler(() => parts.signedIn().store()),
      configure: os.store.configure.handler(({ input }) => parts.signedIn().configureStore(input)),
    },
  });
}

export type EngineRouter = ReturnType<typeof createRouter>;
