// @ts-check
/** Codings painted on the text: one Highlight object for each style, however many passages there are. */
import { styleName } from "./codebook.js";

/** @typedef {import("./text.js").TextMap} TextMap */
/** @typedef {import("./text.js").Span} Span */
/** @typedef {{name: string, start: number, end: number, styles: string[]}} Painted */

const SUPPORTED = typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;
const ABOVE = new Map([
  ["other", 30],
  ["doubt", 31],
  ["search", 40],
  ["hover", 41],
  ["cursor", 42],
]);

export class Painter {
  /** @type {Map<string, Highlight>} */
  #styles = new Map();
  /** @type {Map<string, {key: string, styles: string[], ranges: StaticRange[]}>} */
  #shown = new Map();

  /** @param {TextMap} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {string} name */
  #style(name) {
    let style = this.#styles.get(name);
    if (!style) {
      style = new Highlight();
      // A weaker form lies below a stronger one: of two on the same words the fuller is seen.
      const kind = /k(\d+)$/.exec(name)?.[1];
      style.priority = ABOVE.get(name) ?? (kind === undefined ? 0 : Math.max(1, 10 - Number(kind)));
      CSS.highlights.set(name, style);
      this.#styles.set(name, style);
    }
    return style;
  }

  /** Paint exactly these; what stays the same is not touched. @param {Painted[]} passages */
  paint(passages) {
    if (!SUPPORTED) return;
    const gone = new Set(this.#shown.keys());
    for (const { name, start, end, styles } of passages) {
      const key = `${start}-${end} ${styles.join(" ")}`;
      gone.delete(name);
      if (this.#shown.get(name)?.key === key) continue;
      this.#remove(name);
      const ranges = this.text.ranges({ start, end });
      for (const style of styles) for (const range of ranges) this.#style(style).add(range);
      this.#shown.set(name, { key, styles, ranges });
    }
    for (const name of gone) this.#remove(name);
  }

  /** @param {string} name */
  #remove(name) {
    const shown = this.#shown.get(name);
    if (!shown) return;
    for (const style of shown.styles) for (const range of shown.ranges) this.#style(style).delete(range);
    this.#shown.delete(name);
  }

  /** Show one of the other highlights (cursor, hover, search, doubt) on these spans and nowhere else. @param {string} name @param {Span[]} spans */
  mark(name, spans) {
    if (!SUPPORTED) return;
    const style = this.#style(name);
    style.clear();
    for (const span of spans) for (const range of this.text.ranges(span)) style.add(range);
  }
}

/**
 * What is painted of the passages, as the view says.
 * @param {import("./types.js").Placed[]} passages
 * @param {import("./codebook.js").Codes} codes
 * @param {{dimensions: Set<number> | null, only: number | null, colours: boolean, actor: string}} view `dimensions`: those shown, null for all
 * @returns {Painted[]}
 */
export function painted(passages, codes, { dimensions, only, colours, actor }) {
  /** @type {Painted[]} */
  const found = [];
  for (const passage of passages) {
    const look = codes.look(passage);
    if (only !== null && look.dimension !== only) continue;
    if (look.dimension >= 0 && dimensions && !dimensions.has(look.dimension)) continue;
    if (look.dimension < 0 && passage.codes.length > 0 && passage.codes.every(({ code }) => codes.role(code) === "sub_case")) continue;
    const styles = colours ? [styleName(look)] : [];
    if (passage.coder !== actor && colours) styles.push("other");
    if (styles.length) found.push({ name: passage.passage, start: passage.start, end: passage.end, styles });
  }
  return found;
}
