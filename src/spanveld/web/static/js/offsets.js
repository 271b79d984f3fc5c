// @ts-check
/**
 * Positions in a text. The store counts code points; strings of the browser count UTF-16 units. All conversions are here.
 */

const ASTRAL = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;
const SPACE = /\s/;
/** @type {Intl.Segmenter | null} */
const graphemes = typeof Intl !== "undefined" && "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** Whether code points and UTF-16 units of a text differ. @param {string} text */
export const hasAstral = (text) => ASTRAL.test(text);

/**
 * The code point at which a UTF-16 offset lies; inside a surrogate pair: the one before.
 * @param {string} text
 * @param {number} unit
 * @returns {number}
 */
export function toCodePoints(text, unit) {
  const limit = Math.max(0, Math.min(unit, text.length));
  if (!hasAstral(text)) return limit;
  let points = 0;
  for (let place = 0; place < limit; points++) {
    const width = /** @type {number} */ (text.codePointAt(place)) > 0xffff ? 2 : 1;
    if (place + width > limit) break;
    place += width;
  }
  return points;
}

/**
 * The UTF-16 offset of a code point; beyond the end: the end.
 * @param {string} text
 * @param {number} point
 * @returns {number}
 */
export function toUnits(text, point) {
  if (point <= 0) return 0;
  if (!hasAstral(text)) return Math.min(point, text.length);
  let place = 0;
  for (let left = point; left > 0 && place < text.length; left--) {
    place += /** @type {number} */ (text.codePointAt(place)) > 0xffff ? 2 : 1;
  }
  return place;
}

/** Number of code points. @param {string} text */
export const codePoints = (text) => toCodePoints(text, text.length);

/**
 * text[start:end] in code points.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export const slice = (text, start, end) => text.slice(toUnits(text, start), toUnits(text, end));

/**
 * A UTF-16 range widened outwards, so that no emoji sequence, flag or combining accent is cut.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function snap(text, start, end) {
  let [from, to] = [Math.max(0, start), Math.min(end, text.length)];
  if (!graphemes || from >= to) return [from, to];
  const whole = graphemes.segment(text);
  if (from < text.length) from = whole.containing(from)?.index ?? from;
  if (to < text.length) {
    const cluster = whole.containing(to);
    if (cluster && cluster.index < to) to = cluster.index + cluster.segment.length;
  }
  return [from, to];
}

/**
 * A UTF-16 range without the white space at both ends; empty at its start where it has nothing else.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function trim(text, start, end) {
  let [from, to] = [start, end];
  while (from < to && SPACE.test(text[from])) from++;
  while (to > from && SPACE.test(text[to - 1])) to--;
  return [from, to];
}

/**
 * The next place, forwards (1) or backwards (-1), at which a boundary may lie: by grapheme or by word.
 * @param {string} text
 * @param {number} unit UTF-16
 * @param {1 | -1} way
 * @param {"grapheme" | "word"} by words end at their last letter and begin at their first
 * @param {"start" | "end"} edge which side of a passage it is
 */
export function step(text, unit, way, by, edge) {
  if (!graphemes) return Math.max(0, Math.min(text.length, unit + way));
  const parts = by === "word" ? new Intl.Segmenter(undefined, { granularity: "word" }) : graphemes;
  const places = [];
  for (const part of parts.segment(text)) {
    if (SPACE.test(part.segment)) continue;
    places.push(edge === "start" ? part.index : part.index + part.segment.length);
  }
  const found = way > 0 ? places.find((place) => place > unit) : places.findLast((place) => place < unit);
  return found ?? unit;
}

/**
 * A text for comparing: small letters without accents, and for each of its units the unit of the text it came from.
 * @param {string} text
 * @returns {{folded: string, from: number[]}}
 */
export function fold(text) {
  let folded = "";
  const from = [];
  let place = 0;
  for (const char of text) {
    const plain = char.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    folded += plain;
    for (let unit = 0; unit < plain.length; unit++) from.push(place);
    place += char.length;
  }
  from.push(place);
  return { folded, from };
}

/**
 * Where a word occurs in a text, case and accents aside, as UTF-16 ranges.
 * @param {string} text
 * @param {string} word
 * @returns {[number, number][]}
 */
export function occurrences(text, word) {
  const sought = fold(word).folded;
  if (!sought.trim()) return [];
  const { folded, from } = fold(text);
  /** @type {[number, number][]} */
  const found = [];
  for (let place = folded.indexOf(sought); place >= 0; place = folded.indexOf(sought, place + sought.length)) {
    found.push(snap(text, from[place], from[place + sought.length - 1] + 1));
  }
  return found;
}
