/** An environment, a file for one, or both, that was asked for. */
export interface CreationRow {
  readonly creationId: string;
  /** The delivery that asks FoccoLojas for the environment; `null` where it exists already. */
  readonly deliveryId: string | null;
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly name: string;
  /** Path wished for the project file; `null` where none is wished. */
  readonly file: string | null;
  /** The file's place is taken and bound: what lies there is the environment's. */
  readonly begun: boolean;
  /** `asked`: FoccoLojas is to make the environment · `file`: the file is to be made. */
  readonly state: 'asked' | 'file' | 'done' | 'failed';
  /** Error code of a failure. */
  readonly reason: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type NewCreation = Pick<
  CreationRow,
  'deliveryId' | 'projectId' | 'environmentId' | 'name' | 'file' | 'state'
>;

/** Environments and files in creation. */
export interface CreationsSection {
  add(creation: NewCreation): CreationRow;
  /** A reason is forgotten unless it is given again. `null` where it is not known (any more). */
  change(
    creationId: string,
    change: Partial<
      Pick<CreationRow, 'deliveryId' | 'environmentId' | 'file' | 'begun' | 'state' | 'reason'>
    >,
  ): CreationRow | null;
  byId(creationId: string): CreationRow | null;
  /** Oldest first. */
  list(): CreationRow[];
  remove(creationId: string): boolean;
  /** Forgets what was done before a time. Answers how many. */
  removeDoneBefore(at: string): number;
}
