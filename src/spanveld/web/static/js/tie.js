// @ts-check
/** The dialog in which the passage under the cursor goes to a finding: chosen by typing, or stated with what was typed. */
import { el, keyCaps, shorten } from "./dom.js";
import { STANCES, fresh, ranked, stanceWord, withHeading } from "./findings_options.js";
import { markOption, movedOption } from "./listbox.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Placed} Placed */
/** @typedef {import("./findings_options.js").Stance} Stance */

const MOST = 40;

/** @typedef {{words: string, hint: string, give: {finding?: string, example?: string, title?: string, values?: {[name: string]: string}}, fresh: boolean}} Option */

export class TieDialog {
  /** @type {Option[]} */
  #options = [];
  #chosen = 0;
  /** @type {Placed | null} */
  #passage = null;
  /** Enter came before the findings did. @type {Stance | "chosen" | ""} */
  #waiting = "";

  /** @param {App} app @param {import("./ties.js").Ties} ties */
  constructor(app, ties) {
    this.app = app;
    this.ties = ties;
    this.quote = el("p", { class: "palette-quote" });
    const label = t("Find a finding, or type a new one");
    this.input = el("input", {
      role: "combobox",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "true",
      "aria-controls": "tie-options",
      "aria-autocomplete": "list",
      "aria-label": label,
      placeholder: label,
      input: () => this.#fill(),
    });
    this.list = el("ul", { role: "listbox", id: "tie-options", "aria-label": t("Findings") });
    this.note = el("p", { class: "palette-note", role: "status" });
    this.stances = STANCES.map((stance) => el("input", { type: "radio", name: "tie-stance", value: stance }));
    const toggle = el(
      "fieldset",
      { class: "tie-stances" },
      el("legend", { class: "vh" }, t("What the passage does to the finding")),
      ...this.stances.map((box) => el("label", { class: "check" }, box, el("span", {}, stanceWord(box.value)))),
    );
    const key = (/** @type {string[]} */ caps, /** @type {string} */ words) => el("span", {}, keyCaps(caps), " ", words);
    this.dialog = el(
      "dialog",
      {
        class: "palette tie",
        "aria-label": t("Evidence for a finding"),
        click: (/** @type {MouseEvent} */ event) => event.target === this.dialog && this.dialog.close(),
        keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
        close: () => app.toText(),
      },
      this.quote,
      this.input,
      this.list,
      this.note,
      toggle,
      el(
        "div",
        { class: "palette-foot" },
        key(["↵"], t("tie")),
        key(["⇧", "↵"], stanceWord("contradicts")),
        key(["Ctrl", "↵"], stanceWord("qualifies")),
        key(["Esc"], t("close")),
      ),
    );
    document.body.append(this.dialog);
  }

  /** Open it for a passage. @param {Placed} passage */
  open(passage) {
    this.#passage = passage;
    this.#waiting = "";
    this.quote.textContent = `‘${shorten(this.app.text.quote(passage).replace(/\n/g, " "), 220)}’`;
    this.input.value = "";
    for (const box of this.stances) box.checked = box.value === "supports";
    this.#fill();
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    void this.ties.load().then(() => this.#came());
  }

  /** The findings came in, or came in anew: what is chosen stays chosen. */
  #came() {
    if (!this.dialog.open) return;
    const chosen = JSON.stringify(this.#options[this.#chosen]?.give);
    this.#fill();
    const again = this.#options.findIndex((option) => JSON.stringify(option.give) === chosen);
    if (again > 0) {
      this.#chosen = again;
      this.#mark();
    }
    const waiting = this.#waiting;
    this.#waiting = "";
    if (waiting && this.ties.known) this.#tie(waiting === "chosen" ? this.#stance() : waiting);
  }

  #fill() {
    const { known } = this.ties;
    const passage = this.#passage;
    if (!known || !passage) {
      this.#options = [];
      this.list.replaceChildren();
      return;
    }
    const codes = passage.codes.map(({ code }) => code);
    const here = this.ties.of(passage);
    const tied = here.map(({ finding }) => finding);
    const found = ranked(known.findings, { typed: this.input.value, codes, last: this.ties.last, tied });
    this.#options = [
      ...found.slice(0, MOST).map((one) => {
        const stance = here.find(({ finding }) => finding === one.finding)?.stance;
        const already = stance && stanceWord(stance);
        const hint = [one.finding, one.dimension_label, one.kind_label, already && `✓ ${already}`].filter(Boolean).join(" · ");
        return { words: one.statement, hint, give: { finding: one.finding }, fresh: false };
      }),
      ...fresh(known.dimensions, this.input.value, codes).map(({ dimension, dimension_label, kind, kind_label, statement }) => ({
        words: t("New {kind}, {dimension}: ‘{statement}’", { kind: kind_label, dimension: dimension_label, statement }),
        hint: "",
        give: { values: { dimension, kind, statement, ...this.#ofCase() } },
        fresh: true,
      })),
      ...this.#examples(),
    ];
    this.#chosen = 0;
    this.list.replaceChildren(
      ...this.#options.map((option, index) =>
        el(
          "li",
          { role: "option", id: `tie-option-${index}`, click: () => ((this.#chosen = index), this.#tie(this.#stance())) },
          el("span", { class: option.fresh ? "fresh" : "" }, option.words),
          el("small", {}, option.hint),
        ),
      ),
    );
    this.#mark();
    this.note.textContent = this.#options.length ? "" : t("No findings yet: type one.");
  }

  /** A new finding or example is of the case of this source. @returns {{[name: string]: string}} */
  #ofCase() {
    const name = this.app.model.page.case;
    return name ? { case: name } : {};
  }

  /** The examples that what was typed names, and a new one with it as its title; none while nothing was typed. @returns {Option[]} */
  #examples() {
    const typed = this.input.value.trim().replace(/\s+/g, " ");
    if (!typed || !this.ties.known) return [];
    const found = withHeading(this.ties.known.examples, typed);
    const title = t("New example: ‘{title}’", { title: typed });
    return [
      ...found.map(({ vignette, heading }) => ({ words: heading, hint: "", give: { example: vignette }, fresh: false })),
      { words: title, hint: "", give: { title: typed, values: this.#ofCase() }, fresh: true },
    ];
  }

  #mark() {
    markOption(this.list, this.input, this.#chosen);
  }

  /** @returns {Stance} */
  #stance() {
    return /** @type {Stance} */ (this.stances.find((box) => box.checked)?.value ?? "supports");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const stance = event.shiftKey ? "contradicts" : event.ctrlKey || event.metaKey ? "qualifies" : this.#stance();
      if (this.ties.known) this.#tie(stance);
      else this.#waiting = event.shiftKey || event.ctrlKey || event.metaKey ? stance : "chosen";
      return;
    }
    const to = event.target === this.input ? movedOption(event.key, this.#chosen, this.#options.length, 6) : undefined;
    if (to === undefined) return;
    event.preventDefault();
    this.#chosen = to;
    this.#mark();
  }

  /** @param {Stance} stance */
  #tie(stance) {
    const option = this.#options[this.#chosen];
    const passage = this.#passage;
    if (!option || !passage) return;
    if (option.give.finding) this.ties.last = option.give.finding;
    this.dialog.close();
    this.app.actions.tie(passage, { ...option.give, stance }, option.words);
  }
}
