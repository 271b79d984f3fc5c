// @ts-check
/** Search in the text of the page: case and accents aside; the cursor goes to the sentence of each place found. */
import { button, el } from "./dom.js";
import { occurrences, toCodePoints } from "./offsets.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */

export class Search {
  /** @type {import("./text.js").Span[]} */
  #found = [];
  #at = -1;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.input = el("input", {
      type: "search",
      "aria-label": t("Search in this text"),
      placeholder: t("Search in this text"),
      input: () => this.#search(),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.count = el("span", { class: "search-count", role: "status" });
    this.box = el(
      "div",
      { class: "search", role: "search", hidden: true },
      this.input,
      this.count,
      button("↑", () => this.#go(-1), { title: t("previous place"), "aria-label": t("previous place") }),
      button("↓", () => this.#go(1), { title: t("next place"), "aria-label": t("next place") }),
      button(t("Close"), () => this.close()),
    );
    document.body.append(this.box);
  }

  open() {
    this.box.hidden = false;
    this.input.focus();
    this.input.select();
    this.#search();
  }

  close() {
    this.box.hidden = true;
    this.app.painter.mark("search", []);
    this.app.toText();
  }

  #search() {
    const { text, painter, cursor } = this.app;
    const word = this.input.value;
    this.#found = text.paragraphs.flatMap((paragraph) =>
      occurrences(paragraph.text, word).map(([a, b]) => ({
        start: paragraph.start + toCodePoints(paragraph.text, a),
        end: paragraph.start + toCodePoints(paragraph.text, b),
      })),
    );
    painter.mark("search", this.#found);
    const from = cursor.span?.start ?? 0;
    this.#at = this.#found.findIndex((span) => span.start >= from) - 1;
    this.#count();
  }

  #count() {
    const total = this.#found.length;
    this.count.textContent = !this.input.value.trim()
      ? ""
      : total
        ? t("{number} of {count}", { number: Math.max(0, this.#at + 1), count: total })
        : t("not found");
  }

  /** @param {1 | -1} way */
  #go(way) {
    const total = this.#found.length;
    if (!total) return;
    this.#at = (this.#at + way + total) % total;
    const span = this.#found[this.#at];
    this.app.cursor.sentence(span.start);
    this.#count();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter") this.#go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}
