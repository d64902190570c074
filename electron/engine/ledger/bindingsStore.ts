import { EloError } from '../../../shared/domain/eloError.ts';
import type { LedgerContext } from './context.ts';
import type { FilesStore } from './filesStore.ts';
import type { BindingsSection, EventsSection, OutboxSection } from './sections.ts';
import type { Binding, SaveRow } from './types.ts';

interface BindingColumns {
  readonly environment_id: string;
  readonly file_id: string;
  readonly ambient_guid: string | null;
  readonly bound_at: string;
}

const bindingOf = (row: BindingColumns): Binding => ({
  environmentId: row.environment_id,
  fileId: row.file_id,
  ambientGuid: row.ambient_guid,
  boundAt: row.bound_at,
});

const active =
  'SELECT environment_id, file_id, ambient_guid, bound_at FROM bindings WHERE unbound_at IS NULL';

export function createBindingsStore(
  { database, now }: LedgerContext,
  o: {
    readonly files: FilesStore;
    readonly outbox: OutboxSection;
    readonly events: EventsSection;
    readonly newestSave: (fileId: string) => SaveRow | null;
  },
): BindingsSection {
  const byEnvironment = (environmentId: string): BindingColumns | undefined =>
    database.get<BindingColumns>(`${active} AND environment_id = ?`, [environmentId]);

  return {
    bind: ({ environmentId, fileId: asked, ambientGuid }) =>
      database.transaction(() => {
        const fileId = o.files.living(asked);
        const known = byEnvironment(environmentId);
        if (known !== undefined && known.file_id !== fileId) {
          throw new EloError('environment-already-bound', 'the environment is bound to another file', {
            details: { environmentId, fileId: known.file_id },
          });
        }
        if (known === undefined) {
          database.run(
            'INSERT INTO bindings (environment_id, file_id, ambient_guid, bound_at) VALUES (?, ?, ?, ?)',
            [environmentId, fileId, ambientGuid ?? null, now()],
          );
          o.events.append({ kind: 'environment-bound', fileId, environmentId });
        } else if (ambientGuid !== undefined) {
          database.run(
            'UPDATE bindings SET ambient_guid = ? WHERE environment_id = ? AND unbound_at IS NULL',
            [ambientGuid, environmentId],
          );
        }
        // naming its environment is an answer: a copy, and not to be ignored
        o.files.settleQuestion(fileId, { ignored: false });
        const save = o.newestSave(fileId);
        if (save !== null) deliverSave({ database, outbox: o.outbox }, save, environmentId);
        const bound = byEnvironment(environmentId);
        if (bound === undefined) throw new TypeError('the binding just made is missing');
        return bindingOf(bound);
      }),
    unbind: (environmentId) =>
      database.transaction(() => {
        const known = byEnvironment(environmentId);
        if (known === undefined) return false;
        database.run('UPDATE bindings SET unbound_at = ? WHERE environment_id = ? AND unbound_at IS NULL', [
          now(),
          environmentId,
        ]);
        o.events.append({ kind: 'environment-unbound', fileId: known.file_id, environmentId });
        return true;
      }),
    byEnvironment: (environmentId) => {
      const row = byEnvironment(environmentId);
      return row === undefined ? null : bindingOf(row);
    },
    byFile: (fileId) =>
      database
        .all<BindingColumns>(`${active} AND file_id = ? ORDER BY environment_id`, [fileId])
        .map(bindingOf),
    list: () => database.all<BindingColumns>(`${active} ORDER BY environment_id`).map(bindingOf),
  };
}

/** The delivery of a save to an environment, unless it has one already. Answers whether one was made. */
export function deliverSave(
  o: { readonly database: LedgerContext['database']; readonly outbox: OutboxSection },
  save: SaveRow,
  environmentId: string,
): boolean {
  const made = o.database.get<{ seq: number }>(
    `SELECT seq FROM outbox WHERE environment_id = ? AND save_id = ? AND kind = 'save'`,
    [environmentId, save.saveId],
  );
  if (made !== undefined) return false;
  const binding = o.database.get<{ ambient_guid: string | null }>(
    `SELECT ambient_guid FROM bindings WHERE unbound_at IS NULL AND environment_id = ?`,
    [environmentId],
  );
  // What this file was saved on from: its last report. A drawing it gave way to changed nothing in this file; only a
  // file saved on from the copy of that drawing follows it, and its history, or its content, says so by itself.
  const known = o.database.get<{ sha256: string }>(
    `SELECT sha256 FROM outbox WHERE environment_id = ? AND kind = 'save' ORDER BY seq DESC LIMIT 1`,
    [environmentId],
  );
  o.outbox.add({
    kind: 'save',
    lane: environmentId,
    environmentId,
    saveId: save.saveId,
    sha256: save.sha256,
    bytes: save.bytes,
    // Fixed now: a later merge or rename must not change what goes out under this key.
    payload: {
      number: save.number,
      keptAt: save.keptAt,
      previousSha256: known?.sha256 ?? 'none',
      fileName: save.path.split(/[\\/]/).at(-1) ?? save.path,
      ...(save.savedAt === null ? {} : { savedAt: save.savedAt }),
      ...((binding?.ambient_guid ?? null) === null ? {} : { ambientGuid: binding?.ambient_guid }),
    },
  });
  return true;
}
