import type { ChangeKind, ComparedItem, PlanEntity } from '../../shared/contract/windowSchemas.ts';
import { spellMoney } from '../components/spell.ts';
import { spellQuantity } from '../environment/spellQuantity.ts';
import type { AnyDifference } from './differences.ts';
import { movedBy } from './differences.ts';
import type { Says } from './says.ts';

const millimetres = (say: Says, value: number): string =>
  new Intl.NumberFormat(say.locale, { maximumFractionDigits: 1, useGrouping: false }).format(value);

/** "600 × 720 × 560": width, height, depth in millimetres. */
export function sizeText(say: Says, { size }: Pick<PlanEntity, 'size'>): string {
  return [size.w, size.h, size.d].map((value) => millimetres(say, value)).join(' × ');
}

const orNone = (say: Says, text: string): string => (text === '' ? say('compare.none') : text);

function entityChange(say: Says, kind: ChangeKind, before: PlanEntity, after: PlanEntity): string {
  switch (kind) {
    case 'size':
      return say('compare.change.size', { before: sizeText(say, before), after: sizeText(say, after) });
    case 'place': {
      const distance = movedBy(before, after);
      return distance === 0 ? say('compare.change.place') : say('compare.change.place-by', { distance });
    }
    case 'rotation':
      return say('compare.change.rotation', {
        before: millimetres(say, before.rotation),
        after: millimetres(say, after.rotation),
      });
    case 'finish':
      // The finish may stand in a part that is not told by itself.
      return before.reference === after.reference
        ? say('compare.change.finish')
        : say('compare.change.finish-to', {
            before: orNone(say, before.reference),
            after: orNone(say, after.reference),
          });
    case 'description':
      return say('compare.change.description', { before: orNone(say, before.description) });
    case 'quantity':
    case 'price':
      return say(`compare.kind.${kind}`);
  }
}

function itemChange(say: Says, kind: ChangeKind, before: ComparedItem, after: ComparedItem): string {
  switch (kind) {
    case 'size':
      return say('compare.change.size-text', {
        before: orNone(say, before.dimensions),
        after: orNone(say, after.dimensions),
      });
    case 'finish':
      return before.reference === after.reference
        ? say('compare.change.finish')
        : say('compare.change.finish-to', {
            before: orNone(say, before.reference),
            after: orNone(say, after.reference),
          });
    case 'description':
      return say('compare.change.description', { before: orNone(say, before.description) });
    case 'quantity':
      return say('compare.change.quantity', {
        before: orNone(say, spellQuantity(before.quantity, say.locale)),
        after: orNone(say, spellQuantity(after.quantity, say.locale)),
      });
    case 'price': {
      const price = (total: string | null): string =>
        total === null ? say('compare.no-price') : spellMoney(total, say.locale);
      return say('compare.change.price', { before: price(before.total), after: price(after.total) });
    }
    case 'place':
    case 'rotation':
      return say(`compare.kind.${kind}`);
  }
}

/** What about it is not as it was, each in one short sentence; for what is new or gone, what it is. */
export function describeChange(say: Says, difference: AnyDifference): readonly string[] {
  const { before, changes } = difference;
  if (difference.part === 'drawing') {
    const { thing } = difference;
    if (before !== null) {
      const was = before as PlanEntity;
      return changes.map((kind) => entityChange(say, kind, was, thing));
    }
    return [say('compare.size', { size: sizeText(say, thing) }), thing.reference].filter(Boolean);
  }
  const { thing } = difference;
  if (before !== null) {
    const was = before as ComparedItem;
    return changes.map((kind) => itemChange(say, kind, was, thing));
  }
  return [
    thing.dimensions,
    thing.reference,
    thing.quantity === ''
      ? ''
      : say('compare.quantity', { quantity: spellQuantity(thing.quantity, say.locale) }),
  ].filter(Boolean);
}
