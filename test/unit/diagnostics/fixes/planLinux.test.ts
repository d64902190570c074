import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planLinux } from '../../../../electron/engine/diagnostics/fixes/planLinux.ts';
import { shownCommand } from '../../../../electron/engine/diagnostics/fixes/quoting.ts';
import { fakeMachine } from './fakeMachine.ts';

describe('the plan to open a port on Linux', () => {
  it('is made where only the loopback is let in: what the check finds closed is not "so already"', async () => {
    const machine = fakeMachine({
      platform: 'linux',
      firewall: {
        kind: 'linux',
        complete: true,
        unread: [],
        chains: [
          {
            id: 'inet loja entrada',
            families: [4, 6],
            base: true,
            priority: 0,
            policy: 'drop',
            rules: [
              {
                id: 'inet loja entrada 2',
                matches: [{ on: 'interface', names: ['lo'], not: false }],
                verdict: { kind: 'accept' },
              },
            ],
          },
        ],
      },
    });
    const { commands } = await planLinux('open-port', { port: 1666 }, machine);
    assert.deepEqual(commands.map(shownCommand), [
      "nft -e -a 'insert rule inet loja entrada tcp dport 1666 accept'",
    ]);
  });
});
