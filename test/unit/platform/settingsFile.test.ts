import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { openSettingsFile } from '../../../electron/engine/platform/settingsFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'elo-settings-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const schema = z.object({ serverUrl: z.string().nullable().default(null), days: z.int().min(1).default(7) });
const open = (name: string) => openSettingsFile(join(folder, name), schema, () => 0);

describe('settings', () => {
  it('start with their defaults and remember what was set', () => {
    const settings = open('a.json');
    assert.deepEqual(settings.get(), { serverUrl: null, days: 7 });
    settings.set({ serverUrl: 'https://loja.example' });
    assert.equal(open('a.json').get().serverUrl, 'https://loja.example');
  });

  it('refuse what is not allowed and leave the file as it was', () => {
    const settings = open('b.json');
    settings.set({ days: 3 });
    assert.throws(() => settings.set({ days: 0 }));
    assert.equal(open('b.json').get().days, 3);
  });

  it('move a damaged file aside, never delete it, and start with the defaults', () => {
    writeFileSync(join(folder, 'c.json'), '{"days": 3');
    const settings = open('c.json');
    assert.equal(settings.get().days, 7);
    assert.ok(settings.movedAside !== null && existsSync(settings.movedAside));
    assert.equal(readFileSync(settings.movedAside, 'utf8'), '{"days": 3');
  });

  it('leave no temporary file behind', () => {
    open('d.json').set({ days: 9 });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });
});
