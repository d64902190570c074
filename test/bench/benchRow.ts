/** One figure beside the peer's, measured in the same run. */
export interface BenchRow {
  readonly bench: string;
  /** Unit of `elo` and `peer`. */
  readonly unit: string;
  readonly elo: number | null;
  readonly peer: number | null;
  readonly peerName: string | null;
  /** `elo / peer`. */
  readonly ratio: number | null;
  /** The target in words and numbers, as `met` was decided. */
  readonly target: string;
  readonly met: boolean;
  /** Why the figure, or the peer's, is missing. */
  readonly unavailable?: string;
  /** What else was measured; numbers, texts and lists of numbers. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface RowInput {
  readonly bench: string;
  readonly unit: string;
  readonly elo: number;
  readonly peer?: number | null;
  readonly peerName?: string;
  readonly target: string;
  /** Decides from the rounded-free figures; without a peer `ratio` is null. */
  readonly met: (elo: number, ratio: number | null) => boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Four significant digits: more would be noise. */
const digits = 4;

/** Rounds for print. */
export function rounded(value: number): number {
  return Number(value.toPrecision(digits));
}

/** A row from figures; `met` sees them unrounded. */
export function benchRow(input: RowInput): BenchRow {
  const peer = input.peer ?? null;
  const ratio = peer === null || peer === 0 ? null : input.elo / peer;
  return {
    bench: input.bench,
    elo: rounded(input.elo),
    peer: peer === null ? null : rounded(peer),
    peerName: input.peerName ?? null,
    ratio: ratio === null ? null : rounded(ratio),
    target: input.target,
    met: input.met(input.elo, ratio),
    unit: input.unit,
    details: input.details ?? {},
  };
}

/** A row whose figure or whose peer could not be had: not met, and it says why. */
export function missingRow(
  row: Pick<BenchRow, 'bench' | 'unit' | 'target'> & { readonly elo?: number; readonly peerName?: string },
  why: string,
  details: Readonly<Record<string, unknown>> = {},
): BenchRow {
  return {
    bench: row.bench,
    elo: row.elo === undefined ? null : rounded(row.elo),
    peer: null,
    peerName: row.peerName ?? null,
    ratio: null,
    target: row.target,
    met: false,
    unit: row.unit,
    unavailable: why,
    details,
  };
}
