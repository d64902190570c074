import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packKnownFiles, type KnownFilesWire } from '../../../electron/engine/watch/knownFilesWire.ts';
import { seedFolders } from '../../../electron/engine/watch/seededFolders.ts';
import type { KnownFile } from '../../../electron/engine/watch/watchTypes.ts';

/** As it arrives in a thread. */
const sent = (wire: KnownFilesWire): KnownFilesWire =>
  structuredClone(wire, { transfer: wire.numbers.map(({ buffer }) => buffer) });

const stampOf = ({ size, mtimeNs, ctimeNs = 5n, ino = 6n }: KnownFile) => ({ size, mtimeNs, ctimeNs, ino });

describe('known files on their way to a thread', () => {
  it('arrive as they were, the later of two for one place, without what nobody reads', () => {
    const ns = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });
    const file = fc.record(
      {
        path: fc
          .tuple(
            fc.constantFrom('/', '/a', '/a/b', '/a b/É', '/ç'),
            fc.constantFrom('1', 'É', 'x y', 'a\nb', '\u{1f600}', '~'),
            fc.constantFrom('.promob', '.XML', '.bak', '.pdf'),
          )
          .map(([folder, name, kind]) => `${folder === '/' ? '' : folder}/${name}${kind}`),
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
      fc.property(fc.array(file, { maxLength: 40 }), (files) => {
        const { folders, slots } = seedFolders(sent(packKnownFiles(files, 'posix')), 'posix', true);
        const expected = new Map(
          files.filter(({ path }) => !path.endsWith('.pdf')).map((each) => [each.path, each]),
        );
        const found = new Map<string, number>();
        for (const { path, files: names } of folders.values()) {
          for (const [key, slot] of names)
            found.set(`${path === '/' ? '' : path}/${slots.name(slot, key)}`, slot);
        }
        assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort());
        assert.equal(new Set(found.values()).size, found.size);
        for (const [path, each] of expected) {
          const slot = found.get(path) ?? -1;
          const stamp = stampOf(each);
          assert.ok(slots.same(slot, stamp));
          assert.equal(slots.pass(slot), 0);
          assert.equal(slots.same(slot, { ...stamp, mtimeNs: stamp.mtimeNs + 1n }), false);
          assert.equal(
            slots.same(slot, { ...stamp, ctimeNs: stamp.ctimeNs + 1n }),
            each.ctimeNs === undefined,
          );
          assert.equal(slots.same(slot, { ...stamp, ino: stamp.ino ^ 1n }), each.ino === undefined);
        }
      }),
    );
  });

  it('fill as many blocks as they need, and new files come after them', () => {
    const files = Array.from({ length: 10_000 }, (_, n) => ({
      path: `/${Math.floor(n / 7)}/${n}.promob`,
      size: n,
      mtimeNs: BigInt(n),
    }));
    const { folders, slots } = seedFolders(sent(packKnownFiles(files, 'posix')), 'posix', true);
    for (const [n, { path }] of files.entries()) {
      const slot = folders.get(path.slice(0, path.lastIndexOf('/')))?.files.get(`${n}.promob`) ?? -1;
      assert.ok(slots.same(slot, { size: n, mtimeNs: BigInt(n), ctimeNs: 0n, ino: 0n }));
    }
    const stamp = { size: 1, mtimeNs: 1n, ctimeNs: 1n, ino: 1n };
    const added = Array.from({ length: 5_000 }, () => slots.add('x', 'x', stamp, 1));
    assert.deepEqual(added.slice(0, 2), [10_000, 10_001]);
    assert.ok(slots.same(9_999, { size: 9_999, mtimeNs: 9_999n, ctimeNs: 0n, ino: 0n }));
  });

  it('are those of folders that count, known by the spelling Windows takes for one name', () => {
    const files = ['C:\\a\\Um.promob', 'C:\\b\\dois.promob', 'c:\\A\\UM.PROMOB'].map((path, n) => ({
      path,
      size: n,
      mtimeNs: 1n,
      ino: 9n,
    }));
    const wire = packKnownFiles(files, 'windows', (_file, folder) => folder !== 'C:\\b');
    const { folders, slots } = seedFolders(sent(wire), 'windows', false);
    assert.deepEqual([...folders.keys()], ['c:\\a']);
    const names = [...(folders.get('c:\\a')?.files ?? [])];
    assert.deepEqual(
      names.map(([key, slot]) => [key, slots.name(slot, key)]),
      [['um.promob', 'UM.PROMOB']],
    );
    // without inode numbers any is the same
    assert.ok(slots.same(names[0]?.[1] ?? -1, { size: 2, mtimeNs: 1n, ctimeNs: 4n, ino: 77n }));
  });
});
