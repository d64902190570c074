import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { auditSchema, environmentSchema, statusSchema } from '../../../shared/contract/schemas.ts';
import { elo, startElo } from './startElo.ts';
import type { Elo } from './startElo.ts';

/** Exactly one JSON value and a line end, nothing else. */
function oneJson(stdout: string): Record<string, unknown> {
  assert.match(stdout, /^[^\n]+\n$/);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('a command against the running engine', () => {
  const home = mkdtempSync(join(tmpdir(), 'elo é cli-'));
  const data = join(home, 'dados da loja');
  let engine: Elo;
  const call = (...argv: string[]) => elo([...argv, '--data', data], { cwd: home });

  before(async () => {
    engine = startElo(['run', '--json', '--data', data, '--server', 'http://127.0.0.1:4000/']);
    await engine.until(/"ready"/);
  });
  after(async () => {
    engine.child.kill('SIGTERM');
    assert.equal((await engine.ended).code, 0);
    rmSync(home, { recursive: true });
  });

  it('answers --json with the shape of the contract, before or after the command', async () => {
    const [status, audit, environments] = await Promise.all([
      call('--json', 'status'),
      call('audit', '--json'),
      call('environments', 'list', '--json'),
    ]);
    assert.equal(status.code, 0);
    assert.equal(statusSchema.parse(oneJson(status.stdout)).user?.name, 'Ana Paula');
    assert.equal(auditSchema.parse(oneJson(audit.stdout)).saved, 312);
    assert.equal(environmentSchema.array().parse(oneJson(environments.stdout)).length, 1);
    assert.equal(status.stderr, '');
  });

  it('says it in Portuguese to people, aligned, with local times and exact money', async () => {
    const [saves, update, outbox] = await Promise.all([
      call('saves', 'f1'),
      call('update', 'e1'),
      call('outbox'),
    ]);
    assert.match(saves.stdout, /^Nº {2}Guardado em {7}Tamanho {2}Estado/);
    assert.match(
      saves.stdout,
      /19\/02\/2026 14:34 {3}2,4 MB {2}Recebido pelo FoccoLojas em 19\/02\/2026 14:34/,
    );
    assert.match(update.stdout, /Orçamento atualizado: versão 8/);
    assert.match(update.stdout, /R\$\s123\.456\.789\.012\.345,67/);
    assert.match(outbox.stdout, /Precisa de atenção: O arquivo chegou diferente ao FoccoLojas/);
  });

  it('makes paths absolute where the user stands, and leaves ids alone', async () => {
    const [added, restored, bound] = await Promise.all([
      call('folders', 'add', 'projetos é', '--json'),
      call('restore', 's1', '--to', 'saída', '--json'),
      elo(['folders', 'add', 'x', '--json', '--data', data], {
        env: { npm_lifecycle_event: 'elo', INIT_CWD: join(home, 'chamador') },
      }),
    ]);
    assert.deepEqual(JSON.parse(added.stdout), [
      { path: join(home, 'projetos é'), state: 'watching', files: 1234 },
    ]);
    assert.equal(oneJson(restored.stdout)['path'], `${join(home, 'saída')}/Cozinha.promob`);
    assert.match(bound.stdout, /chamador\/x/);
  });

  it('ends with 1 for a refusal, with code, sentence and remedy', async () => {
    const [json, people] = await Promise.all([call('update', 'locked', '--json'), call('update', 'locked')]);
    assert.equal(json.code, 1);
    assert.deepEqual(oneJson(json.stdout), {
      kind: 'error',
      code: 'environment-locked',
      message: 'O pedido deste ambiente já foi emitido. Mudanças do Promob não são mais aceitas.',
      remedy: 'assistance-or-new-option',
    });
    assert.equal(people.code, 1);
    assert.equal(people.stdout, '');
    assert.match(
      people.stderr,
      /Abra uma assistência ou crie uma nova opção no FoccoLojas\.\nCódigo: ELO-ENVIRONMENT-LOCKED/,
    );
  });

  it('shows nothing of the inside of an unexpected error, and a code without a sentence keeps its code', async () => {
    const [crash, tomorrow] = await Promise.all([
      call('update', 'crash', '--json'),
      call('update', 'new-code', '--json'),
    ]);
    assert.equal(crash.code, 1);
    assert.equal(oneJson(crash.stdout)['code'], 'unexpected-error');
    assert.doesNotMatch(crash.stdout + crash.stderr, /secret|ana/);
    assert.equal(oneJson(tomorrow.stdout)['code'], 'a-code-of-tomorrow');
  });

  it('ends with 3 where signing in or linking is needed', async () => {
    const [out, unlinked] = await Promise.all([
      call('versions', 'signed-out', '--json'),
      call('prepare', 'unlinked'),
    ]);
    assert.equal(out.code, 3);
    assert.equal(oneJson(out.stdout)['code'], 'sign-in-required');
    assert.equal(unlinked.code, 3);
    assert.match(unlinked.stderr, /Vincule seu usuário Promob com “elo link”\./);
  });

  it('ends with 2 for a command line it cannot understand, in JSON too', async () => {
    const [json, people] = await Promise.all([elo(['saves', '--json']), elo(['statsu'])]);
    assert.equal(json.code, 2);
    assert.equal(oneJson(json.stdout)['code'], 'missing-argument');
    assert.equal(people.code, 2);
    assert.equal(people.stdout, '');
    assert.match(people.stderr, /O comando “statsu” não existe\. Você quis dizer “status”\?/);
  });

  it('refuses input beyond the bounds of the contract', async () => {
    const ended = await call('customers', 'create', '--name', 'x'.repeat(301), '--json');
    assert.equal(ended.code, 1);
    assert.equal(oneJson(ended.stdout)['code'], 'invalid-input');
    assert.match(String(oneJson(ended.stdout)['message']), /: name\./);
  });

  it('refuses another server than the running engine’s, and takes the same one in another spelling', async () => {
    const [other, same] = await Promise.all([
      call('status', '--server', 'http://127.0.0.1:4001', '--json'),
      call('status', '--server', 'http://127.0.0.1:4000', '--json'),
    ]);
    assert.equal(other.code, 1);
    assert.equal(oneJson(other.stdout)['code'], 'server-mismatch');
    assert.equal(same.code, 0);
  });

  it('prints the address first on standard error and waits for the end', async () => {
    const [json, device] = await Promise.all([
      call('sign-in', '--open', 'none', '--json'),
      call('sign-in', '--device', '--open', 'none'),
    ]);
    assert.equal(json.code, 0);
    assert.equal(/https?:\S+/.exec(json.stderr)?.[0], 'http://127.0.0.1:1/auth?x=1&y=2');
    assert.equal(oneJson(json.stdout)['signedIn'], true);
    assert.match(device.stderr, /Código para digitar lá: ABCD/);
    assert.match(device.stdout, /Você entrou como Ana Paula \(projetista\)\./);
  });

  it('is interrupted in the middle of a wait: code 1, the engine unharmed', async () => {
    const waiting = startElo(['link', '--open', 'none', '--json', '--data', data]);
    await new Promise((resolve) => {
      waiting.child.stderr?.once('data', resolve);
    });
    waiting.child.kill('SIGINT');
    const ended = await waiting.ended;
    assert.equal(ended.code, 1);
    assert.equal(oneJson(ended.stdout)['code'], 'cancelled');
    assert.equal((await call('status', '--json')).code, 0);
  });

  it('reads a file without any engine', async () => {
    const nowhere = join(home, 'nowhere');
    const [good, bad] = await Promise.all([
      elo(['inspect', 'a.xml', '--json', '--data', nowhere], { cwd: home }),
      elo(['inspect', 'a.jpg', '--json', '--data', nowhere], { cwd: home }),
    ]);
    assert.equal(oneJson(good.stdout)['path'], join(home, 'a.xml'));
    assert.equal(bad.code, 1);
    assert.equal(oneJson(bad.stdout)['message'], 'O arquivo não é um projeto nem um orçamento do Promob.');
  });

  it('prints help on standard output with code 0, one value with --json', async () => {
    const [help, json] = await Promise.all([elo(['folders', 'add', '--help']), elo(['--help', '--json'])]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /^Uso: elo folders add/);
    assert.doesNotMatch(help.stdout, /Usage|Options:|choices|default/);
    assert.match(String(oneJson(json.stdout)['help']), /Comandos:/);
  });
});
