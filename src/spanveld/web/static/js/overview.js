// @ts-check
/** The overview at the end of a text: its main points, each with the passages that it rests on; and how far the reader is. */
import { shownName } from "./actions.js";
import { button, el } from "./dom.js";
import { cites } from "./model.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */

const CITED = /\[(?:against\s+|tegen\s+)?[A-Za-z0-9][A-Za-z0-9_.-]*\]/g;

export class Overview {
  /** The point that is being written: its place, -1 for none; the number of points means a new one. */
  #writing = -1;
  #drawn = "";
  /** @type {string[] | null} */
  #mine = null;
  /** @type {HTMLTextAreaElement | null} */
  #area = null;

  /** @param {App} app @param {HTMLElement} section */
  constructor(app, section) {
    this.app = app;
    this.section = section;
    this.list = section.querySelector("ol") ?? section.appendChild(el("ol", { id: "points" }));
    this.quarrel = el("div", { class: "conflict", role: "group" });
    this.foot = el("div", { class: "tools-row" });
    section.append(this.quarrel, this.foot);
  }

  /** @returns {string[]} */
  get #points() {
    return this.app.model.overview().map((point) => point.text);
  }

  draw() {
    const { model } = this.app;
    const points = model.overview();
    const named = points.flatMap((point) => point.cites.map(({ passage }) => model.passage(passage)?.start ?? null));
    const drawn = JSON.stringify([points, named, this.#writing, model.reading, this.#mine]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const typed = this.#area && this.#area.isConnected ? { value: this.#area.value, focused: document.activeElement === this.#area } : null;
    const items = points.map((point, place) =>
      place === this.#writing ? this.#editor(point.text) : this.#point(point.text, place, points.length),
    );
    if (this.#writing === points.length) items.push(this.#editor(""));
    this.list.replaceChildren(...items);
    if (typed && this.#area?.isConnected) {
      this.#area.value = typed.value;
      if (typed.focused) this.#area.focus();
    }
    const read = model.reading === "read";
    const mark = button(
      read ? t("Read; mark as being read again") : t("Mark as read"),
      () => {
        this.app.actions.do({ op: "reading", state: read ? "being_read" : "read" });
        this.app.tell(read ? t("This text is being read again.") : t("Marked as read."));
      },
      { id: "mark-read", "aria-pressed": String(read) },
    );
    this.foot.replaceChildren(
      button(t("Add a point"), () => this.write(points.length), { id: "add-point" }),
      mark,
    );
    this.#drawQuarrel();
  }

  /** @param {string} text @param {number} place @param {number} count */
  #point(text, place, count) {
    const words = el("div", { class: "point" });
    let from = 0;
    for (const found of text.matchAll(CITED)) {
      words.append(text.slice(from, found.index));
      words.append(this.#chip(cites(found[0])[0]));
      from = found.index + found[0].length;
    }
    words.append(text.slice(from));
    const moved = (/** @type {number} */ to) => () => this.#save(swapped(this.#points, place, to));
    const named = (/** @type {string} */ what) => [el("span", { class: "vh" }, `: ${t("point {number}", { number: place + 1 })}`), what];
    const small = (/** @type {string} */ what, /** @type {() => void} */ press, off = false) =>
      el("button", { type: "button", class: "link", click: press, disabled: off }, named(what)[1], named(what)[0]);
    return el(
      "li",
      {},
      words,
      el(
        "div",
        { class: "point-tools" },
        small(t("Edit"), () => this.write(place)),
        small(t("Up"), moved(place - 1), place === 0),
        small(t("Down"), moved(place + 1), place === count - 1),
        small(t("Remove"), () => this.#save(this.#points.filter((_, index) => index !== place))),
      ),
    );
  }

  /** @param {{passage: string, against: boolean}} cite */
  #chip({ passage, against }) {
    const { model, text, cursor } = this.app;
    const found = model.passage(passage);
    if (!found) return el("span", { class: "evidence missing", title: t("There is no passage of this name in this text.") }, passage);
    const { start, end } = found;
    if (start === null || end === null)
      return el("span", { class: "evidence missing", title: t("Its place in the text is in doubt.") }, passage);
    const words = `${passage} ¶${text.paragraphs[text.paragraphAt(start)].number}`;
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      cursor.set({ start, end }, { active: passage });
      this.app.toText();
    };
    return el(
      "a",
      {
        class: against ? "evidence against" : "evidence",
        href: `#passage-${passage}`,
        click: go,
        title: text.quote({ start, end }).slice(0, 200),
      },
      against ? t("against: {passage}", { passage: words }) : words,
    );
  }

  /** @param {string} text */
  #editor(text) {
    const place = this.#writing;
    const area = el("textarea", {
      rows: 3,
      "aria-label": t("point {number}", { number: place + 1 }),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        else if (event.key === "Escape") leave();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    });
    area.value = text;
    this.#area = area;
    const leave = () => this.write(-1);
    const save = () => {
      const written = area.value.trim().replace(/\s*\n\s*/g, " ");
      const points = this.#points;
      if (written) points[place] = written;
      else points.splice(place, 1);
      this.#writing = -1;
      this.#save(points);
      document.getElementById("add-point")?.focus();
    };
    const current = this.app.actions.current();
    const name = current && !current.passage.startsWith("@") ? current.passage : "";
    const cite = (/** @type {boolean} */ against) => () => {
      area.setRangeText(` ${against ? `[${t("against")} ${name}]` : `[${name}]`}`, area.selectionEnd, area.selectionEnd, "end");
      area.focus();
    };
    const cited = name && [
      button(t("Rests on {passage}", { passage: shownName(name) }), cite(false)),
      button(t("{passage} says otherwise", { passage: shownName(name) }), cite(true)),
    ];
    return el(
      "li",
      {},
      area,
      el("div", { class: "tools-row" }, button(t("Save"), save, { class: "button main" }), button(t("Leave"), leave), ...(cited || [])),
    );
  }

  /** Begin to write a point; -1 ends it. @param {number} place */
  write(place) {
    this.#writing = place;
    this.#area = null;
    this.draw();
    /** @type {HTMLElement | null} */ (place < 0 ? document.getElementById("add-point") : this.#area)?.focus();
  }

  /** @param {string[]} points */
  #save(points) {
    const expected = this.#points;
    if (JSON.stringify(points) === JSON.stringify(expected)) return this.draw();
    this.app.actions.do({ op: "overview", points, expected });
    this.app.tell(t("Overview saved. Z undoes it."));
  }

  /** Someone else changed the overview meanwhile: keep what was written here until a person has chosen. @param {string[]} points */
  conflict(points) {
    this.#mine = points;
    this.draw();
  }

  #drawQuarrel() {
    const mine = this.#mine;
    const done = () => {
      this.#mine = null;
      this.draw();
    };
    this.quarrel.hidden = !mine;
    if (!mine) return this.quarrel.replaceChildren();
    this.quarrel.replaceChildren(
      el("p", {}, t("Someone else changed the overview meanwhile. Theirs stands above; this is yours:")),
      el("ol", {}, ...mine.map((text) => el("li", {}, text))),
      el(
        "div",
        { class: "tools-row" },
        button(t("Put mine in its place"), () => (done(), this.#save(mine))),
        button(t("Keep theirs"), done),
      ),
    );
  }
}

/** @param {string[]} points @param {number} from @param {number} to */
function swapped(points, from, to) {
  const moved = [...points];
  [moved[from], moved[to]] = [moved[to], moved[from]];
  return moved;
}
