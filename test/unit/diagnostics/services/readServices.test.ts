import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyRules, missingColumns } from '../../../../electron/engine/diagnostics/routerbox/applyRules.ts';
import type { RouterboxRules } from '../../../../electron/engine/diagnostics/routerbox/applyRules.ts';
import { readWsdl } from '../../../../electron/engine/diagnostics/services/readWsdl.ts';
import { isHarmless, readSoap, soapCall } from '../../../../electron/engine/diagnostics/services/soap.ts';
import { readViability } from '../../../../electron/engine/diagnostics/services/viability.ts';

describe('what OZmap answers to a viability query', () => {
  const box = (change: object) => ({
    id: '1',
    splitters: [{ kind: 'Atendimento', freePorts: 3 }],
    ...change,
  });
  it('counts boxes that are not in project and have an attendance splitter with free ports', () => {
    const boxes = [
      box({}),
      box({ status: 'Em projeto' }),
      box({ implanted: false }),
      box({ splitters: [{ kind: 'Atendimento', freePorts: 0 }] }),
      box({ splitters: [{ kind: 'Derivação', freePorts: 8 }] }),
      box({
        splitters: [
          { type: { name: 'attendance' }, freePorts: 1 },
          { type: 'attendance', freePorts: 2 },
        ],
      }),
      { id: '9' },
    ];
    const expected = { viable: true, boxes: 7, inProject: 2, usable: 2, freePorts: 6, unclear: 1 };
    assert.deepEqual(readViability({ viable: true, boxes }), expected);
    assert.deepEqual(readViability({ total: 7, count: 7, start: 0, limit: 10, rows: boxes }), {
      ...expected,
      viable: null,
    });
    assert.deepEqual(readViability(boxes), { ...expected, viable: null });
  });

  it('promises nothing where the answer is of no known shape', () => {
    assert.deepEqual(readViability({ viable: false }), {
      viable: false,
      boxes: 0,
      inProject: 0,
      usable: 0,
      freePorts: 0,
      unclear: 0,
    });
    for (const body of [undefined, null, 'ok', 5, { viable: true }, { rows: 'many' }, { boxes: [1, 2] }]) {
      assert.equal(readViability(body), null, JSON.stringify(body));
    }
  });
});

const wsdl = (inside: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" name="s" targetNamespace="http://services.senior.com.br">${inside}</wsdl:definitions>`,
  );

describe('the description of a web service', () => {
  it('tells operations, actions, address and imports, whatever the prefixes', () => {
    const found = readWsdl(
      wsdl(
        '<wsdl:import location="http://dentro:8080/x?wsdl=1" namespace="n"/><wsdl:portType name="p"><wsdl:operation name="ConsultarTitulos"><wsdl:input message="m"/></wsdl:operation><wsdl:operation name="Gravar"/></wsdl:portType>' +
          '<wsdl:binding name="b" type="p"><wsdl:operation name="ConsultarTitulos"><soap:operation soapAction="urn:consultar"/></wsdl:operation></wsdl:binding>' +
          '<wsdl:service name="Financeiro"><wsdl:port name="x" binding="b"><soap:address location="http://dentro:8080/x"/></wsdl:port></wsdl:service>',
      ),
    );
    assert.deepEqual(found, {
      service: 'Financeiro',
      targetNamespace: 'http://services.senior.com.br',
      operations: ['ConsultarTitulos', 'Gravar'],
      actions: { ConsultarTitulos: 'urn:consultar' },
      address: 'http://dentro:8080/x',
      imports: ['http://dentro:8080/x?wsdl=1'],
    });
  });

  it('is not taken for one where it is another document, and is bounded', () => {
    assert.equal(readWsdl(Buffer.from('<html><body>Entrar</body></html>')), null);
    assert.throws(() => readWsdl(Buffer.from('quem')), { code: 'xml-malformed' });
    assert.throws(() => readWsdl(Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><definitions/>')), {
      code: 'xml-entities-refused',
    });
    assert.throws(() => readWsdl(Buffer.from('<a>'.repeat(500))), { code: 'xml-too-deep' });
  });
});

describe('a call of a web service', () => {
  const envelope = (body: string): Buffer =>
    Buffer.from(
      `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`,
    );
  it('is answered, refused for the login, or fails otherwise', () => {
    assert.deepEqual(readSoap(envelope('<r><result><erroExecucao></erroExecucao></result></r>')), {
      kind: 'answered',
    });
    assert.deepEqual(
      readSoap(
        envelope(
          '<S:Fault><faultcode>S:Server</faultcode><faultstring>Credenciais inválidas</faultstring></S:Fault>',
        ),
      ),
      { kind: 'fault', login: true, faultCode: 'S:Server' },
    );
    assert.deepEqual(
      readSoap(
        envelope(
          '<S:Fault><faultcode>S:Server</faultcode><faultstring>java.lang.NullPointerException</faultstring></S:Fault>',
        ),
      ),
      { kind: 'fault', login: false, faultCode: 'S:Server' },
    );
    assert.deepEqual(
      readSoap(envelope('<r><result><erroExecucao>Usuário ou senha inválidos</erroExecucao></result></r>')),
      { kind: 'fault', login: true, faultCode: null },
    );
    for (const strange of ['<html></html>', '', 'ok', '<S:Envelope>'])
      assert.deepEqual(readSoap(Buffer.from(strange)), { kind: 'strange' });
  });

  it('carries signs of XML in a password as what they are, and no other call in its name', () => {
    const call = soapCall({ namespace: 'urn:"x"', operation: 'Get></a>', user: 'a&b', password: '<senha>"' });
    assert.match(call, /<password>&lt;senha&gt;&quot;<\/password>/);
    assert.match(call, /<ser:Geta>/);
    assert.match(call, /xmlns:ser="urn:&quot;x&quot;"/);
  });

  it('is made only where its name says that it looks', () => {
    for (const name of [
      'ConsultarTitulos',
      'ObterClientes',
      'listarPedidos',
      'getVersion',
      'AuthenticateJAAS',
    ])
      assert.equal(isHarmless(name), true, name);
    for (const name of [
      'GravarClientes',
      'IntegrarPedido',
      'ExcluirTitulo',
      'ConsultarEAlterar',
      'processar',
      '',
    ])
      assert.equal(isHarmless(name), false, name);
  });
});

describe('the rules of OZmap’s routine on Routerbox’s rows', () => {
  const rules: RouterboxRules = {
    codeColumn: 'contrato',
    situationColumn: 'situacao',
    connectionColumn: 'conexao',
    nameColumn: 'nome',
    previousCodeColumn: 'anterior',
    active: ['Ativo'],
    cancelled: ['Cancelado'],
    transferred: ['Transferido'],
    connected: ['Conectado'],
    disconnected: ['Desconectado'],
    codeChange: false,
  };
  const columns = ['CONTRATO', 'situacao', 'conexao', 'nome', 'anterior'];
  const rows = [
    ['1', 'Ativo', 'Conectado', 'Ana', null],
    ['2', ' ATIVO ', 'desconectado', 'Bia', null],
    ['3', 'Ativo', null, 'Caio', null],
    ['4', 'Cancelado', 'Desconectado', 'Davi de Souza', null],
    ['5', 'Transferido', null, 'Eva', '50'],
    ['6', 'Suspenso', null, 'Fábio', null],
  ];
  it('are those of the vendor’s page', () => {
    const outcome = applyRules(rules, { columns, rows, cut: false }, '2026-11-29');
    assert.deepEqual(outcome, {
      rows: 6,
      activations: 3,
      cancellations: 1,
      statusOk: 1,
      statusError: 1,
      codeChanges: 0,
      transfersIgnored: 1,
      withoutCode: 0,
      doubled: 0,
      unknown: 1,
      words: ['Suspenso'],
      examples: ['1: activate, OK', '2: activate, ERROR', '3: activate', '4: remove'],
      note: 'D. d. S. · 2026-11-29',
    });
  });

  it('change codes only where that was asked for, and match by contract code alone', () => {
    const changed = applyRules({ ...rules, codeChange: true }, { columns, rows, cut: false }, '2026-11-29');
    assert.deepEqual([changed.codeChanges, changed.transfersIgnored], [1, 0]);
    assert.ok(changed.examples.includes('5: 50 → 5'));
    const odd = applyRules(
      rules,
      {
        columns,
        rows: [
          ['1', 'Ativo', null, 'A', null],
          ['1', 'Cancelado', null, 'A', null],
          [null, 'Ativo', null, 'B', null],
          [' ', 'Ativo', null, 'C', null],
        ],
        cut: false,
      },
      'x',
    );
    assert.deepEqual([odd.doubled, odd.withoutCode], [1, 2]);
    const other = applyRules(
      { ...rules, active: ['A'], situationColumn: 'conexao' },
      { columns, rows: [['1', '', 'a', '', null]], cut: false },
      'x',
    );
    assert.equal(other.activations, 1);
  });

  it('say which columns they miss', () => {
    assert.deepEqual(missingColumns(rules, ['contrato', 'SITUAÇÃO']), ['conexao', 'nome']);
    assert.deepEqual(missingColumns({ ...rules, codeChange: true }, columns.slice(0, 4)), ['anterior']);
  });
});
