// @ts-check
/** The sentences of a text, paragraph by paragraph, as the reading cursor walks over them. */
import { toCodePoints, trim } from "./offsets.js";

/** @typedef {{start: number, end: number, paragraph: number}} Sentence code points of the text; `paragraph` its place in the list */

const ENDS_SHORT =
  /(?:^|[\s(])(?:bijv|bv|dhr|mevr|mw|dr|drs|ir|mr|prof|nr|blz|vgl|resp|ca|art|jl|t\.a\.v|m\.b\.t|o\.a|d\.w\.z|n\.a\.v|i\.p\.v|e\.g|i\.e|st|vs)\.\s*$/i;

/**
 * @param {{start: number, text: string}[]} paragraphs
 * @param {string} language
 * @returns {Sentence[]} in order; white space at the ends left out
 */
export function sentences(paragraphs, language) {
  const parts = "Segmenter" in Intl ? new Intl.Segmenter(language || "nl", { granularity: "sentence" }) : null;
  /** @type {Sentence[]} */
  const found = [];
  paragraphs.forEach((paragraph, place) => {
    const { text } = paragraph;
    /** @param {number} from @param {number} to */
    const add = (from, to) => {
      const [start, end] = trim(text, from, to);
      if (end > start)
        found.push({
          start: paragraph.start + toCodePoints(text, start),
          end: paragraph.start + toCodePoints(text, end),
          paragraph: place,
        });
    };
    if (!parts) return add(0, text.length);
    let from = 0;
    for (const { index, segment } of parts.segment(text)) {
      const to = index + segment.length;
      if (to < text.length && ENDS_SHORT.test(text.slice(from, to))) continue;
      add(from, to);
      from = to;
    }
    add(from, text.length);
  });
  return found;
}

/**
 * The place in the list of the sentence at a position; between two sentences the next one; beyond the last the last.
 * @param {Sentence[]} list
 * @param {number} position
 */
export function sentenceAt(list, position) {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].end > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
