// @ts-check
/** The margins: notes on the left with a line to their words; the right one is in brackets.js. */
import { Brackets, distance, pointing } from "./brackets.js";
import { layerOf, styleClasses } from "./codebook.js";
import { el, oncePerFrame, shorten } from "./dom.js";
import { placeOrFold } from "./layout.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Placed} Placed */
/** @typedef {import("./app.js").App} App */
/** @typedef {{passage: Placed, code: string, paragraph: number, item: HTMLElement, words: string}} Note */

const GAP = 1;
const FURTHEST = 40;
const FOLDED = 24;

export class Margins {
  /** @type {Map<string, Note>} */
  notes = new Map();
  /** Paragraphs whose folded notes a person has opened. @type {Set<number>} */
  #open = new Set();
  /** Beginnings of quotes by their span. @type {Map<string, string>} */
  #quotes = new Map();
  /** @type {HTMLElement[]} */
  #more = [];

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.brackets = new Brackets(app);
    this.lists = app.text.elements.map((paragraph) => /** @type {HTMLElement} */ (paragraph.parentElement?.querySelector(".margin")));
    for (const list of this.lists) list.textContent = "";
    this.lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.lines.setAttribute("class", "lines");
    this.lines.setAttribute("aria-hidden", "true");
    this.path = document.createElementNS(this.lines.namespaceURI, "path");
    this.lines.append(this.path);
    app.sheet.append(this.lines);
    app.sheet.classList.add("placed");
    this.later = oncePerFrame(() => this.layout());
    new ResizeObserver(this.later).observe(app.text.root);
    void document.fonts?.ready.then(this.later);
  }

  /** Notes and brackets for these passages. @param {Placed[]} passages */
  render(passages) {
    const { view, codes, text, model } = this.app;
    /** @type {Map<string, Note>} */
    const wanted = new Map();
    /** @type {Note[][]} */
    const beside = this.lists.map(() => []);
    /** @type {{passage: Placed, code: string}[]} */
    const cases = [];
    const overlaps = model.overlaps((passage) => codes.look(passage).dimension >= 0);
    for (const passage of passages) {
      const own = passage.codes.some(({ code }) => !["dimension", "kind"].includes(codes.role(code)));
      const told = own
        ? {
            look: codes.look(passage),
            words: codes.lookInWords(passage),
            quote: this.#quote(passage),
            overlap: overlaps(passage.start, passage.end),
          }
        : null;
      if (!told) continue;
      for (const { code, coder } of passage.codes) {
        const role = codes.role(code);
        if (role === "sub_case") cases.push({ passage, code });
        if (role === "dimension" || role === "kind" || role === "sub_case" || !view.shows(layerOf(code))) continue;
        const key = `${passage.passage} ${code} ${coder}`;
        if (wanted.has(key)) continue;
        const paragraph = text.paragraphAt(passage.start);
        const words = JSON.stringify([codes.label(code), told, view.settings.initials]);
        const old = this.notes.get(key);
        const note =
          old?.words === words
            ? { ...old, passage, paragraph }
            : { passage, code, paragraph, words, item: this.#item(passage, code, coder, told) };
        wanted.set(key, note);
        beside[paragraph]?.push(note);
      }
    }
    this.notes = wanted;
    let changed = false;
    beside.forEach((notes, place) => {
      const list = this.lists[place];
      const items = notes.map((note) => note.item);
      const there = list ? [...list.children].filter((item) => !item.classList.contains("more")) : items;
      if (there.length === items.length && items.every((item, index) => there[index] === item)) return;
      list.replaceChildren(...items);
      changed = true;
    });
    if (this.brackets.render(cases, model.actor)) changed = true;
    if (changed) this.later();
  }

  /** The beginning of a passage's words. @param {Placed} passage */
  #quote({ start, end }) {
    const key = `${start}-${end}`;
    let quote = this.#quotes.get(key);
    if (quote === undefined) {
      quote = shorten(this.app.text.quote({ start, end: Math.min(end, start + 80) }).replace(/\n/g, " "), 60);
      this.#quotes.set(key, quote);
    }
    return quote;
  }

  /**
   * @param {Placed} passage
   * @param {string} code
   * @param {string} coder
   * @param {{look: {dimension: number, kind: number, letter: string}, words: string, quote: string, overlap: number}} told
   */
  #item(passage, code, coder, { look, words, quote, overlap }) {
    const { codes, view } = this.app;
    const rest = [
      words ? `, ${words}. ` : ". ",
      t("With: {quote}", { quote }),
      overlap > 1 ? `. ${t("{count} colours overlap here.", { count: overlap })}` : "",
    ].join("");
    const initials = view.settings.initials && el("span", { class: "initials" }, coder);
    const dot = el("span", { class: `dot ${styleClasses(look).join(" ")}`, "data-letter": look.letter });
    const press = el(
      "button",
      { type: "button", tabindex: -1, ...pointing(this.app, passage) },
      el("span", { class: "word" }, codes.label(code), initials && " ", initials),
      dot,
      el("span", { class: "vh" }, rest),
    );
    return el(
      "li",
      { class: codes.role(code) === "term" ? "note" : "note minor", "data-passage": passage.passage, "data-code": code },
      press,
    );
  }

  /** Put everything in its place; all measuring first, all writing after it. */
  layout() {
    const { text, sheet, cursor } = this.app;
    const first = text.elements[0];
    if (!first) return;
    const box = sheet.getBoundingClientRect();
    const left = first.getBoundingClientRect().left - box.left;
    const narrow = getComputedStyle(this.lines).display === "none";
    for (const more of this.#more) more.remove();
    this.#more = [];
    cursor.draw();
    if (narrow) {
      for (const { item } of this.notes.values()) item.classList.remove("folded");
      return;
    }
    const shown = [...this.notes.values()].map((note) => {
      note.item.classList.remove("folded");
      return { note, height: 0, anchor: 0, group: note.paragraph };
    });
    for (const one of shown) {
      const top =
        text.boxes({ start: one.note.passage.start, end: Math.min(one.note.passage.end, one.note.passage.start + 12) })[0]?.top ?? box.top;
      one.anchor = top - box.top + 4;
      one.height = one.note.item.offsetHeight;
    }
    shown.sort((a, b) => a.anchor - b.anchor || a.note.passage.start - b.note.passage.start);
    const { tops, folded } = placeOrFold(shown, { gap: GAP, most: FURTHEST, folded: FOLDED, open: this.#open });
    let path = "";
    const counted = new Map();
    shown.forEach(({ note, anchor, group }, index) => {
      const hidden = folded.has(group);
      note.item.classList.toggle("folded", hidden);
      note.item.style.setProperty("--y", `${tops[index].toFixed(1)}px`);
      if (hidden) counted.set(group, { count: (counted.get(group)?.count ?? 0) + 1, top: tops[index] });
      const [from, to] = [tops[index] + 13, anchor + 11];
      if (!hidden)
        path += `M${left - 12} ${from.toFixed(1)}C${left} ${from.toFixed(1)} ${left + 4} ${to.toFixed(1)} ${left + 24} ${to.toFixed(1)}`;
    });
    this.path.setAttribute("d", path);
    for (const [place, { count, top }] of counted) this.#fold(place, count, top);
    this.brackets.place(box);
  }

  /** @param {number} place @param {number} count @param {number} top */
  #fold(place, count, top) {
    const open = () => {
      this.#open.add(place);
      this.layout();
      /** @type {HTMLElement | null} */ (this.lists[place].querySelector("button"))?.focus();
    };
    const press = el(
      "button",
      { type: "button", tabindex: -1, click: open },
      `+${count}`,
      el("span", { class: "vh" }, ` ${t("notes, folded; open")}`),
    );
    const more = el("li", { class: "note more" }, press);
    more.style.setProperty("--y", `${top.toFixed(1)}px`);
    this.lists[place].append(more);
    this.#more.push(more);
  }

  /** Go to the note nearest to a position. @param {number} position @returns {boolean} whether there is one */
  focusNote(position) {
    const notes = [...this.notes.values()].filter(({ item }) => !item.classList.contains("folded"));
    const near = notes.sort((a, b) => distance(a.passage, position) - distance(b.passage, position))[0];
    /** @type {HTMLElement | null} */ (near?.item.querySelector("button") ?? null)?.focus();
    return Boolean(near);
  }

  /** From one margin button to the next (1) or the one before (-1). @param {Element} from @param {1 | -1} way */
  step(from, way) {
    const right = from.closest(".bracket") !== null;
    const all = right ? this.brackets.buttons : [...this.app.text.root.querySelectorAll(".note:not(.folded) button")];
    const next = all[all.indexOf(/** @type {HTMLButtonElement} */ (from)) + way];
    /** @type {HTMLElement | undefined} */ (next)?.focus();
  }
}
