import { encodeXml, type FixtureEncoding } from './encodeXml.ts';
import { attributes } from './projectXml.ts';
import type { ListingItemModel, ListingModel } from './listingModel.ts';

/** Integer cents as Promob writes an amount: `29.91`, `0.18`, `10`, `-144.62`. */
export function cents(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = String(magnitude % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${magnitude / 100n}${fraction === '' ? '' : `.${fraction}`}`;
}

/** What an item costs with all below it, in cents. */
export function amountOf(item: ListingItemModel): bigint {
  return item.children.reduce((sum, child) => sum + amountOf(child), item.total ?? 0n);
}

function itemXml(item: ListingItemModel, parentId: number, indent: string, out: string[]): void {
  const components =
    item.children.reduce((sum, child) => sum + amountOf(child), 0n) + (item.componentsOff ?? 0n);
  const head = attributes({
    ID: item.id,
    DESCRIPTION: item.description,
    REFERENCE: item.reference,
    UNIT: item.unit,
    REPETITION: item.repetition,
    QUANTITY: item.quantity,
    WIDTH: item.width,
    HEIGHT: item.height,
    DEPTH: item.depth,
    TEXTDIMENSION: item.textDimension,
    COMPONENT: parentId === -2 ? 'N' : 'Y',
    STRUCTURE: item.structureKey === null ? 'N' : 'Y',
    STRUCTUREKEY: item.structureKey,
    FAMILY: item.structureKey === null ? 'Cozinhas' : 'Roteiro Produtivo',
    UNIQUEID: item.structureKey === null ? item.uniqueId : -1,
    UNIQUEPARENTID: parentId,
    GUID: item.guid,
    RULE: item.unit,
  });
  out.push(`${indent}<ITEM${head}>`);
  if (item.total !== null) {
    const price = attributes({
      TABLE: item.table,
      UNIT: cents(item.total),
      TOTAL: cents(item.total),
      TOTALCOMPONENTS: cents(components),
    });
    out.push(`${indent}  <PRICE${price}>`, `${indent}    </PRICE>`);
  }
  out.push(`${indent}  <REFERENCES>`);
  for (const [name, value] of Object.entries({ COMPLETE: item.reference, ...item.references })) {
    out.push(`${indent}    <${name}${attributes({ REFERENCE: value })} />`);
  }
  out.push(`${indent}  </REFERENCES>`);
  if (item.children.length > 0) {
    out.push(`${indent}  <ITEMS>`);
    for (const child of item.children) itemXml(child, item.uniqueId, `${indent}    `, out);
    out.push(`${indent}  </ITEMS>`);
  }
  out.push(`${indent}</ITEM>`);
}

function totalsXml(
  table: bigint,
  model: ListingModel,
  indent: string,
  out: string[],
  off: { order: bigint; budget: bigint },
): void {
  const sum = (margins: ListingModel['orderMargins']): bigint =>
    margins.reduce((total, margin) => total + (table * BigInt(margin.perMille)) / 1000n, 0n);
  const order = table + sum(model.orderMargins) + off.order;
  const budget = order + sum(model.budgetMargins) + off.budget;
  const section = (name: string, value: bigint, margins: ListingModel['orderMargins']): void => {
    out.push(`${indent}    <${name}${attributes({ VALUE: cents(value) })}>`);
    for (const { id, description, perMille } of margins) {
      const margin = attributes({
        ID: id,
        DESCRIPTION: description,
        VALUE: cents((table * BigInt(perMille)) / 1000n),
      });
      out.push(`${indent}      <MARGIN${margin} />`);
    }
    out.push(`${indent}    </${name}>`);
  };
  out.push(`${indent}<TOTALPRICES${attributes({ TABLE: cents(table) })}>`, `${indent}  <MARGINS>`);
  section('ORDER', order, model.orderMargins);
  section('BUDGET', budget, model.budgetMargins);
  out.push(`${indent}  </MARGINS>`, `${indent}</TOTALPRICES>`);
}

const noneOff = { order: 0n, budget: 0n };

function* zeroItems(
  items: readonly ListingItemModel[],
  parentId: number,
): Generator<[ListingItemModel, number]> {
  for (const item of items) {
    if (item.total === 0n && item.children.length === 0) yield [item, parentId];
    yield* zeroItems(item.children, item.uniqueId);
  }
}

/** The LISTING XML as text. Sums are consistent at every level unless the model says otherwise. */
export function listingXml(model: ListingModel): string {
  const tableOf = (items: readonly ListingItemModel[]): bigint =>
    items.reduce((sum, item) => sum + amountOf(item), 0n);
  const all = model.environments.flatMap(({ categories }) => categories.flatMap(({ items }) => items));
  const out: string[] = ['<?xml version="1.0" encoding="utf-8"?>'];
  const head = attributes({
    LANG: 'pt-BR',
    ID: 'BUDGET_STRUCTURED_W_OP',
    DESCRIPTION: 'Orçamento-Explodido c/ Operação',
    DATE: model.date,
    HOUR: model.hour,
    CURRENCYSYMBOL: 'R$',
    UNIT: 'mm',
    AMBIENTS: model.environments.map(({ uniqueId }) => uniqueId).join(';'),
  });
  out.push(`<LISTING${head}>`);
  if (model.projectGuid !== null) out.push(`  <PROJECTGUID${attributes({ GUID: model.projectGuid })} />`);
  out.push(
    `  <ABOUTPROMOB VERSION="5" REVISION="60" BUILD="41" SYSTEM="Enterprise" SYSTEMID="2448" DISTRIBUTION="Plus"${attributes({ SERIALNUMBER: model.serialNumber ?? '' })}>`,
  );
  out.push(
    '    <LIBRARIES>',
    '      <LIBRARY LINE="COZ" REVISION="01" VERSION="01" />',
    '    </LIBRARIES>',
    '  </ABOUTPROMOB>',
  );
  out.push('  <CUSTOMERSDATA>');
  for (const [ID, VALUE] of Object.entries({ codcliente: '', Environment: '', ...model.customer })) {
    out.push(`    <DATA${attributes({ ID, VALUE })} />`);
  }
  out.push('  </CUSTOMERSDATA>');
  totalsXml(tableOf(all), model, '  ', out, model.totalsOff ?? noneOff);
  out.push('  <AMBIENTS>');
  for (const environment of model.environments) {
    const { guid, description, uniqueId } = environment;
    out.push(`    <AMBIENT${attributes({ GUID: guid, DESCRIPTION: description, UNIQUEID: uniqueId })}>`);
    totalsXml(tableOf(environment.categories.flatMap(({ items }) => items)), model, '      ', out, noneOff);
    out.push('      <CATEGORIES>');
    for (const category of environment.categories) {
      out.push(`        <CATEGORY${attributes({ DESCRIPTION: category.description })}>`);
      totalsXml(tableOf(category.items), model, '          ', out, category.totalsOff ?? noneOff);
      out.push('          <ITEMS>');
      for (const item of category.items) itemXml(item, -2, '            ', out);
      out.push('          </ITEMS>', '        </CATEGORY>');
    }
    out.push('      </CATEGORIES>', '    </AMBIENT>');
  }
  out.push('  </AMBIENTS>', '  <ITEMSWITHOUTPRICE>');
  for (const [item, parentId] of zeroItems(all, -2)) itemXml(item, parentId, '    ', out);
  out.push(
    '  </ITEMSWITHOUTPRICE>',
    '  <PAYMENTTERMS>',
    '    <PAYMENTTERMCOLLECTION />',
    '  </PAYMENTTERMS>',
    '</LISTING>',
  );
  return out.join('\r\n');
}

/** A budget listing as Promob exports it, byte for byte the same for the same model. */
export function buildListing(model: ListingModel, encoding: FixtureEncoding = 'utf-8'): Buffer {
  return encodeXml(listingXml(model), encoding);
}
