// @ts-check
/** The palette: find a code by typing and give it to the words that stand on top of it. */
import { styleClasses } from "./codebook.js";
import { el, keyCaps, shorten } from "./dom.js";
import { markOption, movedOption } from "./listbox.js";
import { fold } from "./offsets.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/**
 * @typedef {object} Option something that can be given
 * @property {string} words
 * @property {string} hint
 * @property {string} title
 * @property {{dimension: number, kind: number} | null} look
 * @property {() => void} give
 * @property {string} sought its words folded
 * @property {boolean} [fresh] it does not exist yet
 */

const MOST = 60;

export class Palette {
  /** @type {Option[]} */
  #options = [];
  #chosen = 0;
  #layer = "";

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.quote = el("p", { class: "palette-quote" });
    this.input = el("input", {
      role: "combobox",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "true",
      "aria-controls": "palette-options",
      "aria-autocomplete": "list",
      "aria-label": t("Find a code, or type a new one"),
      placeholder: t("Find a code, or type a new one"),
      input: () => this.#fill(),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.list = el("ul", { role: "listbox", id: "palette-options", "aria-label": t("Codes") });
    this.note = el("p", { class: "palette-note", role: "status" });
    const foot = el(
      "div",
      { class: "palette-foot" },
      el("span", {}, keyCaps(["↵"]), " ", t("give")),
      el("span", {}, keyCaps(["Ctrl", "↵"]), " ", t("give and stay")),
      el("span", {}, keyCaps(["Esc"]), " ", t("close")),
    );
    this.dialog = el(
      "dialog",
      {
        class: "palette",
        "aria-label": t("Give a code"),
        click: (/** @type {MouseEvent} */ event) => event.target === this.dialog && this.dialog.close(),
        close: () => app.toText(),
      },
      this.quote,
      this.input,
      this.list,
      this.note,
      foot,
    );
    document.body.append(this.dialog);
  }

  /** Open it on the words under the cursor. @param {string} [layer] only codes of this layer */
  open(layer = "") {
    const span = this.app.actions.target();
    if (!span) return;
    this.#layer = layer;
    this.quote.textContent = `‘${shorten(this.app.text.quote(span).replace(/\n/g, " "), 220)}’`;
    const label = layer ? this.app.codes.layers.get(layer)?.label : "";
    this.input.placeholder = label ? t("Find a code of {layer}", { layer: label }) : t("Find a code, or type a new one");
    this.input.value = "";
    this.note.textContent = "";
    this.#fill();
    this.dialog.classList.toggle("low", this.#high(span));
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
  }

  /** Whether words stand in the upper half of the window, so that the palette goes below them. @param {import("./text.js").Span} span */
  #high(span) {
    const boxes = this.app.text.boxes(span);
    return boxes.length > 0 && (boxes[0].top + boxes[boxes.length - 1].bottom) / 2 < innerHeight * 0.45;
  }

  /** @returns {Option[]} everything that can be given, the pad first, then by how often it was given */
  #all() {
    const { codes, actions, model, view } = this.app;
    const counts = model.counts();
    /** @type {Option[]} */
    const pad = this.#layer
      ? []
      : codes.pad(view.settings.group).map((entry) => ({
          words: entry.label,
          hint: entry.key ? t("key {key}", { key: entry.key }) : "",
          title: "",
          look: { dimension: entry.dimension, kind: codes.kinds.length ? entry.kind : 0 },
          give: () => actions.give(entry.codes, { words: entry.label }),
          sought: fold(entry.label).folded,
        }));
    const single = codes.codebook.layers
      .filter((layer) => !this.#layer || layer.layer === this.#layer)
      .flatMap((layer) => layer.codes.map((code) => ({ layer, code, count: counts.get(code.code) ?? 0 })))
      .filter(
        ({ layer, code }) =>
          !(
            codes.codebook.pad.some((entry) => entry.codes.length === 1 && entry.codes[0] === code.code) &&
            ["dimension", "kind"].includes(layer.role) &&
            !this.#layer
          ),
      );
    const late = (/** @type {string} */ role) => (role === "dimension" || role === "kind" ? 1 : 0);
    if (!this.#layer) single.sort((a, b) => late(a.layer.role) - late(b.layer.role) || b.count - a.count);
    return [
      ...pad,
      ...single.map(({ layer, code, count }) => {
        const parent = code.parent ? `${codes.label(code.parent)} › ` : "";
        return {
          words: parent + code.label,
          hint: `${layer.label}, ${count}×`,
          title: code.definition,
          look: null,
          give: () => actions.give([code.code], { words: code.label }),
          sought: fold(`${parent}${code.label}`).folded,
        };
      }),
    ];
  }

  #fill() {
    const typed = this.input.value.trim().replace(/\s+/g, " ");
    const sought = fold(typed).folded;
    const rank = (/** @type {Option} */ option) =>
      option.sought === sought
        ? 0
        : option.sought.startsWith(sought)
          ? 1
          : option.sought.split(/[\s:›-]+/).some((word) => word.startsWith(sought))
            ? 2
            : 3;
    const found = this.#all().filter((option) => option.sought.includes(sought));
    if (sought) found.sort((a, b) => rank(a) - rank(b));
    const { codes, actions } = this.app;
    const open = codes.codebook.layers.filter((layer) => layer.open && (!this.#layer || layer.layer === this.#layer));
    /** @type {Option[]} */
    const fresh = typed
      ? open
          .filter((layer) => !layer.codes.some((code) => fold(code.label).folded === sought))
          .map((layer) => ({
            words: t("New: ‘{label}’", { label: typed }),
            hint: layer.label,
            title: "",
            look: null,
            give: () => actions.giveTerm({ layer: layer.layer, label: typed }),
            sought,
            fresh: true,
          }))
      : [];
    this.#options = [...found.slice(0, MOST), ...fresh];
    this.#chosen = 0;
    this.list.replaceChildren(...this.#options.map((option, index) => this.#item(option, index)));
    this.#mark();
    if (!this.#options.length) this.note.textContent = t("No code of that name.");
    else if (this.note.textContent === t("No code of that name.")) this.note.textContent = "";
  }

  /** @param {Option} option @param {number} index */
  #item(option, index) {
    const swatch = option.look ? el("span", { class: `swatch ${styleClasses(option.look).join(" ")}`, "aria-hidden": "true" }, "Aa") : null;
    return el(
      "li",
      {
        role: "option",
        id: `palette-option-${index}`,
        title: option.title || null,
        click: (/** @type {MouseEvent} */ event) => ((this.#chosen = index), this.#give(event.ctrlKey || event.metaKey)),
      },
      swatch,
      el("span", { class: option.fresh ? "fresh" : "" }, option.words),
      el("small", {}, option.hint),
    );
  }

  #mark() {
    markOption(this.list, this.input, this.#chosen);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const to = movedOption(event.key, this.#chosen, this.#options.length, 8);
    if (to !== undefined) {
      event.preventDefault();
      this.#chosen = to;
      this.#mark();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#give(event.ctrlKey || event.metaKey);
    }
  }

  /** @param {boolean} stay */
  #give(stay) {
    const option = this.#options[this.#chosen];
    if (!option) return;
    option.give();
    if (!stay) return this.dialog.close();
    this.input.value = "";
    this.#fill();
    this.note.textContent = t("Given: {codes}. Z undoes it.", { codes: option.words });
    this.input.focus();
  }
}
