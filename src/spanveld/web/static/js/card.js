// @ts-check
/** The line at the foot of the page, and the card that it opens: everything about the passage that the cursor is on. */
import { shownName } from "./actions.js";
import { styleClasses } from "./codebook.js";
import { el } from "./dom.js";
import { Fields } from "./fields.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Placed} Placed */

export class Card {
  open = false;
  #drawn = "";

  /** @param {App} app @param {{palette: () => void, tie: () => void, edges: import("./edges.js").Edges}} parts */
  constructor(app, { palette, tie, edges }) {
    this.app = app;
    this.edges = edges;
    this.fields = new Fields(app, { palette, tie, edges, close: () => this.#close() });
    this.body = el("div", { class: "card", id: "card", hidden: true });
    this.tabs = el("div", { class: "dock-passages" });
    this.status = el("span", { class: "dock-status" });
    this.unsent = el("span", { class: "dock-unsent" });
    this.dock = el(
      "section",
      { class: "dock", "aria-label": t("Passage under the cursor"), keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) },
      this.body,
      el("div", { class: "dock-line" }, this.tabs, this.status, this.unsent),
    );
    document.body.append(this.dock);
    new ResizeObserver(() => document.documentElement.style.setProperty("--dock", `${this.covered()}px`)).observe(this.dock);
  }

  /** Height that the dock covers of the window, px. */
  covered() {
    return this.dock.offsetHeight;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#close();
  }

  #close() {
    this.show(false);
    this.app.toText();
  }

  /** Open or close the card; the passage stays in sight. @param {boolean} open @param {string} [field] put the focus there */
  show(open, field = "") {
    this.open = open;
    this.draw();
    if (!open) return;
    this.app.cursor.reveal();
    if (field) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-field="${field}"]`))?.focus();
  }

  /** Draw line and card anew where what they show has changed. */
  draw() {
    const { app } = this;
    const here = app.actions.here();
    const current = app.actions.current();
    const all = current && !here.includes(current) ? [current, ...here] : here;
    const ties = this.open && current ? app.ties.of(current) : [];
    const rests = all.map((passage) => (app.ties.check(passage), app.ties.count(passage)));
    const drawn = JSON.stringify([all, current?.passage, this.open, Boolean(this.edges.at), app.cursor.span === null, ties, rests]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused =
      document.activeElement instanceof HTMLElement && this.dock.contains(document.activeElement) ? document.activeElement : null;
    const field = focused?.dataset.field;
    const typed =
      focused instanceof HTMLTextAreaElement
        ? { value: focused.value, at: focused.selectionStart, passage: focused.dataset.passage }
        : null;
    this.tabs.replaceChildren(...this.#tabs(all, current));
    this.body.hidden = !this.open || !current;
    this.body.replaceChildren(...(this.open && current ? this.fields.of(current) : []));
    const again = /** @type {HTMLElement | null} */ (field ? this.dock.querySelector(`[data-field="${field}"]`) : null);
    if (again instanceof HTMLTextAreaElement && typed && typed.passage === again.dataset.passage) {
      again.value = typed.value;
      again.setSelectionRange(typed.at, typed.at);
    }
    again?.focus();
    if (focused && !again && this.body.hidden) app.toText();
  }

  /** @param {Placed[]} all @param {Placed | null} current */
  #tabs(all, current) {
    const { app } = this;
    if (!all.length)
      return [el("span", { class: "dock-empty" }, app.cursor.span ? t("No passage here.") : t("Press ↓ or click a sentence to begin."))];
    return all.slice(0, 12).map((passage) => {
      const on = passage.passage === current?.passage;
      const look = app.codes.look(passage);
      const rest = passage.codes
        .map(({ code }) => code)
        .filter((code) => !["dimension", "kind"].includes(app.codes.role(code)))
        .map((code) => app.codes.label(code));
      const words = [app.codes.lookInWords(passage), ...rest].filter(Boolean).join(" · ") || t("no codes");
      const press = () => {
        this.open = on ? !this.open : this.open;
        app.cursor.set(passage, { active: passage.passage });
        this.draw();
      };
      return el(
        "button",
        {
          type: "button",
          class: "dock-passage",
          "aria-pressed": String(on),
          "aria-expanded": on ? String(this.open) : null,
          click: press,
          "data-field": `tab-${passage.passage}`,
        },
        el("span", { class: `dot ${styleClasses(look).join(" ")}`, "data-letter": look.letter }),
        el("b", {}, shownName(passage.passage)),
        el("span", { class: "dock-words" }, words),
        passage.coder !== app.model.actor && el("span", { class: "initials" }, passage.coder),
        app.ties.count(passage) > 0 && el("span", { class: "rests" }, t("findings: {count}", { count: app.ties.count(passage) })),
        passage.breaks.length > 0 && el("span", { class: "lacks" }, t("incomplete")),
      );
    });
  }
}
