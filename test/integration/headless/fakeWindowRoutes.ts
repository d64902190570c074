import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import type { ChecklistView, Diagnosis, WatchView } from '../../../shared/contract/diagnosisSchemas.ts';
import type {
  Desktop,
  FloorPlan,
  HomeRow,
  ListingTree,
  Settings,
  Setup,
} from '../../../shared/contract/windowSchemas.ts';

const at = '2026-02-19T17:34:38.000Z';
const sha256 = 'a'.repeat(64);

const setup: Setup = {
  serverUrl: 'https://loja.foccolojas.com.br',
  signedIn: true,
  promobLink: 'linked',
  responsible: false,
  folders: 1,
  done: true,
};
const settings: Settings = { language: 'pt-BR', theme: 'system' };
const desktop: Desktop = {
  host: 'command-line',
  version: '0.0.0',
  platform: 'linux',
  canPickFolder: false,
  autostart: 'unsupported',
  update: { state: 'unsupported' },
  documentsFolder: '/home/ana',
};
const row: HomeRow = {
  environmentId: 'e1',
  name: 'Cozinha',
  projectId: 'p1',
  projectName: 'Apartamento',
  customerName: 'Ana',
  state: 'outdated',
  outdated: true,
  locked: false,
  conflict: false,
  freshListing: true,
  due: 'update',
  activityAt: at,
};
const plan: FloorPlan = { ambient: null, ambients: [], bounds: null, shapes: [], entities: [], omitted: 0 };
const tree: ListingTree = {
  ambients: [],
  items: [],
  totals: { table: null, order: null, budget: null },
  omitted: 0,
};
const checklist: ChecklistView = { profile: 'p', steps: [], complete: true, history: [] };
const watch: WatchView = {
  profile: 'p',
  state: 'mended',
  since: '2026-03-02T12:00:00Z',
  verdict: 'ok',
  brokenLink: null,
  timeline: [],
};
const diagnosis: Diagnosis = {
  schema: 1,
  runId: 'r1',
  profile: 'sync',
  startedAt: at,
  durationMs: 1,
  verdict: 'ok',
  brokenLink: null,
  checks: [],
  checklist: [],
};

const fix = (port: number) => ({
  code: 'open-port' as const,
  facts: { port },
  commands: [`open ${port}`],
  undo: [`close ${port}`],
});
const fixPlan = (port: number) => ({ planId: 'p1', ...fix(port) });
const appliedFix = (port: number) => ({
  ...fix(port),
  fixId: 'x1',
  at,
  state: 'applied' as 'applied' | 'failed' | 'undone',
  error: null,
  undoneAt: null as string | null,
});

/** Canned answers of what only the window asks; no command of the command line does. */
export function createFakeWindowRoutes() {
  const os = implement(contract);
  return {
    setup: {
      get: os.setup.get.handler(() => setup),
      checkServer: os.setup.checkServer.handler(({ input }) => ({ serverUrl: input.url, clockSkewMs: 0 })),
      setServer: os.setup.setServer.handler(() => setup),
      finish: os.setup.finish.handler(() => setup),
    },
    settings: {
      get: os.settings.get.handler(() => settings),
      set: os.settings.set.handler(() => settings),
    },
    desktop: {
      get: os.desktop.get.handler(() => desktop),
      pickFolder: os.desktop.pickFolder.handler(() => ({ path: null })),
      setAutostart: os.desktop.setAutostart.handler(() => desktop),
      openUrl: os.desktop.openUrl.handler(() => ({})),
      reveal: os.desktop.reveal.handler(() => ({})),
      openLogs: os.desktop.openLogs.handler(() => ({})),
      checkForUpdate: os.desktop.checkForUpdate.handler(() => desktop),
      installUpdate: os.desktop.installUpdate.handler(() => ({})),
    },
    suggestFolders: os.folders.suggest.handler(() => []),
    home: {
      rows: os.home.rows.handler(async function* () {
        yield await Promise.resolve({ rows: [row], total: 1, last: true });
      }),
      row: os.home.row.handler(() => row),
      looseFiles: os.home.looseFiles.handler(() => []),
    },
    environments: {
      get: os.environments.get.handler(() => ({ ...row, purchaseOrders: 0, notifications: [] })),
      items: os.environments.items.handler(() => ({ items: [], at, stale: false })),
      history: os.environments.history.handler(() => []),
    },
    listingTree: os.listings.tree.handler(() => tree),
    picture: os.picture.handler(() => null),
    plan: os.plan.handler(() => plan),
    compare: os.compare.handler(() => {
      const side = { at, sha256, hasPicture: false, hasListing: false };
      return {
        before: side,
        after: side,
        identical: true,
        drawing: { added: [], removed: [], changed: [], unchanged: 0, matchedByGuid: 0, matchedByShape: 0 },
        items: null,
        total: { before: null, after: null },
        plans: { before: plan, after: plan },
        omitted: 0,
      };
    }),
    fixes: {
      plan: os.fixes.plan.handler(({ input }) => fixPlan(input.facts?.port ?? 0)),
      apply: os.fixes.apply.handler(({ input }) => ({
        ...appliedFix(input.facts?.port ?? 0),
        state: input.consent && input.planId === 'p1' ? ('applied' as const) : ('failed' as const),
      })),
      undo: os.fixes.undo.handler(() => ({ ...appliedFix(1666), state: 'undone' as const, undoneAt: at })),
      list: os.fixes.list.handler(() => [appliedFix(1666)]),
    },
    diagnosis: {
      profiles: os.diagnosis.profiles.handler(() => []),
      run: os.diagnosis.run.handler(async function* () {
        yield await Promise.resolve({ step: 'done' as const, diagnosis });
      }),
      runs: os.diagnosis.runs.handler(() => []),
      get: os.diagnosis.get.handler(() => diagnosis),
      save: os.diagnosis.save.handler(() => ({ path: '/r.json', bytes: 2 })),
      profile: os.diagnosis.profile.handler(() => ({ profile: 'p', fields: [], checks: [] })),
      text: os.diagnosis.text.handler(() => ({ text: '' })),
      remembered: os.diagnosis.remembered.handler(() => ({ fields: {}, secrets: {} })),
      keepSecret: os.diagnosis.keepSecret.handler(() => ({ fields: {}, secrets: {} })),
      forgetSecret: os.diagnosis.forgetSecret.handler(() => ({ fields: {}, secrets: {} })),
      checklist: os.diagnosis.checklist.handler(() => checklist),
      confirmStep: os.diagnosis.confirmStep.handler(() => checklist),
      withdrawStep: os.diagnosis.withdrawStep.handler(() => checklist),
      watches: os.diagnosis.watches.handler(() => [watch]),
      adviceTaken: os.diagnosis.adviceTaken.handler(() => watch),
      stopWatch: os.diagnosis.stopWatch.handler(() => watch),
    },
  };
}
