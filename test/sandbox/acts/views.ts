import type { Me, PromobLink } from '../../../shared/api/account.ts';
import type { Customer, Project } from '../../../shared/api/customers.ts';
import type { Environment, Item, Job, RivalSave } from '../../../shared/api/environments.ts';
import type { Occurrence } from '../../../shared/api/negotiations.ts';
import type { Notification } from '../../../shared/api/notifications.ts';
import type { Receipt } from '../../../shared/api/receipts.ts';
import type { Version } from '../../../shared/api/versions.ts';
import type { ListedItem } from '../reading/readListing.ts';
import { Refusal } from '../refusal.ts';
import type { EnvironmentFacts } from '../rules.ts';
import { dueOf, isLocked, isOutdated, situationAndStage } from '../rules.ts';
import type { CustomerRow, EnvironmentRow, JobRow, ProjectRow } from '../store/catalogueStore.ts';
import type { NotificationRow } from '../store/noticeStore.ts';
import type { OccurrenceRow } from '../store/occurrenceStore.ts';
import type { User } from '../store/peopleStore.ts';
import type { ReceiptRow } from '../store/receiptStore.ts';
import type { SaveRow, VersionRow } from '../store/workStore.ts';
import type { World } from '../world.ts';

/** Rows of the stores as the contract shows them. */

/** Fields that are there only where they have a value. */
function present<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** The environment of an id, or not-found. */
export function environmentRow(world: World, id: string): EnvironmentRow {
  const row = world.catalogue.environment(id);
  if (row === undefined) throw new Refusal('not-found', 'no such environment');
  return row;
}

/** What the rules need to know of an environment. */
export function factsOf(world: World, row: EnvironmentRow): EnvironmentFacts {
  return {
    state: row.state,
    drawing: row.drawing,
    drawingSha256: world.work.save(row.drawing)?.sha256 ?? '',
    rivals: world.work.rivals(row.id).length,
    throughSave: row.throughSave,
    lastVersion: world.work.lastVersion(row.id)?.number ?? 0,
    reviewUpdatePending: row.reviewUpdatePending === 1,
    purchaseOrders: row.purchaseOrders,
  };
}

/** Version token of an environment: changes with every act on it. */
export function tokenOf(row: { readonly id: string; readonly revision: number }): string {
  return `${row.id.slice(0, 8)}-${row.revision}`;
}

/** Header of a version token. */
export function etag(token: string): Record<string, string> {
  return { ETag: `"${token}"` };
}

export function environmentView(world: World, row: EnvironmentRow): Environment {
  const facts = factsOf(world, row);
  const save = world.work.newestSave(row.id);
  const version = world.work.lastVersion(row.id);
  const occurrence = row.occurrenceId === null ? undefined : world.occurrences.occurrence(row.occurrenceId);
  const due = dueOf(facts);
  const drawing = world.work.save(row.drawing);
  const rivals = world.work.rivals(row.id);
  return {
    id: row.id,
    projectId: row.projectId,
    projectName: row.projectName,
    customerId: row.customerId,
    customerName: row.customerName,
    name: row.name,
    state: row.state,
    outdated: isOutdated(facts),
    locked: isLocked(facts),
    ...(due === undefined ? {} : { due }),
    lastVersion:
      version === undefined
        ? null
        : {
            number: version.number,
            importedAt: version.importedAt,
            saveSha256: world.work.save(version.saveSeq)?.sha256 ?? '',
          },
    convertedVersion: row.convertedVersion,
    lastSave:
      save === undefined
        ? null
        : { saveId: save.id, sha256: save.sha256, number: save.number, receivedAt: save.receivedAt },
    purchaseOrders: row.purchaseOrders,
    ...situationAndStage(row.state),
    ...(occurrence === undefined
      ? {}
      : {
          occurrence: {
            id: occurrence.id,
            number: occurrence.number,
            ofEnvironmentId: occurrence.environmentId,
          },
        }),
    ...(drawing === undefined ? {} : { drawing: { saveId: drawing.id, sha256: drawing.sha256 } }),
    ...(drawing === undefined || rivals.length === 0
      ? {}
      : {
          disagreement: {
            saves: [rivalView(drawing, true), ...rivals.slice(-19).map((save) => rivalView(save, false))],
          },
        }),
    createdAt: row.createdAt,
    versionToken: tokenOf(row),
  };
}

/** One of the drawings that stand against each other. */
function rivalView(save: SaveRow, current: boolean): RivalSave {
  const { id: saveId, sha256, number, fileName, receivedAt } = save;
  return { saveId, sha256, number, fileName, receivedAt, current };
}

export function customerView(row: CustomerRow): Customer {
  const { email, phone, document } = row;
  return {
    id: row.id,
    name: row.name,
    ...present({ email, phone, document }),
    promobStatus: row.promobStatus,
    createdAt: row.createdAt,
    versionToken: tokenOf(row),
  };
}

export function projectView({ id, customerId, name, customerName, createdAt }: ProjectRow): Project {
  return { id, customerId, name, customerName, createdAt };
}

export function jobView(row: JobRow): Job {
  return {
    id: row.id,
    kind: 'environment',
    state: row.state,
    ...(row.state === 'done' ? { environmentId: row.environmentId } : {}),
    ...present({ error: row.error }),
  };
}

export function meView(world: World, user: User): Me {
  const store = JSON.parse(world.meta.get('store') ?? '{}') as { id: string; name: string };
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    roles: [...user.roles],
    store: { id: store.id, name: store.name },
  };
}

export function linkView({ linkState, promobUser, linkedAt, changedAt }: User): PromobLink {
  return { state: linkState, ...present({ promobUser, linkedAt, changedAt }) };
}

export function versionView(world: World, row: VersionRow): Version {
  const save = world.work.save(row.saveSeq);
  const listing = world.work.listing(row.listingSeq);
  const environment = environmentRow(world, row.environmentId);
  const last = world.work.lastVersion(row.environmentId);
  return {
    number: row.number,
    optionName: row.optionName,
    importedAt: row.importedAt,
    identifier: row.identifier,
    saveId: save?.id ?? '',
    saveSha256: save?.sha256 ?? '',
    listingId: listing?.id ?? '',
    latest: last?.number === row.number,
    converted: environment.convertedVersion === row.number,
    totals: row.totals,
  };
}

export function receiptView(row: ReceiptRow): Receipt {
  const { saveId, listingId, sha256, bytes } = row;
  return {
    receiptId: row.id,
    kind: row.kind,
    idempotencyKey: row.idempotencyKey,
    environmentId: row.environmentId,
    ...present({ saveId, listingId, sha256, bytes }),
    receivedAt: row.receivedAt,
  };
}

export function notificationView(row: NotificationRow): Notification {
  const { environmentId, environmentName, occurrenceId, occurrenceNumber, byName } = row;
  const { deliveredAt, seenAt, doneAt, madeVersion } = row;
  return {
    id: row.id,
    kind: row.kind,
    ...present({ environmentId, environmentName, occurrenceId, occurrenceNumber, byName }),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    state: row.state,
    ...present({ deliveredAt, seenAt, doneAt, madeVersion }),
  };
}

export function occurrenceView(world: World, row: OccurrenceRow): Occurrence {
  const { assistanceEnvironmentId, assistanceEnvironmentName, createdAt } = row;
  return {
    id: row.id,
    number: row.number,
    description: row.description,
    environmentId: row.environmentId,
    environmentName: row.environmentName,
    items: world.occurrences.items(row.id),
    ...present({ assistanceEnvironmentId, assistanceEnvironmentName, createdAt }),
  };
}

/** A listed item as an item of an environment, under an id of its own. */
export function itemView(id: string, listed: ListedItem): Item {
  const { code, unit, guid } = listed;
  return {
    id,
    source: 'promob',
    ...present({ code }),
    description: listed.description,
    quantity: listed.quantity,
    ...present({ unit }),
    total: listed.total,
    ...present({ guid }),
    flags: [...listed.flags],
  };
}
