/** RFC 1951 §3.2.5: least value and extra bits of each length and distance code. */
export const lengthBase = Uint16Array.from([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]);
export const lengthExtra = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
export const distanceBase = Uint16Array.from([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
]);
export const distanceExtra = Uint8Array.from([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);
/** Order in which the lengths of the code-length code are written (§3.2.7). */
export const codeLengthOrder = Uint8Array.from([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
]);

/** Lengths of the fixed codes (§3.2.6). */
export const fixedLiteralLengths = Uint8Array.from({ length: 288 }, (_, symbol) =>
  symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
);
export const fixedDistanceLengths = new Uint8Array(30).fill(5);

export const endOfBlock = 256;
/** Longest match. */
export const longestMatch = 258;

/** Index of the length code that writes a match of this length. 258 has a code of its own. */
export const lengthCodes = new Uint8Array(longestMatch + 1);
lengthBase.forEach((base, index) => {
  const end = Math.min(base + 2 ** (lengthExtra[index] ?? 0), longestMatch + 1);
  lengthCodes.fill(index, base, end);
});

/** Index of the distance code that writes a match this far back. */
export const distanceCodes = new Uint8Array(32_769);
distanceBase.forEach((base, index) => {
  distanceCodes.fill(index, base, base + 2 ** (distanceExtra[index] ?? 0));
});
