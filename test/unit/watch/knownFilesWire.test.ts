import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { packKnownFiles, unpackKnownFiles } from '../../../electron/engine/watch/knownFilesWire.ts';

it('packs known files and unpacks the same', () => {
  const ns = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });
  const file = fc.record(
    {
      path: fc.string({ minLength: 1 }).map((path) => `/${path.replaceAll('\0', '')}`),
      size: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      mtimeNs: ns,
      ctimeNs: fc.option(ns, { nil: undefined }),
      ino: fc.option(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).filter((n) => n !== 2n ** 63n),
        { nil: undefined },
      ),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(file), (files) => assert.deepEqual(unpackKnownFiles(packKnownFiles(files)), files)),
  );
});
