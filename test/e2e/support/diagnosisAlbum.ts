import type {
  CheckResult,
  ChecklistStep,
  Diagnosis,
  ProfileView,
  WatchView,
} from '../../../shared/contract/diagnosisSchemas.ts';
import { text } from '../../../shared/text/text.ts';
import type { Album, View } from './album.ts';
import { fakeRouter } from './fakeRouter.ts';
import type { FakeAnswers } from './fakeRouter.ts';

/**
 * A store behind carrier-grade NAT, with this machine's firewall shut as well: seldom seen on a machine that builds Elo,
 * so the answers are prepared. The engine's own answers are tested in its networks.
 */
const at = '2026-11-29T12:00:00.000Z';
const later = '2026-11-29T12:04:00.000Z';
const profileId = 'dmaster-acesso-online';

const found = (
  code: string,
  status: CheckResult['status'],
  more: Partial<CheckResult> = {},
): CheckResult => ({
  code,
  status,
  durationMs: 120,
  evidence: {},
  remedies: [],
  ...more,
});

const port = { port: 1666, protocol: 'TCP' };
const checks: readonly CheckResult[] = [
  found('port-listener', 'ok', {
    evidence: { ...port, program: 'C:\\DMaster\\servidor.exe', addresses: ['0.0.0.0'] },
  }),
  found('port-firewall', 'failed', {
    condition: 'firewall-no-rule',
    who: 'network-technician',
    evidence: { ...port, profile: 'private', program: 'C:\\DMaster\\servidor.exe' },
  }),
  found('port-lan', 'skipped', { evidence: { reason: 'needs', needs: 'port-firewall' } }),
  found('port-mapping', 'failed', {
    condition: 'router-mapping-missing',
    who: 'provider',
    hiddenBy: 'carrier-grade-nat',
    evidence: { ...port, routerModel: 'Intelbras W5', lanAddress: '192.168.0.20' },
  }),
  found('router-address', 'failed', {
    condition: 'carrier-grade-nat',
    who: 'provider',
    evidence: { ...port, routerAddress: '100.72.14.9', publicAddress: '177.10.20.30' },
  }),
  found('port-outside', 'unknown', { evidence: { reason: 'lacks', lacks: 'consent:outside-probe' } }),
];

const steps: readonly ChecklistStep[] = [
  {
    code: 'program-listens',
    responsible: 'store',
    state: 'done',
    check: 'port-listener',
    checks: ['port-listener'],
    proof: { at, runId: 'run-1', results: [{ code: 'port-listener', status: 'ok' }] },
  },
  { code: 'provider-asked', responsible: 'store', state: 'open', confirm: 'manual', message: 'provider' },
  {
    code: 'port-open',
    responsible: 'provider',
    state: 'waiting',
    check: 'port-outside',
    checks: ['port-outside'],
    waitsFor: ['provider-asked'],
  },
  {
    code: 'new-ticket',
    responsible: 'store',
    state: 'waiting',
    confirm: 'manual',
    message: 'support',
    waitsFor: ['port-open'],
  },
];

const diagnosis: Diagnosis = {
  schema: 1,
  runId: 'run-1',
  profile: profileId,
  startedAt: at,
  durationMs: 2_340,
  verdict: 'failed',
  brokenLink: 'port-firewall',
  proved: false,
  goal: ['port-listener', 'port-outside'],
  fields: { port: '1666' },
  checks: [...checks],
  checklist: [...steps],
};

const profile: ProfileView = {
  profile: profileId,
  fields: [
    { name: 'port', type: 'port', required: true, secret: false, default: '1666' },
    { name: 'outside-probe', type: 'boolean', required: false, secret: false },
  ],
  checks: checks.map(({ code }) => code),
  goal: ['port-listener', 'port-outside'],
  checklist: steps.map(({ code, responsible }) => ({ code, responsible })),
};
const database: ProfileView = {
  profile: 'senior-crm-banco',
  fields: [
    {
      name: 'engine',
      type: 'choice',
      required: true,
      secret: false,
      choices: ['postgresql', 'mysql', 'mariadb', 'sqlserver', 'oracle'],
    },
    { name: 'host', type: 'host', required: true, secret: false },
    { name: 'port', type: 'port', required: false, secret: false },
    { name: 'database', type: 'text', required: true, secret: false },
    { name: 'user', type: 'text', required: true, secret: false },
    { name: 'password', type: 'secret', required: true, secret: true },
  ],
  checks: [],
};

const watch: WatchView = {
  profile: profileId,
  state: 'watching',
  since: at,
  verdict: 'failed',
  brokenLink: 'port-firewall',
  condition: 'firewall-no-rule',
  lastCheckAt: later,
  lastCheck: 'answered',
  nextCheckAt: '2026-11-29T12:19:00.000Z',
  timeline: [
    { at: later, what: 'advice-taken', advice: 'told-responsible' },
    { at, what: 'broken', condition: 'firewall-no-rule', brokenLink: 'port-firewall', verdict: 'failed' },
  ],
};

const answers: FakeAnswers = {
  diagnosis: {
    profiles: () => [profile, database],
    remembered: ({ profile: name }) => ({
      fields: name === profileId ? { port: '1666' } : { host: '192.168.0.5' },
      secrets: name === profileId ? {} : { password: true },
    }),
    async *run() {
      yield { step: 'started', checks: checks.map(({ code }) => code) };
      for (const [index, result] of checks.entries()) {
        yield { step: 'checked', result, done: index + 1, of: checks.length };
      }
      yield { step: 'done', diagnosis };
    },
    runs: () => [
      {
        runId: 'run-1',
        profile: profileId,
        startedAt: at,
        durationMs: 2_340,
        verdict: 'failed',
        brokenLink: 'port-firewall',
      },
    ],
    checklist: ({ profile: name }) => ({
      profile: name,
      steps: name === profileId ? [...steps] : [],
      complete: false,
      history: [{ at, step: 'program-listens', what: 'proved' as const }],
    }),
    watches: () => [watch],
    text: () => ({ text: 'relatório' }),
  },
  fixes: {
    list: () => [],
    plan: () => ({
      planId: 'plan-1',
      code: 'open-port' as const,
      facts: { port: 1666, program: 'C:\\DMaster\\servidor.exe' },
      commands: [
        'New-NetFirewallRule -DisplayName "Elo: 1666" -Direction Inbound -Protocol TCP -LocalPort 1666 -Action Allow',
      ],
      undo: ['Remove-NetFirewallRule -DisplayName "Elo: 1666"'],
    }),
  },
};

/** The diagnosis of a port: advice, repair, steps, watching; and the fields of a database. */
export const diagnosisAlbum: Album = {
  name: 'diagnosis',
  open: () => Promise.resolve({ router: fakeRouter(answers), stage: null, close: () => Promise.resolve() }),
  shots: [
    {
      name: 'found',
      show: async ({ hands }: View) => {
        await hands.goTo('diagnosis');
        await hands.press('diagnosis.run');
        await hands.heading('diagnosis.results').waitFor();
      },
    },
    {
      name: 'repair',
      show: async ({ hands, page }: View) => {
        await hands.press('diagnosis.fix.look');
        await page.getByRole('button', { name: text('diagnosis.fix.apply') }).scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'provider',
      show: async ({ page }: View) =>
        page.locator('article[data-check="router-address"]').scrollIntoViewIfNeeded(),
    },
    {
      name: 'watch',
      show: async ({ hands }: View) => hands.heading('diagnosis.watch').scrollIntoViewIfNeeded(),
    },
    {
      name: 'steps',
      show: async ({ page }: View) => page.locator('[data-step="new-ticket"]').scrollIntoViewIfNeeded(),
    },
    {
      name: 'database-fields',
      show: async ({ page }: View) => {
        await page
          .getByRole('combobox', { name: text('diagnosis.profile') })
          .selectOption('senior-crm-banco');
        await page
          .getByLabel(text('diagnosis.secret.forget'))
          .or(page.getByRole('button', { name: text('diagnosis.secret.forget') }))
          .first()
          .waitFor();
      },
    },
  ],
};
