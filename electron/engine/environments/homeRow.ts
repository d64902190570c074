import type { HomeRow } from '../../../shared/contract/windowSchemas.ts';
import type { EnvironmentState } from '../../../shared/domain/environmentState.ts';
import type { HomeFacts } from '../ledger/homeSection.ts';
import { dueOf, occurrenceOf } from './environmentView.ts';

type Body = Readonly<Record<string, unknown>>;

const text = (body: Body, key: string): string => {
  const value = body[key];
  return typeof value === 'string' ? value : '';
};

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Body)[key] : undefined;
}

/** The last part of a path, of either system. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

function versions(body: Body, known: number | null): Pick<HomeRow, 'lastVersion' | 'convertedVersion'> {
  const told = body['lastVersion'];
  const number = field(told, 'number') ?? known;
  const importedAt = field(told, 'importedAt');
  const converted = body['convertedVersion'];
  return {
    ...(typeof number === 'number'
      ? { lastVersion: { number, ...(typeof importedAt === 'string' ? { importedAt } : {}) } }
      : {}),
    ...(typeof converted === 'number' ? { convertedVersion: converted } : {}),
  };
}

/** One environment as the home screen shows it. */
export function homeRow(facts: HomeFacts): HomeRow {
  const { row, file, save } = facts;
  const { body } = row;
  const due = dueOf(facts);
  const [situation, stage] = [text(body, 'situation'), text(body, 'stage')];
  const newest = [facts.toldAt, facts.changedAt, save?.keptAt, save?.receivedAt].reduce<string>(
    (latest, at) => ((at ?? '') > latest ? (at ?? '') : latest),
    '',
  );
  return {
    environmentId: row.environmentId,
    name: row.name,
    projectId: row.projectId,
    projectName: text(body, 'projectName'),
    customerName: text(body, 'customerName'),
    state: row.state as EnvironmentState,
    outdated: row.outdated,
    locked: row.locked,
    conflict: facts.conflict,
    ...(file === null ? {} : { fileId: file.fileId, fileName: fileNameOf(file.path) }),
    ...versions(body, row.lastVersion),
    ...(save === null
      ? {}
      : {
          lastSave: {
            saveId: save.saveId,
            number: save.number,
            keptAt: save.keptAt,
            state: save.state,
            ...(save.receivedAt === null ? {} : { receivedAt: save.receivedAt }),
            ...(save.reason === null ? {} : { reason: save.reason }),
          },
        }),
    freshListing: facts.listing?.fresh ?? false,
    ...(due === null ? {} : { due }),
    ...(facts.wait === null ? {} : { wait: facts.wait }),
    ...(situation === '' ? {} : { situation }),
    ...(stage === '' ? {} : { stage }),
    ...occurrenceOf(body),
    activityAt: newest === '' ? row.updatedAt : newest,
  };
}
