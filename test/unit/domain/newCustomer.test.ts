import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkNewCustomer } from '../../../shared/domain/newCustomer.ts';
import { bareTaxNumber, isCnpj, isCpf, writtenCnpj } from '../../../shared/domain/taxNumber.ts';
import { checkedCustomer } from '../../sandbox/customerRules.ts';
import { Refusal } from '../../sandbox/refusal.ts';

const faultsOf = (typed: Parameters<typeof checkNewCustomer>[0]): string[] =>
  checkNewCustomer(typed).faults.map(({ field, code }) => `${field}:${code}`);

/** Fields that FoccoLojas' own rules, written without ours, refuse. */
function refusedThere(typed: Parameters<typeof checkedCustomer>[0]): string[] {
  try {
    checkedCustomer(typed);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (error.errors ?? []).map(({ path }) => path.replace('body.', ''));
  }
}

describe('a new customer', () => {
  it('needs a name of 3 to 100 characters that is no placeholder and repeats nothing four times', () => {
    assert.deepEqual(faultsOf({ name: 'Ana' }), []);
    assert.deepEqual(faultsOf({ name: '  An ' }), ['name:name-too-short']);
    assert.deepEqual(faultsOf({ name: 'ab'.repeat(50) }), []);
    assert.deepEqual(faultsOf({ name: `${'ab'.repeat(50)}c` }), ['name:name-too-long']);
    assert.deepEqual(faultsOf({ name: 'Ana Luuuiza' }), []);
    assert.deepEqual(faultsOf({ name: 'Ana Luuuuiza' }), ['name:name-repeats']);
    assert.deepEqual(faultsOf({ name: 'Aaaa Silva' }), ['name:name-repeats']);
    assert.deepEqual(faultsOf({ name: 'Aaa Silva' }), []);
    for (const name of ['Projeto', 'TESTE', ' cliente '])
      assert.deepEqual(faultsOf({ name }), ['name:name-placeholder']);
    assert.deepEqual(faultsOf({ name: 'Cliente Um' }), []);
  });

  it('may give a phone with its area code, an e-mail address, a CPF or a CNPJ, the new one too', () => {
    for (const phone of ['(54) 99999-1234', '54 3222 1234', '+55 54 99999-1234', '55 99999-1234'])
      assert.deepEqual(faultsOf({ name: 'Ana', phone }), [], phone);
    assert.deepEqual(faultsOf({ name: 'Ana', phone: '99999-1234' }), ['phone:phone-area-code']);
    assert.deepEqual(faultsOf({ name: 'Ana', phone: '(04) 99999-1234' }), ['phone:phone-area-code']);
    assert.deepEqual(faultsOf({ name: 'Ana', phone: 'liga depois' }), ['phone:phone-malformed']);
    assert.deepEqual(faultsOf({ name: 'Ana', email: 'ana@exemplo.com.br' }), []);
    for (const email of ['ana', 'ana@', 'ana@exemplo', '@exemplo.com', 'a b@exemplo.com', 'a@b@c.com'])
      assert.deepEqual(faultsOf({ name: 'Ana', email }), ['email:email-malformed'], email);
    for (const document of ['529.982.247-25', '11.222.333/0001-81', '12.ABC.345/01DE-35', '12abc34501de35'])
      assert.deepEqual(faultsOf({ name: 'Ana', document }), [], document);
    for (const document of ['529.982.247-24', '111.111.111-11', '12ABC34501DE34', '00000000000000'])
      assert.deepEqual(faultsOf({ name: 'Ana', document }), ['document:document-check-digits'], document);
    assert.deepEqual(faultsOf({ name: 'Ana', document: '123' }), ['document:document-length']);
    assert.deepEqual(faultsOf({ name: 'x', phone: '1', email: 'y', document: 'z' }).length, 4);
  });

  it('is handed over trimmed, the document bare, and without what is empty', () => {
    assert.deepEqual(
      checkNewCustomer({ name: ' Ana ', email: ' ', phone: '', document: '12.abc.345/01de-35' }).customer,
      { name: 'Ana', document: '12ABC34501DE35' },
    );
  });

  it('has a document whose two check digits are the only ones that fit', () => {
    const pairs = [...Array(100).keys()].map((digits) => String(digits).padStart(2, '0'));
    const isFit = (body: string, is: (number: string) => boolean): boolean =>
      pairs.filter((digits) => is(body + digits)).length === 1;
    const places = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'));
    const digits = fc.constantFrom(...Array.from('0123456789'));
    fc.assert(
      fc.property(fc.array(places, { minLength: 12, maxLength: 12 }), (body) => {
        fc.pre(new Set(body).size > 1);
        assert.ok(isFit(body.join(''), isCnpj));
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.array(digits, { minLength: 9, maxLength: 9 }), (body) => {
        fc.pre(new Set(body).size > 1);
        assert.ok(isFit(body.join(''), isCpf));
      }),
      { numRuns: 60 },
    );
    assert.equal(bareTaxNumber(' 11.222.333/0001-81 '), '11222333000181');
    assert.equal(writtenCnpj('12abc34501de35'), '12.ABC.345/01DE-35');
    assert.equal(writtenCnpj('123'), '123');
  });

  it('that passes here is never refused there: two sets of rules, written apart', () => {
    const words = fc.constantFrom('Ana', 'Projeto', 'teste', 'aaaa', 'Souza', 'é', ' ', '👩‍🎨', 'x'.repeat(99));
    const name = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(''));
    const phone = fc.oneof(
      fc.stringMatching(/^\+?[0-9]{0,4} ?\(?[0-9]{0,3}\)? ?[0-9]{3,5}-?[0-9]{4}$/),
      fc.string({ maxLength: 12 }),
    );
    const email = fc.oneof(fc.emailAddress(), fc.stringMatching(/^[a-z@. ]{0,12}$/));
    const document = fc.oneof(
      fc.constantFrom('52998224725', '12ABC34501DE35', '11222333000181'),
      fc.stringMatching(/^[0-9A-Z]{11,14}$/),
    );
    const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
      fc.option(value, { nil: undefined });
    let passed = 0;
    fc.assert(
      fc.property(name, some(phone), some(email), some(document), (n, p, e, d) => {
        const { customer, faults } = checkNewCustomer({ name: n, phone: p, email: e, document: d });
        if (faults.length > 0) return;
        passed += 1;
        assert.deepEqual(refusedThere(customer), []);
      }),
      { numRuns: 3_000, seed: 5 },
    );
    assert.ok(passed > 100, `only ${passed} passed`);
    // What they refuse for the name is refused here, too.
    fc.assert(
      fc.property(name, (n) => {
        if (refusedThere({ name: n }).length > 0) assert.notDeepEqual(faultsOf({ name: n }), []);
      }),
      { numRuns: 1_000 },
    );
  });
});
