/** Deterministic pseudo-random numbers for fixtures: the same seed makes the same bytes on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [low, high]. */
  integer(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  guid(): string;
  bytes(length: number): Buffer;
}

/** mulberry32: 32 bits of state are plenty for fixtures. */
export function createRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : 0;
  if (typeof seed === 'string') {
    state = 0x811c9dc5;
    for (const byte of Buffer.from(seed, 'utf8')) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  }
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const bytes = (length: number): Buffer => {
    const filled = Buffer.alloc(length);
    for (let at = 0; at < length; at++) filled[at] = word() >>> 24;
    return filled;
  };
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    guid: () => {
      const raw = bytes(16);
      raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40;
      raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80;
      const hex = raw.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    bytes,
  };
}
