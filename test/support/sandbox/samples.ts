import { randomUUID } from 'node:crypto';
import { blankProject } from '../../sandbox/blankProject.ts';
import type { ApiClient } from './apiClient.ts';

/** One item of a made-up listing. */
export interface SampleItem {
  readonly guid: string;
  readonly description: string;
  readonly total: string;
  readonly quantity?: string;
  /** Prices of parts below it; the item's TOTALCOMPONENTS must be their sum. */
  readonly parts?: readonly string[];
}

/** A listing in the layout of a real one: top-level items with parts, one of them repeated in ITEMSWITHOUTPRICE. */
export function sampleListing(
  projectGuid: string | null,
  budget: string,
  items: readonly SampleItem[],
): Buffer {
  const totals = `<TOTALPRICES TABLE="100"><MARGINS><ORDER VALUE="150.50"/><BUDGET VALUE="${budget}"/></MARGINS></TOTALPRICES>`;
  const lines = items.map(({ guid, description, total, quantity, parts }) => {
    const components = (parts ?? []).map(
      (price, at) =>
        `<ITEM ID="PART" GUID="${guid}-part-${at}" DESCRIPTION="Peça" QUANTITY="1"><PRICE TOTAL="${price}" TOTALCOMPONENTS="0"/></ITEM>`,
    );
    const componentSum = (parts ?? []).reduce((sum, price) => sum + Math.round(Number(price) * 100), 0) / 100;
    return `<ITEM ID="COZ" GUID="${guid}" DESCRIPTION="${description} " UNIT="UN" REPETITION="1" QUANTITY="${quantity ?? '1'}" UNIQUEID="7"><PRICE TABLE="0" UNIT="0" TOTAL="${total}" TOTALCOMPONENTS="${componentSum}"/><ITEMS>${components.join('')}</ITEMS></ITEM>`;
  });
  const guid = projectGuid === null ? '' : `<PROJECTGUID GUID="${projectGuid}"/>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><LISTING LANG="pt-BR" UNIT="mm">${guid}${totals}<AMBIENTS><AMBIENT GUID="133e1aba-eb1b-4467-84bf-9969f9f564ee" DESCRIPTION="Ambiente 3D" UNIQUEID="3\\0">${totals}<CATEGORIES><CATEGORY DESCRIPTION="Cozinhas"><ITEMS>${lines.join('')}</ITEMS></CATEGORY></CATEGORIES></AMBIENT></AMBIENTS><ITEMSWITHOUTPRICE><ITEM ID="COZ" GUID="${items[0]?.guid ?? ''}" DESCRIPTION="again" QUANTITY="1"/></ITEMSWITHOUTPRICE></LISTING>`,
    'utf8',
  );
}

/** A readable project file of a project; every call gives other bytes. */
export function sampleProjectFile(projectGuid: string): Buffer {
  // The end record's comment makes it another file without touching its entries.
  const file = blankProject(projectGuid);
  const comment = Buffer.from(randomUUID());
  file.writeUInt16LE(comment.length, file.length - 2);
  return Buffer.concat([file, comment]);
}

let counter = 0;

/** Sends a save of an environment; answers its id with the receipt. */
export async function sendSave(
  client: ApiClient,
  environmentId: string,
  file: Uint8Array,
  number = (counter += 1),
) {
  const saveId = randomUUID();
  const receipt = await client.ok('createSave', {
    params: { environmentId },
    query: { saveId, number, keptAt: new Date().toISOString(), fileName: 'Cozinha.promob' },
    body: file,
  });
  return { saveId, receipt };
}

/** Sends a listing of an environment; answers its id with the receipt. */
export async function sendListing(client: ApiClient, environmentId: string, xml: Uint8Array) {
  const listingId = randomUUID();
  const receipt = await client.ok('createListing', {
    params: { environmentId },
    query: { listingId, capturedAt: new Date().toISOString(), fileName: 'Orçamento.xml' },
    body: xml,
  });
  return { listingId, receipt };
}

/** The whole way from a save to a version: save, listing, negotiation, update. */
export async function makeVersion(
  client: ApiClient,
  environmentId: string,
  sample: { projectGuid: string; budget: string; items: readonly SampleItem[]; file?: Uint8Array },
) {
  const { saveId, receipt } = await sendSave(
    client,
    environmentId,
    sample.file ?? sampleProjectFile(sample.projectGuid),
  );
  const { listingId } = await sendListing(
    client,
    environmentId,
    sampleListing(sample.projectGuid, sample.budget, sample.items),
  );
  const negotiation = await client.ok('createNegotiation', {
    params: { environmentId },
    body: { saveId, listingId, mode: 'prepare' },
  });
  const update = await client.ok('createUpdate', {
    params: { environmentId },
    body: { importId: negotiation.importId },
  });
  return { saveId, listingId, saveReceipt: receipt, importId: negotiation.importId, ...update };
}
