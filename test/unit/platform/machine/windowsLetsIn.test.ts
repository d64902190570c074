import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { letsIn } from '../../../../electron/engine/platform/machine/letsIn.ts';
import type { FirewallRule, ProfileName } from '../../../../electron/engine/platform/machine/machineTypes.ts';
import { firewallOf, networkOf, profilesOf, questionOf, ruleOf } from './machineMaking.ts';

const server = 'C:\\DMaster\\servidor.exe';
const program = { pid: 812, name: 'servidor.exe', path: server };
const seniors = {
  ranges: [{ from: '18.228.227.211', to: '18.228.227.211' }],
  localSubnet: false,
  unknown: [],
};

const told = (rules: readonly FirewallRule[], question = questionOf({ program }), o = {}) => {
  const { verdict, because } = letsIn(firewallOf({ rules, ...o }), question);
  return `${verdict} ${because}`;
};

describe("what Windows' firewall does to a connection", () => {
  it('lets in by a rule for the port or for the program, and keeps out without one', () => {
    assert.equal(told([ruleOf()]), 'let-in rule');
    assert.equal(told([ruleOf({ ports: null, program: server.toUpperCase() })]), 'let-in rule');
    assert.equal(told([]), 'kept-out default');
    assert.equal(told([ruleOf({ protocol: 17 })]), 'kept-out default');
    assert.equal(told([ruleOf({ direction: 'out' })]), 'kept-out default');
    assert.equal(told([ruleOf({ program: 'C:\\outro.exe' })]), 'kept-out default');
    assert.equal(told([ruleOf({ ports: [{ from: 1000, to: 2000 }], protocol: null })]), 'let-in rule');
  });

  it('takes a block for the program, as a cancelled first-run dialog leaves it, above every allow', () => {
    const blocked = ruleOf({ id: '{2}', action: 'block', ports: null, program: server });
    const { verdict, because, rules } = letsIn(
      firewallOf({ rules: [ruleOf(), blocked] }),
      questionOf({ program }),
    );
    assert.deepEqual([verdict, because, rules.map(({ id }) => id)], ['kept-out', 'rule', ['{2}']]);
  });

  it('names why a rule that is there does not count', () => {
    assert.equal(told([ruleOf({ profiles: ['domain'] })]), 'kept-out other-profile');
    assert.equal(told([ruleOf({ enabled: false })]), 'kept-out rule-off');
    assert.equal(told([ruleOf({ remote: seniors })]), 'kept-out other-remote');
    assert.equal(
      told([ruleOf()], undefined, { profiles: profilesOf(['private'], { allowLocalRules: false }) }),
      'kept-out local-rules-void',
    );
    assert.equal(
      told([ruleOf({ source: 'policy' })], undefined, {
        profiles: profilesOf(['private'], { allowLocalRules: false }),
      }),
      'let-in rule',
    );
    assert.equal(
      told([ruleOf()], undefined, { profiles: profilesOf(['private'], { blockAll: true }) }),
      'kept-out block-all',
    );
    assert.equal(
      told([], undefined, { profiles: profilesOf(['private'], { enabled: false }) }),
      'let-in off',
    );
  });

  it('admits the addresses of an allow-list and no others', () => {
    const from = (remote: string) => questionOf({ program, remote });
    assert.equal(told([ruleOf({ remote: seniors })], from('18.228.227.211')), 'let-in rule');
    assert.equal(told([ruleOf({ remote: seniors })], from('189.16.40.2')), 'kept-out other-remote');
    const near = { ranges: [], localSubnet: true, unknown: [] };
    assert.equal(told([ruleOf({ remote: near })], from('192.168.0.77')), 'let-in rule');
    assert.equal(told([ruleOf({ remote: near })], from('189.16.40.2')), 'kept-out other-remote');
  });

  it('judges by the profile of the network the connection comes in by', () => {
    const rules = [ruleOf({ profiles: ['private'] })];
    const profiles = profilesOf(['private', 'public']);
    const at = (category: ProfileName | null) => questionOf({ program, network: networkOf(category) });
    assert.equal(told(rules, at('private'), { profiles }), 'let-in rule');
    assert.equal(told(rules, at('public'), { profiles }), 'kept-out other-profile');
    assert.equal(told(rules, at(null), { profiles }), 'cannot-tell unknown-profile');
  });

  it('says so where it cannot tell', () => {
    assert.equal(told([ruleOf()], undefined, { complete: false }), 'cannot-tell not-read');
    assert.equal(told([ruleOf()], undefined, { thirdParty: ['Antivírus'] }), 'cannot-tell third-party');
    assert.equal(told([], undefined, { thirdParty: ['Antivírus'] }), 'kept-out default');
    assert.equal(told([ruleOf({ beyond: ['users'] })]), 'cannot-tell beyond');
    assert.equal(told([ruleOf(), ruleOf({ action: 'block', beyond: ['package'] })]), 'cannot-tell beyond');
    const hidden = questionOf({ program: { pid: 9, name: null, path: null } });
    assert.equal(told([ruleOf({ program: server })], hidden), 'cannot-tell beyond');
    const named = questionOf({ program: { pid: 9, name: 'Servidor.exe', path: null } });
    assert.equal(told([ruleOf({ program: server })], named), 'cannot-tell beyond');
    assert.equal(told([ruleOf({ program: 'C:\\outro.exe' })], named), 'kept-out default');
    assert.equal(told([ruleOf({ ports: [], unknownPorts: ['RPC'] })]), 'cannot-tell beyond');
  });

  it('keeps a rule for the kernel and one for a program apart', () => {
    const kernel = questionOf({ program: { pid: 4, name: 'System', path: null } });
    assert.equal(told([ruleOf({ program: 'System' })], kernel), 'let-in rule');
    assert.equal(told([ruleOf({ program: 'System' })]), 'kept-out default');
    assert.equal(told([ruleOf({ program: server })], kernel), 'kept-out default');
  });

  const ports = fc.constantFrom(null, [{ from: 1666, to: 1666 }], [{ from: 1, to: 80 }]);
  const names = fc.constantFrom<ProfileName[]>(['private'], ['public'], ['domain', 'private']);
  const addresses = fc.constantFrom(null, seniors, { ranges: [], localSubnet: true, unknown: ['DNS'] });
  const anyRule: fc.Arbitrary<FirewallRule> = fc
    .record({
      action: fc.constantFrom('allow' as const, 'block' as const),
      enabled: fc.boolean(),
      direction: fc.constantFrom('in' as const, 'out' as const),
      protocol: fc.constantFrom(null, 6, 17),
      ports,
      program: fc.constantFrom(null, server, 'C:\\x.exe', '%Lugar%\\servidor.exe'),
      service: fc.constantFrom(null, '*', 'DMaster'),
      profiles: fc.option(names, { nil: null }),
      remote: addresses,
      source: fc.constantFrom('local' as const, 'policy' as const),
      beyond: fc.constantFrom<string[]>([], ['users']),
    })
    .map((each) => ruleOf(each));
  const anyRules = fc.array(anyRule, { maxLength: 8 });
  const anyQuestion = fc
    .record({
      program: fc.constantFrom(null, program, { pid: 1, name: null, path: null }),
      remote: fc.constantFrom(null, '18.228.227.211', '192.168.0.4', '8.8.8.8'),
      network: fc.constantFrom(networkOf('private'), networkOf('public'), networkOf(null)),
    })
    .map((each) => questionOf(each));

  it('holds, whatever the rules: a block is never let in, what was not read never decides', () => {
    fc.assert(
      fc.property(anyRules, anyQuestion, fc.boolean(), (rules, question, allowLocalRules) => {
        const profiles = profilesOf(['private'], { allowLocalRules });
        const firewall = firewallOf({ rules, profiles });
        const { verdict } = letsIn(firewall, question);
        assert.equal(letsIn({ ...firewall, complete: false }, question).verdict, 'cannot-tell');

        const block = ruleOf({ action: 'block', source: 'policy', ports: null, protocol: null });
        assert.equal(letsIn({ ...firewall, rules: [...rules, block] }, question).verdict, 'kept-out');

        // Rules that are off, for the way out or for another protocol change nothing.
        const idle = [
          ruleOf({ enabled: false, action: 'block', ports: null }),
          ruleOf({ direction: 'out', action: 'block', ports: null }),
          ruleOf({ protocol: 17, action: 'block', ports: null }),
        ];
        assert.equal(letsIn({ ...firewall, rules: [...idle, ...rules] }, question).verdict, verdict);

        // An allow can only open, a block can only close.
        const more = letsIn(
          { ...firewall, rules: [...rules, ruleOf({ source: 'policy', ports: null, protocol: null })] },
          question,
        ).verdict;
        if (verdict === 'let-in') assert.equal(more, 'let-in');
        if (rules.every((rule) => rule.action === 'allow')) assert.equal(more, 'let-in');

        // Without local rules, what is let in is let in by the policy alone.
        if (!allowLocalRules && verdict === 'let-in') {
          const policy = rules.filter((rule) => rule.source === 'policy');
          assert.equal(letsIn({ ...firewall, rules: policy }, question).verdict, 'let-in');
        }
        // The order of rules is of no account.
        assert.equal(letsIn({ ...firewall, rules: rules.toReversed() }, question).verdict, verdict);
      }),
      { numRuns: 500 },
    );
  });
});
