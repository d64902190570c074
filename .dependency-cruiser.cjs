// Import rules of the house (CONTRIBUTING, "Map"). Each rule says what a folder may import; everything else is refused.

const layers = [
  ['platform'],
  ['database', 'vault', 'net', 'logging'],
  ['promob', 'ledger', 'door'],
  ['watch', 'history', 'foccolojas'],
  ['account', 'environments', 'delivery', 'notifications', 'intake'],
  ['diagnostics', 'health', 'support'],
];

/** Inside the engine a folder imports itself and lower layers only; siblings meet in engine.ts. */
const engineLayerRules = layers.flatMap((folders, level) =>
  folders.map((folder) => {
    const allowed = [folder, ...layers.slice(0, level).flat()];
    return {
      name: `engine-layer-${folder}`,
      severity: 'error',
      comment: `engine/${folder} is layer ${level}: it imports only itself and lower layers`,
      from: { path: `^electron/engine/${folder}/` },
      to: { path: '^electron/engine/', pathNot: `^electron/engine/(${allowed.join('|')})/` },
    };
  }),
);

const onlyFrom = (name, module, from) => ({
  name: `only-${name}`,
  severity: 'error',
  comment: `${module} is imported only from ${from}`,
  from: { path: '^(electron|renderer|shared)/', pathNot: from },
  to: { path: `^node_modules/${module}(/|$)` },
});

const ours = '^(electron|renderer|shared|build|test)/';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'an import that cannot be resolved would hide a forbidden one',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      // Electron is the host itself: installers bring it, and their tool refuses it among the dependencies.
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/electron/',
      },
    },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: ours, pathNot: '^shared/' },
    },
    {
      name: 'shared-api-stands-alone',
      severity: 'error',
      from: { path: '^shared/api/' },
      to: { path: ours, pathNot: '^shared/api/' },
    },
    {
      name: 'renderer-imports-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ours, pathNot: '^(renderer|shared)/' },
    },
    {
      name: 'engine-imports-shared',
      severity: 'error',
      from: { path: '^electron/engine/' },
      to: { path: ours, pathNot: '^(electron/engine|shared)/' },
    },
    {
      name: 'headless-imports-engine-and-shared',
      severity: 'error',
      from: { path: '^electron/headless/' },
      to: { path: ours, pathNot: '^(electron/engine|electron/headless|shared)/' },
    },
    {
      name: 'shell-imports-shared',
      severity: 'error',
      from: { path: '^electron/(shell/|main\\.ts|preload\\.ts)' },
      to: { path: ours, pathNot: '^(electron/shell/|electron/main\\.ts|electron/preload\\.ts|shared/)' },
    },
    {
      name: 'sandbox-imports-shared-api',
      severity: 'error',
      from: { path: '^test/sandbox/' },
      to: { path: ours, pathNot: '^(test/sandbox|shared/api)/' },
    },
    {
      name: 'nothing-imports-tests-or-build',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^(test|build)/' },
    },
    {
      name: 'tests-are-imported-by-tests-and-build',
      severity: 'error',
      from: { path: ours, pathNot: '^(test|build)/' },
      to: { path: '^test/' },
    },
    onlyFrom('shell-imports-electron', 'electron', '^electron/(shell/|main\\.ts|preload\\.ts)'),
    onlyFrom('net-imports-axios', 'axios', '^electron/engine/net/'),
    onlyFrom('vault-imports-keytar', '(keytar|@github/keytar)', '^electron/engine/vault/'),
    onlyFrom('logging-imports-electron-log', 'electron-log', '^electron/(engine/logging/|shell/)'),
    onlyFrom('database-imports-sqlite', 'better-sqlite3', '^electron/engine/database/'),
    ...engineLayerRules,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types'],
    },
  },
};
