/**
 * Code lengths of a complete Huffman code for these frequencies, none longer than `limit`. At least two symbols get a
 * code, since inflaters refuse an incomplete one.
 */
export function huffmanLengths(frequencies: Uint32Array, limit: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const used = [...frequencies.keys()].filter((symbol) => (frequencies[symbol] ?? 0) > 0);
  for (let symbol = 0; used.length < 2; symbol++) if (!used.includes(symbol)) used.push(symbol);
  used.sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b);
  // Two queues: leaves by frequency, and inner nodes, which come into being in rising order.
  const weights = used.map((symbol) => Math.max(1, frequencies[symbol] ?? 0));
  const parents: number[] = [];
  let leaf = 0;
  let inner = used.length;
  const smallest = (): number => {
    const leafFirst =
      leaf < used.length && (inner >= weights.length || (weights[leaf] ?? 0) <= (weights[inner] ?? 0));
    return leafFirst ? leaf++ : inner++;
  };
  while (weights.length < used.length * 2 - 1) {
    const a = smallest();
    const b = smallest();
    parents[a] = weights.length;
    parents[b] = weights.length;
    weights.push((weights[a] ?? 0) + (weights[b] ?? 0));
  }
  const depths = new Uint32Array(weights.length);
  for (let node = weights.length - 2; node >= 0; node--) depths[node] = (depths[parents[node] ?? 0] ?? 0) + 1;
  used.forEach((symbol, index) => {
    lengths[symbol] = Math.min(limit, depths[index] ?? 1);
  });
  // Clamping over-subscribes the code: lengthen rare symbols until it fits, then shorten what fills it exactly.
  const full = 2 ** limit;
  const share = (symbol: number): number => 2 ** (limit - (lengths[symbol] ?? 0));
  let taken = used.reduce((sum, symbol) => sum + share(symbol), 0);
  while (taken > full) {
    const symbol = used.find((each) => (lengths[each] ?? 0) < limit);
    if (symbol === undefined) throw new Error('more symbols than codes');
    taken -= share(symbol) / 2;
    lengths[symbol] = (lengths[symbol] ?? 0) + 1;
  }
  while (taken < full) {
    const symbol = used.findLast((each) => (lengths[each] ?? 0) > 1 && share(each) <= full - taken);
    if (symbol === undefined) throw new Error('the code cannot be completed');
    taken += share(symbol);
    lengths[symbol] = (lengths[symbol] ?? 0) - 1;
  }
  return lengths;
}

/** Canonical codes for these lengths, bit-reversed as deflate writes them. */
export function huffmanCodes(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(17);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  const next = new Uint16Array(17);
  for (let length = 1; length < 16; length++)
    next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1;
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0;
    let code = next[length] ?? 0;
    next[length] = code + 1;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) {
      reversed = (reversed << 1) | (code & 1);
      code >>>= 1;
    }
    return reversed;
  });
}
