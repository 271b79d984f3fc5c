// @ts-check
/** The text on the page and positions in it: from code points to places in the document and back. */
import { hasAstral, slice, snap, toCodePoints, toUnits, trim } from "./offsets.js";

/** @typedef {import("./types.js").Paragraph} Paragraph */
/** @typedef {{start: number, end: number}} Span code points */

export class TextMap {
  /** @param {HTMLElement} root @param {Paragraph[]} paragraphs */
  constructor(root, paragraphs) {
    this.root = root;
    this.paragraphs = paragraphs;
    /** @type {HTMLElement[]} */
    this.elements = paragraphs.map(({ number }) => /** @type {HTMLElement} */ (root.querySelector(`[data-n="${number}"]`)));
    /** @type {Map<number, {nodes: Text[], from: number[]}>} */
    this.parts = new Map();
    this.astral = paragraphs.map(({ text }) => hasAstral(text));
  }

  /** The place in the list of the paragraph at a position; between two: the one before. @param {number} position */
  paragraphAt(position) {
    let [low, high] = [0, this.paragraphs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.paragraphs[middle].start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @param {number} place */
  #nodes(place) {
    let part = this.parts.get(place);
    if (!part) {
      part = { nodes: [], from: [] };
      const walker = document.createTreeWalker(this.elements[place], NodeFilter.SHOW_TEXT);
      let length = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        part.nodes.push(/** @type {Text} */ (node));
        part.from.push(length);
        length += /** @type {Text} */ (node).length;
      }
      this.parts.set(place, part);
    }
    return part;
  }

  /** @param {number} place @param {number} unit @param {boolean} after at a seam: the node that ends there (false: that begins) */
  #point(place, unit, after) {
    const { nodes, from } = this.#nodes(place);
    let index = nodes.length - 1;
    while (index > 0 && (after ? from[index] >= unit : from[index] > unit)) index--;
    return { node: nodes[index], offset: Math.min(nodes[index]?.length ?? 0, unit - (from[index] ?? 0)) };
  }

  /**
   * A span as ranges of the document, one a paragraph: what stands between paragraphs belongs to no passage.
   * @param {Span} span
   * @returns {StaticRange[]}
   */
  ranges({ start, end }) {
    const ranges = [];
    for (let place = this.paragraphAt(start); place < this.paragraphs.length && this.paragraphs[place].start < end; place++) {
      const { start: from, text } = this.paragraphs[place];
      const units = (/** @type {number} */ point) =>
        this.astral[place] ? toUnits(text, point) : Math.max(0, Math.min(point, text.length));
      const [a, b] = [units(start - from), units(end - from)];
      if (a >= b || !this.elements[place]) continue;
      const [first, last] = [this.#point(place, a, false), this.#point(place, b, true)];
      if (!first.node || !last.node) continue;
      ranges.push(
        new StaticRange({ startContainer: first.node, startOffset: first.offset, endContainer: last.node, endOffset: last.offset }),
      );
    }
    return ranges;
  }

  /** Where a span stands on the screen: boxes of its lines. @param {Span} span @returns {DOMRect[]} */
  boxes(span) {
    return this.ranges(span).flatMap((one) => {
      const range = document.createRange();
      range.setStart(one.startContainer, one.startOffset);
      range.setEnd(one.endContainer, one.endOffset);
      return [...range.getClientRects()].filter((box) => box.width > 0);
    });
  }

  /** The words of a span; paragraphs apart by a line break. @param {Span} span */
  quote({ start, end }) {
    const words = [];
    for (let place = this.paragraphAt(start); place < this.paragraphs.length && this.paragraphs[place].start < end; place++) {
      const { start: from, text } = this.paragraphs[place];
      words.push(slice(text, Math.max(0, start - from), Math.max(0, end - from)));
    }
    return words.filter(Boolean).join("\n");
  }

  /**
   * The paragraph and UTF-16 offset of a place in the document; null outside the text.
   * @param {Node} node
   * @param {number} offset
   * @returns {{place: number, unit: number} | null}
   */
  locate(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : /** @type {Element} */ (node);
    const own = element?.closest("[data-n]");
    if (own && this.root.contains(own)) {
      const place = this.elements.indexOf(/** @type {HTMLElement} */ (own));
      if (place < 0) return null;
      const { nodes, from } = this.#nodes(place);
      const index = nodes.indexOf(/** @type {Text} */ (node));
      if (index >= 0) return { place, unit: from[index] + offset };
      const child = element?.childNodes[offset];
      const next = child ? nodes.findIndex((one) => child.contains(one)) : -1;
      return { place, unit: next >= 0 ? from[next] : offset === 0 ? 0 : this.paragraphs[place].text.length };
    }
    if (!this.root.contains(node)) return null;
    // Between paragraphs (a margin, the end of a block): the start of the next paragraph.
    const range = document.createRange();
    range.setStart(node, offset);
    const place = this.elements.findIndex((one) => one && range.comparePoint(one, 0) >= 0);
    return place < 0 ? { place: this.paragraphs.length - 1, unit: this.paragraphs.at(-1)?.text.length ?? 0 } : { place, unit: 0 };
  }

  /** The code point of a place in the text. @param {{place: number, unit: number}} found */
  position({ place, unit }) {
    const { start, text } = this.paragraphs[place];
    return start + toCodePoints(text, unit);
  }

  /**
   * What a person has selected in the text, widened to whole characters and without white space at its ends.
   * @param {Selection | null} selection
   * @returns {Span | null}
   */
  selected(selection) {
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    let from = this.locate(range.startContainer, range.startOffset);
    let to = this.locate(range.endContainer, range.endOffset);
    if (!from || !to) return null;
    // A paragraph of which only white space, or nothing, was selected is no part of it.
    while (from.place < to.place && !this.paragraphs[from.place].text.slice(from.unit).trim()) from = { place: from.place + 1, unit: 0 };
    while (from.place < to.place && !this.paragraphs[to.place].text.slice(0, to.unit).trim())
      to = { place: to.place - 1, unit: this.paragraphs[to.place - 1].text.length };
    const [first, last] = [this.paragraphs[from.place], this.paragraphs[to.place]];
    const one = from.place === to.place;
    const [a] = trim(first.text, ...snap(first.text, from.unit, one ? to.unit : first.text.length));
    const [, b] = trim(last.text, ...snap(last.text, one ? from.unit : 0, to.unit));
    const span = { start: first.start + toCodePoints(first.text, a), end: last.start + toCodePoints(last.text, b) };
    return span.start < span.end ? span : null;
  }
}

/**
 * Where the words begin that an address asks for: `?at=START-END` (code points), else the paragraph `#pNUMBER`; null where it asks for none.
 * @param {string} query @param {string} name what stands behind the # @param {{number: number, start: number, end: number}[]} paragraphs
 * @returns {number | null}
 */
export function placeIn(query, name, paragraphs) {
  const at = /^(\d+)-\d+$/.exec(new URLSearchParams(query).get("at") ?? "")?.[1];
  const start = Number(at ?? NaN);
  if (paragraphs.some((one) => one.start <= start && start < one.end)) return start;
  return paragraphs.find((one) => `p${one.number}` === name)?.start ?? null;
}
