// @ts-check
/** What a person does on the page, as changes: on the words under the cursor, painted at once, sent in their order. */
import { newName } from "./api.js";
import { unnamed } from "./codebook.js";
import { shorten } from "./dom.js";
import { stanceWord } from "./findings_options.js";
import { placed } from "./model.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").Placed} Placed */
/** @typedef {import("./types.js").Term} Term */
/** @typedef {import("./app.js").App} App */

export class Actions {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
  }

  /** @param {Omit<Change, "uuid">} change @returns {Change} */
  do(change) {
    const whole = { uuid: newName(), ...change };
    if (change.op !== "undo" && change.op !== "redo") this.app.model.begin(whole);
    this.app.outbox.put(whole);
    this.app.refresh();
    return whole;
  }

  /** The span that is coded; puts the cursor on a sentence where it is nowhere yet. */
  target() {
    this.app.cursor.settle();
    if (!this.app.cursor.span) this.app.cursor.move(1);
    return this.app.cursor.span;
  }

  /**
   * Give codes to the words under the cursor.
   * @param {string[]} codes references
   * @param {{recode?: boolean, words?: string}} [how] `recode`: instead of what is there; `words`: how the codes are called
   */
  give(codes, { recode = false, words = codes.map((code) => this.app.codes.label(code)).join(", ") } = {}) {
    this.#give(codes, [], words, recode);
  }

  /** Give a code of an open layer by its label; the server makes it where the layer has none of that name. @param {Term} term */
  giveTerm(term) {
    const label = term.label.trim().replace(/\s+/g, " ");
    const known = this.app.codes.layers.get(term.layer)?.codes.find((code) => code.label.toLowerCase() === label.toLowerCase());
    if (known) this.#give([known.code], [], known.label, false);
    else if (label) this.#give([], [{ layer: term.layer, label }], label, false);
  }

  /** @param {string[]} codes @param {Term[]} terms @param {string} words @param {boolean} recode */
  #give(codes, terms, words, recode) {
    const { app } = this;
    const span = this.target();
    if (!span) return;
    const plan = app.model.plan(span.start, span.end, [...codes, ...terms.map(unnamed)], { prefer: app.active, recode });
    if ("already" in plan) {
      app.active = plan.already.passage;
      app.tell(t("{codes} stands here already.", { codes: words }));
      return;
    }
    if ("make" in plan) {
      const made = this.do({ op: "passage", ...span, give: codes, terms });
      app.active = `@${made.uuid}`;
      app.refresh();
    } else {
      app.active = plan.passage.passage;
      this.do({
        op: "coding",
        passage: plan.passage.passage,
        give: plan.give.filter((code) => codes.includes(code)),
        take: plan.take,
        terms,
      });
    }
    app.tell(t("Given: {codes}. Z undoes it.", { codes: words }));
  }

  /** The words under the cursor become a code of the first open layer of terms. */
  inVivo() {
    const { app } = this;
    const layer =
      app.codes.codebook.layers.find((one) => one.role === "term" && one.open) ?? app.codes.codebook.layers.find((one) => one.open);
    const span = this.target();
    if (!layer || !span) return app.tell(t("This study has no layer in which words can become a code."));
    const quote = app.text
      .quote(span)
      .replace(/\s+/g, " ")
      .trim()
      .replace(/[.,;:]+$/, "");
    this.giveTerm({ layer: layer.layer, label: shorten(quote, 120) });
  }

  /** Take one of my codes off a passage. @param {Passage} passage @param {string} code */
  uncode(passage, code) {
    this.do({ op: "uncode", passage: passage.passage, take: [code] });
    this.app.tell(t("Removed: {codes}. Z undoes it.", { codes: this.app.codes.label(code) }));
  }

  /** @param {Passage} passage @param {{[field: string]: any}} fields */
  patch(passage, fields) {
    this.do({ op: "patch", passage: passage.passage, fields });
  }

  /** @param {Passage} passage */
  remove(passage) {
    const { app } = this;
    if (passage.coder !== app.model.actor)
      return app.tell(t("This passage is of {coder}; only its own coder removes it.", { coder: passage.coder }));
    const findings = app.ties.count(passage);
    if (findings > 0) return app.tell(t("Findings rest on this passage: {count}. Take it off them first.", { count: findings }));
    this.do({ op: "remove", passage: passage.passage });
    app.tell(t("Removed: passage {passage}. Z undoes it.", { passage: shownName(passage.passage) }));
  }

  /**
   * Tie a passage to a finding, or (with `values`) state one with it; or put it in an example, or (with `title`) a new one.
   * @param {Passage} passage
   * @param {{finding?: string, example?: string, title?: string, values?: {[name: string]: string}, stance: string}} fields
   * @param {string} words what the finding says, or the heading of the example
   */
  tie(passage, fields, words) {
    this.do({ op: "tie", passage: passage.passage, fields });
    if (fields.example || fields.title) return this.app.tell(t("In: {example}. Z undoes it.", { example: words }));
    this.app.tell(t("Evidence for: {finding}. Z undoes it.", { finding: `${shorten(words.replace(/[.\s]+$/, ""), 80)} (${stanceWord(fields.stance)})` }));
  }

  /** Untie a passage from a finding. @param {Passage} passage @param {string} finding */
  untie(passage, finding) {
    this.do({ op: "untie", passage: passage.passage, fields: { finding } });
    this.app.tell(t("Untied from {finding}. Z undoes it.", { finding }));
  }

  undo() {
    const { app } = this;
    const back = app.outbox.withdraw();
    if (back) {
      app.model.drop(back.uuid);
      app.refresh();
      return app.tell(t("Undone before it was sent."));
    }
    this.do({ op: "undo" });
  }

  redo() {
    this.do({ op: "redo" });
  }

  /** The passage under the cursor that is meant: the active one, else mine over these words, else the shortest here. @returns {Placed | null} */
  current() {
    const { app } = this;
    const active = app.active ? app.model.passage(app.active) : undefined;
    if (active && placed(active)) return active;
    return this.here().find((passage) => !onlySubCase(passage, app.codes)) ?? null;
  }

  /** The passages that the cursor is on: mine over exactly its words first, then the shortest. @returns {Placed[]} */
  here() {
    const { app } = this;
    const { span } = app.cursor;
    if (!span) return [];
    const shown = new Set(app.shown().map((passage) => passage.passage));
    const rank = (/** @type {Placed} */ passage) =>
      (passage.start === span.start && passage.end === span.end ? 0 : 1) + (passage.coder === app.model.actor ? 0 : 2);
    return app.model
      .at(span.start, span.end)
      .filter((passage) => shown.has(passage.passage))
      .sort((a, b) => rank(a) - rank(b) || a.end - a.start - (b.end - b.start));
  }

  /** The next (1) or previous (-1) of my passages that lacks something; told where there is none. @param {1 | -1} way */
  incomplete(way) {
    const { app } = this;
    const all = app.model.incomplete();
    if (!all.length) return app.tell(t("No passage lacks anything."));
    const at = app.cursor.span?.start ?? -1;
    const passed = all.findIndex((passage) => passage.passage === app.active);
    const next =
      passed >= 0
        ? all[(passed + way + all.length) % all.length]
        : ((way > 0 ? all.find((passage) => passage.start > at) : all.findLast((passage) => passage.start < at)) ??
          all[way > 0 ? 0 : all.length - 1]);
    app.cursor.set(next, { active: next.passage });
    app.tell(`${next.breaks.join(" ")} (${all.indexOf(next) + 1}/${all.length})`);
  }

  /** What stands on a span, in words. @param {import("./text.js").Span} span */
  inWords(span) {
    const { app } = this;
    const found = app.model.at(span.start, span.end);
    const colours = new Set(found.map((passage) => app.codes.lookInWords(passage)).filter(Boolean));
    const others = new Set(
      found
        .flatMap((passage) => passage.codes.map(({ code }) => code))
        .filter((code) => !["dimension", "kind"].includes(app.codes.role(code))),
    );
    const lacks = new Set(found.filter((passage) => passage.coder === app.model.actor).flatMap((passage) => passage.breaks));
    return [
      app.text.quote(span),
      colours.size ? t("Colour: {codes}.", { codes: [...colours].join(", ") }) : t("No colour."),
      others.size ? t("Codes: {codes}.", { codes: [...others].map((code) => app.codes.label(code)).join(", ") }) : "",
      ...lacks,
    ]
      .filter(Boolean)
      .join(" ");
  }
}

/**
 * Whether a passage is only there to say which sub-case a stretch is about: nothing done on its single sentences is meant for it.
 * @param {Passage} passage
 * @param {import("./codebook.js").Codes} codes
 */
const onlySubCase = (passage, codes) => passage.codes.length > 0 && passage.codes.every(({ code }) => codes.role(code) === "sub_case");

/** The name of a passage as people see it; one that the server has not named yet is new. @param {string} name */
export const shownName = (name) => (name.startsWith("@") ? t("new") : name);
