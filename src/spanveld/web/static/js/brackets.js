// @ts-check
/** The right margin: which sub-case a stretch is about, as brackets in lanes with standing labels. */
import { layerOf } from "./codebook.js";
import { el } from "./dom.js";
import { lanes, stretches } from "./layout.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Placed} Placed */
/** @typedef {import("./app.js").App} App */

const LANE = 34;
const SHORTEST = 30;

export class Brackets {
  /** @type {{start: number, end: number, frame: HTMLElement}[]} */
  #shown = [];
  /** What the brackets stand for; the same means that they stay. */
  #cases = "";

  /** @param {App} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * @param {{passage: Placed, code: string}[]} cases
   * @param {string} actor
   * @returns {boolean} whether anything changed
   */
  render(cases, actor) {
    const key = JSON.stringify(
      cases.map(({ passage, code }) => [passage.passage, passage.start, passage.end, code, this.app.codes.label(code)]),
    );
    if (key === this.#cases) return false;
    this.#cases = key;
    for (const { frame } of this.#shown) frame.remove();
    const { text, codes, sheet } = this.app;
    const rights = text.elements.map((paragraph) => paragraph.parentElement?.querySelector(".right"));
    for (const right of rights) right?.replaceChildren();
    // One bracket for a sub-case as long as only questions lie between its passages.
    const joins = (/** @type {number} */ end, /** @type {number} */ start) =>
      text.paragraphs.slice(text.paragraphAt(end - 1) + 1, text.paragraphAt(start)).every((paragraph) => paragraph.role === "interviewer");
    const each = [...new Set(cases.map(({ code }) => code))].flatMap((code) =>
      stretches(
        cases.filter((one) => one.code === code).map(({ passage }) => passage),
        joins,
      ).map((stretch) => ({ code, ...stretch })),
    );
    each.sort((a, b) => a.start - b.start || b.end - a.end);
    this.#shown = each.map(({ code, start, end, spans }) => {
      const [first, last] = [text.paragraphAt(start), text.paragraphAt(end - 1)];
      const label = codes.label(code);
      for (let place = first; place <= last; place++) rights[place]?.append(el("span", {}, place === first ? `▸ ${label}` : "\u00a0"));
      const place = t("paragraph {first} to {last}", { first: text.paragraphs[first].number, last: text.paragraphs[last].number });
      const hidden = el("span", { class: "vh" }, `, ${codes.layers.get(layerOf(code))?.label ?? ""}, ${place}`);
      const press = el(
        "button",
        { type: "button", tabindex: -1, title: label, "data-passage": spans[0].passage, ...pointing(this.app, ...spans) },
        label,
        hidden,
      );
      const frame = el("div", { class: spans.some((passage) => passage.coder === actor) ? "bracket" : "bracket others" }, press);
      sheet.append(frame);
      return { start, end, frame };
    });
    return true;
  }

  /** Put each beside its lines. @param {DOMRect} sheet */
  place(sheet) {
    const { text } = this.app;
    const right = Math.max(...text.elements.slice(0, 40).map((one) => one.getBoundingClientRect().right)) - sheet.left;
    const spans = this.#shown.map((bracket) => {
      const boxes = text.boxes(bracket);
      return { start: (boxes[0]?.top ?? sheet.top) - sheet.top + 4, end: (boxes.at(-1)?.bottom ?? sheet.top) - sheet.top - 3 };
    });
    const columns = lanes(spans.map(({ start, end }) => ({ start, end: Math.max(end, start + SHORTEST) })));
    const room = sheet.width - right - 14;
    const step = Math.min(LANE, Math.max(26, room / Math.max(1, Math.max(0, ...columns) + 1)));
    this.#shown.forEach(({ frame }, index) => {
      frame.style.setProperty("top", `${spans[index].start}px`);
      frame.style.setProperty("height", `${Math.max(SHORTEST, spans[index].end - spans[index].start)}px`);
      frame.style.setProperty("left", `${right - 14 + columns[index] * step}px`);
      // A label may be longer than its bracket, but not reach the next one of its lane.
      const next = Math.min(
        sheet.height,
        ...spans.filter((one, other) => columns[other] === columns[index] && one.start > spans[index].start).map((one) => one.start),
      );
      frame.style.setProperty("--room", `${(next - spans[index].start - 22).toFixed(0)}px`);
    });
  }

  /** Go to the bracket nearest to a position. @param {number} position @returns {boolean} */
  focus(position) {
    const near = [...this.#shown].sort((a, b) => distance(a, position) - distance(b, position))[0];
    near?.frame.querySelector("button")?.focus();
    return Boolean(near);
  }

  /** Their buttons, from the top. */
  get buttons() {
    return this.#shown.map(({ frame }) => frame.querySelector("button"));
  }
}

/** What a button of the margin does: shows its words, and goes there. @param {App} app @param {...Placed} passages pressing goes to the first */
export function pointing(app, ...passages) {
  const { painter, cursor, model } = app;
  const now = () => passages.map((passage) => /** @type {Placed} */ (model.passage(passage.passage) ?? passage));
  const show = () => painter.mark("hover", now());
  const hide = () => painter.mark("hover", []);
  return { mouseenter: show, mouseleave: hide, focus: show, blur: hide, click: () => cursor.set(now()[0], { active: now()[0].passage }) };
}

/** How far a span lies from a position. @param {{start: number, end: number}} span @param {number} position */
export const distance = ({ start, end }, position) => (position < start ? start - position : position >= end ? position - end + 1 : 0);
