/** The command line as it is, with the fake engine behind it: the child process of the tests. */
import { loadDiagnosis } from '../../../electron/headless/loadDiagnosis.ts';
import { runElo } from '../../../electron/headless/runElo.ts';
import { createFakeEngine } from './fakeEngine.ts';

process.exit(
  await runElo({
    argv: process.argv.slice(2),
    process,
    connectMs: 2_000,
    parts: {
      createEngine: createFakeEngine,
      diagnosis: loadDiagnosis,
      inspectFile: (path) =>
        Promise.resolve(
          path.endsWith('.jpg')
            ? { kind: 'error', code: 'not-a-promob-project', message: 'no' }
            : {
                kind: 'promob-listing',
                itemCount: 3,
                environments: [],
                projectGuid: null,
                warnings: [],
                path,
              },
        ),
    },
  }),
);
