import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadDiagnosis } from '../../../electron/headless/loadDiagnosis.ts';
import { runElo } from '../../../electron/headless/runElo.ts';
import { diagnosisSchema } from '../../../shared/contract/diagnosisSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

class Remembering extends EventEmitter {
  written = '';
  isTTY = false;
  write(chunk: string, done?: () => void): boolean {
    this.written += chunk;
    done?.();
    return true;
  }
}
const folder = mkdtempSync(join(tmpdir(), 'elo-diagnostico-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The command line where no engine can be had: the diagnosis alone, for real. */
async function call(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [stdout, stderr] = [new Remembering(), new Remembering()];
  const host = Object.assign(new EventEmitter(), {
    env,
    cwd: () => folder,
    stdout,
    stderr,
    exit: () => undefined,
  });
  const code = await runElo({
    argv: ['diagnose', ...argv, '--data', join(folder, 'data')],
    process: host as never,
    parts: {
      createEngine: () => Promise.reject(new EloError('database-from-future', 'made by a newer Elo')),
      inspectFile: () => Promise.reject(new Error('not here')),
      diagnosis: loadDiagnosis,
    },
  });
  return { code, stdout: stdout.written, stderr: stderr.written };
}

describe('diagnose where no engine can be had', () => {
  it('answers one report, names the engine as the cause, and calls nothing else broken for it', async () => {
    const { code, stdout } = await call(['--json']);
    assert.equal(code, 1);
    assert.match(stdout, /^[^\n]+\n$/);
    const report = diagnosisSchema.parse(JSON.parse(stdout));
    assert.equal(report.schema, 1);
    assert.equal(report.brokenLink, 'engine-answers');
    assert.deepEqual(
      report.checks.filter(({ status }) => status === 'failed').map(({ code: check }) => check),
      ['engine-answers'],
    );
    assert.ok(report.durationMs < 10_000);
  });

  it('proves a goal that needs no engine: exit 0, and a PDF where it was asked for', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const asked = ['--profile', 'personalizado', '--set', 'host=127.0.0.1', '--set', `port=${port}`];
    const pdf = join(folder, 'report.pdf');
    const proved = await call([...asked, '--json', '--pdf', 'report.pdf']);
    assert.equal(proved.code, 0, proved.stdout);
    assert.equal(diagnosisSchema.parse(JSON.parse(proved.stdout)).proved, true);
    assert.equal(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
    server.close();
    await new Promise((resolve) => server.once('close', resolve));
    const broken = await call([...asked, '--json']);
    assert.equal(broken.code, 1);
    assert.equal(diagnosisSchema.parse(JSON.parse(broken.stdout)).brokenLink, 'service-reach');
  });

  it('says what is lacking instead of refusing', async () => {
    const { code, stdout } = await call(['--profile', 'personalizado', '--json']);
    assert.equal(code, 1);
    const { checks, verdict } = diagnosisSchema.parse(JSON.parse(stdout));
    assert.equal(verdict, 'unknown');
    const reach = checks.find((check) => check.code === 'service-reach');
    assert.deepEqual(reach?.evidence, { reason: 'lacks', lacks: 'field:host' });
  });

  it('refuses a check the profile has not, several at once, and one option twice: names them', async () => {
    const asked = ['--profile', 'dmaster-acesso-online', '--json'];
    for (const only of ['nothing', 'port-lan,port-outside', 'PORT-LAN', '']) {
      const { code, stdout } = await call([...asked, '--only', only]);
      assert.equal(code, 2, only);
      const told = JSON.parse(stdout) as { code: string; message: string };
      assert.equal(told.code, 'check-not-found');
      assert.ok(told.message.includes(only));
      assert.match(told.message, /As que ele tem: port-listener, .*port-hairpin\./);
    }
    const twice = await call([...asked, '--only', 'port-lan', '--only', 'port-listener']);
    assert.equal(twice.code, 2);
    assert.match(
      twice.stdout,
      /"code":"option-repeated","message":"A opção “--only” foi dada mais de uma vez/,
    );
    const one = await call([...asked, '--only', 'port-listener', '--set', 'port=1']);
    assert.deepEqual(
      diagnosisSchema.parse(JSON.parse(one.stdout)).checks.map(({ code }) => code),
      ['port-listener'],
    );
    assert.ok(!existsSync(join(folder, 'data')), 'nothing was made for a command that was not understood');
  });

  it('says to people how to give what is lacking, and nothing of it in JSON', async () => {
    const people = await call(['--profile', 'personalizado', '--set', 'port=80']);
    assert.equal(people.code, 1);
    assert.match(people.stderr, /Para informar: --set host=VALOR/);
    assert.doesNotMatch(people.stderr, /--set port/);
    const json = await call(['--profile', 'personalizado', '--json']);
    assert.doesNotMatch(json.stdout + json.stderr, /--set/);
    const choice = await call(['--profile', 'ozmap-routerbox', '--set', 'host=127.0.0.1']);
    assert.match(
      choice.stderr,
      /--set engine=VALOR \(opções: postgresql \| mysql \| mariadb \| sqlserver \| oracle\)/,
    );
  });

  it('never writes a PDF over another file, and takes no secret from an argument', async () => {
    const file = join(folder, 'Cozinha.promob');
    writeFileSync(file, 'PK drawing');
    const refused = await call(['--json', '--pdf', 'Cozinha.promob']);
    assert.equal(refused.code, 1);
    assert.equal(readFileSync(file, 'utf8'), 'PK drawing');
    const secret = await call(['--profile', 'personalizado', '--set', 'key=open', '--json']);
    assert.equal(secret.code, 2);
    assert.ok(!existsSync(join(folder, 'data')), 'nothing was made for a command that was not understood');
  });

  it('lists fields, and the variable a secret is taken from', async () => {
    const { code, stdout } = await call(['--profile', 'personalizado', '--fields', '--json']);
    assert.equal(code, 0);
    const { fields } = JSON.parse(stdout) as { fields: { name: string; environment?: string }[] };
    assert.equal(fields.find(({ name }) => name === 'key')?.environment, 'ELO_SECRET_KEY');
  });

  it('says what a field of yes or no takes', async () => {
    const { stdout } = await call(['--profile', 'dmaster-acesso-online', '--fields']);
    assert.match(stdout, /outside-probe .*opções: sim \| não/);
  });

  it('says in Portuguese what kind of value a field takes, and in JSON by code', async () => {
    const { stdout } = await call(['--profile', 'personalizado', '--fields']);
    assert.match(stdout, /port \(porta, /);
    assert.doesNotMatch(stdout, /\((host|port|text|number|path|url|choice|secret|boolean),/);
    const json = await call(['--profile', 'personalizado', '--fields', '--json']);
    const { fields } = JSON.parse(json.stdout) as { fields: { name: string; type?: string }[] };
    assert.equal(fields.find(({ name }) => name === 'port')?.type, 'port');
    const wrong = await call(['--profile', 'personalizado', '--set', 'port=abc']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /O valor de um campo não serve: port\. O campo pede porta\./);
  });

  it('refuses a profile file with the place and the reason: a sentence for people, codes in JSON', async () => {
    writeFileSync(join(folder, 'meu.json'), '{"schema":1,"id":"meu","goal":["x"],"checks":[{"code":"x"}]}');
    const people = await call(['--profile', 'meu.json']);
    assert.equal(people.code, 2);
    assert.match(people.stderr, /pede em checks\[0\] um tipo de conferência que o Elo não conhece: x\./);
    const json = await call(['--profile', 'meu.json', '--json']);
    const { code, details } = JSON.parse(json.stdout) as { code: string; details: object };
    assert.equal(code, 'profile-invalid');
    assert.deepEqual(details, { reason: 'unknown-kind', where: 'checks[0]', name: 'x' });
  });

  it('helps with a command of its own, without complaint', async () => {
    const { code, stdout, stderr } = await call(['help', 'run']);
    assert.equal(code, 0);
    assert.match(stdout, /--profile <name>/);
    assert.equal(stderr, '');
  });
});
