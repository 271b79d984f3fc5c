/** Repeatable chance for tests that try many cases. */

/** @param {number} seed @returns {() => number} numbers from 0 to 1 */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {() => number} next @param {number} most @returns {number} a whole number below `most` */
export const below = (next, most) => Math.floor(next() * most);

/** @template T @param {() => number} next @param {T[]} list @returns {T} */
export const oneOf = (next, list) => list[below(next, list.length)];

/** @param {() => number} next @param {number} most @returns {string} a text of letters, emoji sequences, flags, accents and spaces */
export function someText(next, most) {
  const parts = ["a", "b", "Z", " ", "  ", ".", "é", "e\u0301", "o\u0308\u0323", "👩‍🚒", "🇳🇱", "👍🏽", "😀", "ß", "İ", "\t", "ij", "字"];
  return Array.from({ length: below(next, most) }, () => oneOf(next, parts)).join("");
}
