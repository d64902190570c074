import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { reportForOthers } from '../../../electron/engine/diagnostics/report/reportForOthers.ts';
import { reportBytes } from '../../../electron/engine/diagnostics/report/writeReport.ts';
import { diagnosisSchema } from '../../../shared/contract/diagnosisSchemas.ts';
import type { Diagnosis } from '../../../shared/contract/diagnosisSchemas.ts';
import { reportText } from '../../../shared/text/diagnosis/reportText.ts';

const diagnosis: Diagnosis = {
  schema: 1,
  runId: '01a22601-c7b9-7304-91bd-989ad15680bb',
  profile: 'dmaster-acesso-online',
  startedAt: '2026-03-02T12:00:00.000Z',
  durationMs: 1_234,
  verdict: 'failed',
  brokenLink: 'port-outside',
  proved: false,
  goal: ['port-listener', 'port-outside'],
  fields: { port: '1666', 'store-name': 'Móveis do Zé' },
  checks: [
    {
      code: 'port-listener',
      status: 'ok',
      durationMs: 3,
      evidence: {
        port: 1666,
        protocol: 'TCP',
        program: 'C:\\Users\\maria\\dmaster.exe',
        users: ['maria', 'joão'],
      },
      remedies: [],
    },
    {
      code: 'port-outside',
      status: 'failed',
      durationMs: 900,
      evidence: {
        port: 1666,
        protocol: 'TCP',
        answer: 'closed',
        publicAddress: '177.10.20.30',
        lanAddress: '192.168.0.23',
        family: 'IPv4',
        from: 'foccolojas',
        why: 'refused',
      },
      remedies: [],
      condition: 'port-closed-from-outside',
      who: 'provider',
    },
  ],
  checklist: [
    {
      code: 'program-listens',
      responsible: 'store',
      state: 'done',
      check: 'port-listener',
      checks: ['port-listener'],
    },
    {
      code: 'provider-asked',
      responsible: 'store',
      state: 'open',
      confirm: 'manual',
      message: 'provider',
      confirmed: { at: '2026-03-02T11:00:00.000Z', by: 'Maria Souza', note: 'falei com o Carlos' },
    },
  ],
};
const secretOnes = ['177.10.20.30', '192.168.0.23', 'maria', 'joão', 'Maria Souza', 'Carlos', 'Móveis do Zé'];

describe('a report', () => {
  it('for its owner says the cause first, who acts, and the text to send with what was seen', () => {
    const words = reportText(diagnosis, 'pt-BR');
    assert.match(words, /O primeiro elo partido: /);
    assert.match(words, /Texto pronto para enviar/);
    assert.match(words, /1666/);
    assert.doesNotMatch(words, /\{[a-zA-Z]/, 'no empty place in a sentence');
    for (const locale of ['en', 'es'] as const) assert.notEqual(reportText(diagnosis, locale), words);
  });

  it('for others names nobody and no place, in every form, and keeps its shape', () => {
    const shown = reportForOthers(diagnosis);
    assert.ok(diagnosisSchema.safeParse(shown).success);
    const all = JSON.stringify(shown) + reportText(shown, 'pt-BR');
    for (const secret of secretOnes) assert.ok(!all.includes(secret), secret);
    assert.equal(shown.checks[1]?.evidence['answer'], 'closed');
    assert.equal(shown.checks[1]?.evidence['port'], 1666);
    assert.equal(shown.checks[0]?.evidence['users'], 2);
    assert.equal(shown.fields?.['port'], '1666');
  });

  it('keeps what a check adds tomorrow to itself until it is said to be harmless', () => {
    const [first] = diagnosis.checks;
    assert.ok(first);
    const added = {
      ...diagnosis,
      checks: [{ ...first, evidence: { brandNew: 'Rua das Flores 12', deep: { ip: '10.0.0.1' } } }],
    };
    assert.doesNotMatch(JSON.stringify(reportForOthers(added)), /Flores|10\.0\.0\.1/);
  });

  it('names what of the goal could not be tested, and why; nothing of it where something is broken', () => {
    const [listener, outside] = diagnosis.checks;
    assert.ok(listener && outside);
    const { condition: _none, ...open } = outside;
    const evidence = { reason: 'lacks', lacks: 'sign-in' };
    const untested: Diagnosis = {
      ...diagnosis,
      verdict: 'unknown',
      brokenLink: null,
      checks: [listener, { ...open, status: 'unknown', evidence }],
    };
    const told = /Não foi possível testar: Teste de fora\. Falta: a entrada no FoccoLojas\./;
    assert.match(reportText(untested, 'pt-BR'), told);
    assert.match(
      reportText(untested, 'en'),
      /Could not be tested: [^.]+\. Missing: the sign-in to FoccoLojas\./,
    );
    assert.doesNotMatch(reportText(diagnosis, 'pt-BR'), /Não foi possível testar:/);
  });

  it('is a PDF in A4, landscape, with the steps, and nothing private where it is for others', async () => {
    const own = await reportBytes({ diagnosis, forOthers: false, format: 'pdf', language: 'pt-BR' });
    const text = own.toString('latin1');
    assert.match(text, /^%PDF-/);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
    assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [842, 595]);
    const others = await reportBytes({ diagnosis, forOthers: true, format: 'pdf', language: 'pt-BR' });
    // What the document says of itself stands in plain text; the page itself is made from the same redacted object.
    for (const secret of secretOnes) assert.ok(!others.toString('latin1').includes(secret), secret);
    assert.ok(pageStreams(others).length > 0);
  });
});

/** The pages' own streams, inflated. */
function pageStreams(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      found.push(inflateSync(pdf.subarray(at + 7)));
    } catch {
      // Some streams are not compressed.
    }
  }
  return found;
}
