import type { Ledger } from './ledger/ledger.ts';
import type { Shelf } from './ledger/sections.ts';

/**
 * The ledger as a session sees it: reading always works, but nothing is written any more once it ended. What an act or
 * an answer of the server before would still write down would be taken for the next server's.
 */
export function closableLedger(ledger: Ledger, closed: AbortSignal): Ledger {
  const open = <Given extends unknown[], Result>(write: (...given: Given) => Result) => {
    return (...given: Given): Result => {
      closed.throwIfAborted();
      return write(...given);
    };
  };
  const shelf = <Row>(of: Shelf<Row>): Shelf<Row> => ({
    ...of,
    upsert: open((row) => of.upsert(row)),
    remove: open((id) => of.remove(id)),
  });
  const { values, files, creations, bindings, outbox, catalogue, notifications, occurrences, home } = ledger;
  return {
    ...ledger,
    values: { ...values, set: open((key, value) => values.set(key, value)) },
    files: { ...files, expect: open((path) => files.expect(path)) },
    creations: {
      ...creations,
      add: open((creation) => creations.add(creation)),
      change: open((creationId, change) => creations.change(creationId, change)),
      remove: open((creationId) => creations.remove(creationId)),
      removeDoneBefore: open((at) => creations.removeDoneBefore(at)),
    },
    bindings: {
      ...bindings,
      bind: open((binding) => bindings.bind(binding)),
      unbind: open((environmentId) => bindings.unbind(environmentId)),
    },
    outbox: { ...outbox, add: open((delivery) => outbox.add(delivery)) },
    catalogue: {
      ...catalogue,
      customers: shelf(catalogue.customers),
      projects: shelf(catalogue.projects),
      environments: shelf(catalogue.environments),
      replaceVersions: open((environmentId, rows) => catalogue.replaceVersions(environmentId, rows)),
    },
    notifications: {
      ...notifications,
      upsert: open((row) => notifications.upsert(row)),
      setState: open((id, state) => notifications.setState(id, state)),
      doneFor: open((environmentId, kinds) => notifications.doneFor(environmentId, kinds)),
    },
    occurrences: {
      ...occurrences,
      replace: open((environmentId, rows) => occurrences.replace(environmentId, rows)),
    },
    home: {
      ...home,
      keepItems: open((environmentId, items, toldAt) => home.keepItems(environmentId, items, toldAt)),
    },
    transaction<T>(run: () => T): T {
      closed.throwIfAborted();
      return ledger.transaction(run);
    },
  };
}
