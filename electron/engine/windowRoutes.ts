import type {
  EnvironmentDetail,
  EnvironmentItems,
  FolderSuggestion,
  HomeRow,
} from '../../shared/contract/windowSchemas.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { DesktopCalls } from './desktopCalls.ts';
import { createDiagnosisRoutes } from './diagnosisRoutes.ts';
import type { Diagnostics } from './diagnostics/createDiagnostics.ts';
import { environmentDetail } from './environments/environmentDetail.ts';
import { happenings } from './environments/happenings.ts';
import { homeRow } from './environments/homeRow.ts';
import type { StateViews } from './history/stateViews.ts';
import { homeRows, looseFiles } from './homeRows.ts';
import { implementation as os } from './implementation.ts';
import type { HomeFacts } from './ledger/homeSection.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Delivery } from './ledger/types.ts';
import type { ScopedLog } from './logging/createLog.ts';
import { notificationsAbout } from './reviewQueue.ts';
import type { SetupCalls } from './setup.ts';

/** What the window's procedures need; `engine.ts` hands it in. */
export interface WindowParts {
  readonly ledger: Ledger;
  readonly log: ScopedLog;
  readonly setup: SetupCalls;
  readonly desktop: DesktopCalls;
  readonly states: StateViews;
  readonly diagnostics: Diagnostics;
  /** A run of the checks ended. */
  onDiagnosed(): void;
  suggestFolders(signal: AbortSignal | undefined): Promise<FolderSuggestion[]>;
  /** Somebody looks at one environment or at all: asked of FoccoLojas again in the background, where it can be. */
  lookedAt(environmentId?: string): void;
  /** One environment is asked of FoccoLojas now. @throws EloError `environment-not-found`, `server-not-set`, the network's */
  fetchEnvironment(environmentId: string): Promise<void>;
  /** @throws EloError `server-not-set` where nothing is known either */
  items(environmentId: string): Promise<EnvironmentItems>;
}

/** Acts on an environment; what carries the user's work is told by its save. */
const acts: ReadonlySet<string> = new Set(['negotiation', 'update', 'review']);
/** The newest act stands among these. */
const lookedThrough = 50;

function lastAct(ledger: Ledger, environmentId: string): Delivery | null {
  const rows = ledger.outbox.list({ environmentId, limit: lookedThrough });
  return rows.find(({ kind }) => acts.has(kind)) ?? null;
}

/** The procedures that only the window needs. */
export function createWindowRoutes(parts: WindowParts) {
  const { ledger, log, setup, desktop, states, diagnostics } = parts;

  /** An environment this machine knows, or gets to know now. */
  const factsOf = async (environmentId: string): Promise<HomeFacts> => {
    const [known] = ledger.home.facts([environmentId]);
    if (known !== undefined) {
      parts.lookedAt(environmentId);
      return known;
    }
    await parts.fetchEnvironment(environmentId);
    const [fetched] = ledger.home.facts([environmentId]);
    if (fetched !== undefined) return fetched;
    throw new EloError('environment-not-found', 'no such environment');
  };
  const detail = async (environmentId: string): Promise<EnvironmentDetail> =>
    environmentDetail(await factsOf(environmentId), (saveId) => states.ambients(saveId), {
      notifications: notificationsAbout(ledger, environmentId),
      listingWait: ledger.listingWaits.get(environmentId),
      ledger,
      lastAct: lastAct(ledger, environmentId),
    });
  const row = async (environmentId: string): Promise<HomeRow> => homeRow(await factsOf(environmentId));

  return {
    setup: {
      get: os.setup.get.handler(() => setup.get()),
      checkServer: os.setup.checkServer.handler(({ input, signal }) => setup.checkServer(input.url, signal)),
      setServer: os.setup.setServer.handler(({ input }) => setup.setServer(input.url)),
      finish: os.setup.finish.handler(() => setup.finish()),
    },
    settings: {
      get: os.settings.get.handler(() => setup.settings()),
      set: os.settings.set.handler(({ input }) => setup.setSettings(input)),
    },
    desktop: {
      get: os.desktop.get.handler(() => desktop.get()),
      pickFolder: os.desktop.pickFolder.handler(() => desktop.pickFolder()),
      setAutostart: os.desktop.setAutostart.handler(({ input }) => desktop.setAutostart(input.on)),
      openUrl: os.desktop.openUrl.handler(async ({ input }) => {
        await desktop.openUrl(input.url);
        return {};
      }),
      reveal: os.desktop.reveal.handler(async ({ input }) => {
        await desktop.reveal(input.path);
        return {};
      }),
      openLogs: os.desktop.openLogs.handler(async () => {
        await desktop.openLogs();
        return {};
      }),
      checkForUpdate: os.desktop.checkForUpdate.handler(() => desktop.checkForUpdate()),
      installUpdate: os.desktop.installUpdate.handler(async () => {
        await desktop.installUpdate();
        return {};
      }),
    },
    suggestFolders: os.folders.suggest.handler(({ signal }) => parts.suggestFolders(signal)),
    home: {
      rows: os.home.rows.handler(async function* ({ signal }) {
        parts.lookedAt();
        yield* homeRows(ledger, signal, (broken) => log.warn('row left out', { ...broken }));
      }),
      row: os.home.row.handler(({ input }) => row(input.environmentId)),
      looseFiles: os.home.looseFiles.handler(() => looseFiles(ledger)),
    },
    environments: {
      get: os.environments.get.handler(({ input }) => detail(input.environmentId)),
      items: os.environments.items.handler(({ input }) => parts.items(input.environmentId)),
      history: os.environments.history.handler(async ({ input }) => {
        await factsOf(input.environmentId);
        return happenings(ledger, input.environmentId);
      }),
    },
    listingTree: os.listings.tree.handler(({ input }) => states.listingTree(input)),
    picture: os.picture.handler(({ input }) => states.picture(input)),
    plan: os.plan.handler(({ input }) => states.plan(input.state, input.ambientGuid ?? null)),
    compare: os.compare.handler(({ input }) =>
      states.compare(input.before, input.after, input.ambientGuid ?? null),
    ),
    diagnosis: createDiagnosisRoutes({
      diagnostics,
      onDiagnosed: () => parts.onDiagnosed(),
      made: (path) => desktop.made(path),
    }),
  };
}
