import { parseArgs } from 'node:util';
import { startSandbox } from './startSandbox.ts';

const USAGE = 'usage: npm run --silent sandbox -- --port N --data DIR [--seed-data small|10000]';

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}

function argumentsOf(): Parameters<typeof startSandbox>[0] {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, data: { type: 'string' }, 'seed-data': { type: 'string' } },
    });
    const port = Number(values.port ?? '0');
    const seed = values['seed-data'];
    if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) return usage();
    if (seed !== undefined && seed !== 'small' && seed !== '10000') return usage();
    return { dataDir: values.data, port, ...(seed === undefined ? {} : { seedData: seed }) };
  } catch {
    return usage();
  }
}

// Standard output carries the one ready line and nothing else; the issuers' remarks go where errors go.
console.info = console.error;
console.log = console.error;

const sandbox = await startSandbox(argumentsOf());
const { foccolojas, promob, control, controlToken } = sandbox;
process.stdout.write(`${JSON.stringify({ foccolojas, promob, control, controlToken })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
