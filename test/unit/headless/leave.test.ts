import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leave } from '../../../electron/headless/leave.ts';
import type { Leaving } from '../../../electron/headless/leave.ts';

/** Ends of a process that only notes how it was ended. */
function endedBy(o: {
  platform?: NodeJS.Platform;
  pending: string[];
  shell?: boolean;
  able?: boolean;
}): string[] {
  const ended: string[] = [];
  const end = (how: string): never => {
    ended.push(how);
    throw new Error('ended');
  };
  const process: Leaving = {
    platform: o.platform ?? 'linux',
    getActiveResourcesInfo: () => o.pending,
    exit: (code) => end(`exit ${code}`),
    ...(o.able === false
      ? {}
      : {
          execve: (file: string, args: readonly string[] = []): never => {
            if (o.shell === false) throw new Error('ENOENT');
            ended.push([file, ...args].join(' '));
            throw new Error('replaced');
          },
        }),
  };
  assert.throws(() => leave(1, process));
  return ended;
}

describe('how the command line ends', () => {
  it('does not wait for names that are still asked', () => {
    assert.equal(endedBy({ pending: ['PipeWrap', 'GetAddrInfoReqWrap'] })[0], '/bin/sh sh -c exit 1');
  });

  it('ends the ordinary way where nothing is asked, on Windows, and where it cannot be helped', () => {
    assert.deepEqual(endedBy({ pending: ['PipeWrap'] }), ['exit 1']);
    for (const other of [{ platform: 'win32' }, { able: false }, { shell: false }] as const) {
      assert.deepEqual(endedBy({ pending: ['GetAddrInfoReqWrap'], ...other }), ['exit 1']);
    }
  });
});
