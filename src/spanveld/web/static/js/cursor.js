// @ts-check
/** The reading cursor: a sentence, or what a person made of it or selected. Everything that is given goes on its words. */
import { el } from "./dom.js";
import { sentenceAt, sentences } from "./sentences.js";

/** @typedef {import("./text.js").Span} Span */
/** @typedef {import("./text.js").TextMap} TextMap */

const HEADROOM = 84;
const FOOTROOM = 72;

export class Cursor {
  /** @type {Span | null} */
  span = null;

  /**
   * @param {object} parts
   * @param {TextMap} parts.text
   * @param {HTMLElement} parts.sheet
   * @param {import("./paint.js").Painter} parts.painter
   * @param {string} parts.language
   * @param {() => number} parts.covered px at the foot of the window that a panel covers
   * @param {(span: Span, active: string) => void} parts.moved `active`: the passage meant, or ""
   */
  constructor({ text, sheet, painter, language, covered, moved }) {
    this.text = text;
    this.sheet = sheet;
    this.painter = painter;
    this.covered = covered;
    this.moved = moved;
    this.list = sentences(text.paragraphs, language);
    this.bar = el("div", { class: "reading-bar", "aria-hidden": "true", hidden: true });
    sheet.append(this.bar);
  }

  /**
   * Put the cursor on a span.
   * @param {Span} span
   * @param {{scroll?: boolean, active?: string, keepSelection?: boolean}} [how]
   */
  set(span, { scroll = true, active = "", keepSelection = false } = {}) {
    this.span = { start: span.start, end: span.end };
    if (!keepSelection) this.#clearSelection();
    this.painter.mark("cursor", [this.span]);
    this.draw();
    this.moved(this.span, active);
    if (scroll) this.reveal();
  }

  #clearSelection() {
    const selection = getSelection();
    if (selection && !selection.isCollapsed && selection.anchorNode && this.text.root.contains(selection.anchorNode))
      selection.removeAllRanges();
  }

  /** Draw the bar beside the lines of the span. */
  draw() {
    const boxes = this.span ? this.text.boxes(this.span) : [];
    this.bar.hidden = boxes.length === 0;
    this.text.root.classList.toggle("has-cursor", !this.bar.hidden);
    if (!boxes.length) return;
    const top = this.sheet.getBoundingClientRect().top;
    const [first, last] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
    this.bar.style.setProperty("top", `${first - top}px`);
    this.bar.style.setProperty("height", `${last - first}px`);
  }

  /** Bring the span into the part of the window that nothing covers. */
  reveal() {
    const boxes = this.span ? this.text.boxes(this.span) : [];
    if (!boxes.length) return;
    const [first, last] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
    const foot = innerHeight - this.covered() - FOOTROOM;
    if (first >= HEADROOM && last <= foot) return;
    const room = foot - HEADROOM;
    const goal = last - first > room * 0.6 ? HEADROOM + 12 : HEADROOM + room * 0.3;
    scrollBy({ top: first - goal, behavior: "instant" });
  }

  /** The first sentence that is wholly below the bar at the top. */
  #firstSeen() {
    let [low, high] = [0, this.list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.text.boxes(this.list[middle])[0]?.top ?? 0) > HEADROOM) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** One sentence on (1) or back (-1). @param {1 | -1} way */
  move(way) {
    if (!this.list.length) return;
    if (!this.span) return this.set(this.list[this.#firstSeen()]);
    const { start, end } = this.span;
    const found = way > 0 ? this.list.find((one) => one.start >= end) : this.list.findLast((one) => one.start < start);
    this.set(found ?? this.list[way > 0 ? this.list.length - 1 : 0]);
  }

  /** One sentence more (1) or less (-1) at the end. @param {1 | -1} way */
  stretch(way) {
    if (!this.span) return this.move(1);
    const { start, end } = this.span;
    const found = way > 0 ? this.list.find((one) => one.end > end) : this.list.findLast((one) => one.end < end && one.end > start);
    if (found) this.set({ start, end: found.end });
  }

  /** Put the cursor on the sentence at a position. @param {number} position @param {{scroll?: boolean}} [how] */
  sentence(position, how) {
    if (this.list.length) this.set(this.list[sentenceAt(this.list, position)], how);
  }

  /** Follow clicks and selections in the text. @param {(position: number) => void} clicked */
  follow(clicked) {
    let timer = 0;
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.settle(), 120);
    });
    this.text.root.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("[data-n]") || !getSelection()?.isCollapsed) return;
      const place = caret(event.clientX, event.clientY);
      const found = place && this.text.locate(place.node, place.offset);
      if (found) clicked(this.text.position(found));
    });
  }

  /** Take what is selected now, if the page has not yet: a quick hand gives a code at once. */
  settle() {
    const span = this.text.selected(getSelection());
    if (span && (span.start !== this.span?.start || span.end !== this.span?.end)) this.set(span, { scroll: false, keepSelection: true });
  }
}

/**
 * The place in the document under a point of the window.
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function caret(x, y) {
  const page = /** @type {any} */ (document);
  const position = page.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
