import type { Connection } from './schemaStore.ts';

/** A kept fault: its JSON and how often it may still strike. */
export interface FaultRow {
  readonly seq: number;
  readonly fault: string;
  readonly left: number;
}

export type FaultStore = ReturnType<typeof faultStore>;

/** Faults asked for, in order; they survive a restart like everything else. */
export function faultStore(db: Connection) {
  const all = db.prepare<[], FaultRow>('SELECT seq, fault, left FROM faults ORDER BY seq');
  const insert = db.prepare<[string, number]>('INSERT INTO faults (fault, left) VALUES (?, ?)');
  const spend = db.prepare<[number]>('UPDATE faults SET left = left - 1 WHERE seq = ?');
  return {
    all: () => all.all(),
    add: (fault: string, times: number) => void insert.run(fault, times),
    spend: (seq: number) => void spend.run(seq),
    clear: () => void db.prepare('DELETE FROM faults').run(),
  };
}
