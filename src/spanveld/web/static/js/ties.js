// @ts-check
/** What the passages of a text are evidence for, as far as the server has told, with what was not sent yet. */
import { load, pagePath } from "./api.js";
import { el, shorten } from "./dom.js";
import { stanceWord } from "./findings_options.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./findings_options.js").Brief} Brief */
/** @typedef {import("./findings_options.js").Dimension} Dimension */
/** @typedef {{finding: string, stance: string, statement: string, dimension: string}} TieHere `finding` is empty until the server has named it */
/** @typedef {{sequence: number, findings: Brief[], dimensions: Dimension[], ties: {passage: string, finding: string, stance: string}[], examples: import("./findings_options.js").Example[]}} Known */

export class Ties {
  /** @type {Known | null} */
  known = null;
  /** @type {Promise<void> | null} */
  #asking = null;
  #askedAt = -1;

  /** @param {App} app @param {{source: string, study: string, fetching: typeof fetch, storage: Storage}} parts */
  constructor(app, { source, study, fetching, storage }) {
    this.app = app;
    this.path = `${pagePath(source)}/findings`;
    this.fetching = fetching;
    this.storage = storage;
    this.key = `spanveld:finding:${study}`;
  }

  /** Ask the server anew; what was known stays where it does not answer. */
  load() {
    this.#asking ??= load(this.fetching, this.path).then((known) => {
      this.#asking = null;
      if (known) this.known = known;
      this.app.refresh();
    });
    return this.#asking;
  }

  /** The findings of a passage. @param {Passage} passage @returns {TieHere[]} */
  of(passage) {
    const { model } = this.app;
    /** @type {Map<string, TieHere>} */
    const found = new Map();
    const brief = (/** @type {string} */ name) => this.known?.findings.find((one) => one.finding === name);
    for (const tie of this.known?.ties ?? []) {
      if (tie.passage !== passage.passage) continue;
      const { statement = "", dimension = "" } = brief(tie.finding) ?? {};
      found.set(tie.finding, { finding: tie.finding, stance: tie.stance, statement, dimension });
    }
    for (const { op, uuid, passage: name = "", fields = {} } of model.pending) {
      if (model.real(name) !== passage.passage && name !== passage.passage) continue;
      if (op === "untie") found.delete(fields.finding);
      if (op !== "tie") continue;
      if (fields.example || fields.title) continue;
      const { finding = "", stance } = fields;
      const { statement = "", dimension = "" } = finding ? (brief(finding) ?? {}) : fields.values;
      found.set(finding || uuid, { finding, stance, statement, dimension });
    }
    return [...found.values()];
  }

  /** How many findings rest on a passage, with what was not sent yet. @param {Passage} passage */
  count(passage) {
    const told = this.known?.ties.filter((tie) => tie.passage === passage.passage).length;
    if (told === passage.findings) return this.of(passage).length;
    const { model } = this.app;
    const sent = model.pending.filter(
      ({ op, passage: name = "", fields }) => op === "tie" && !fields?.example && !fields?.title && model.real(name) === passage.passage,
    );
    return passage.findings + sent.length;
  }

  /** Ask anew where the server counts other findings on a passage than are known. @param {Passage} passage */
  check(passage) {
    const { sequence } = this.app.model;
    const told = this.known?.ties.filter((tie) => tie.passage === passage.passage).length;
    if (passage.passage.startsWith("@") || told === passage.findings || this.#askedAt === sequence) return;
    this.#askedAt = sequence;
    void this.load();
  }

  /** The finding to which a passage went last. */
  get last() {
    try {
      return this.storage.getItem(this.key) ?? "";
    } catch {
      return "";
    }
  }

  set last(finding) {
    try {
      this.storage.setItem(this.key, finding);
    } catch {
      // Not kept: the list begins with the first that suits.
    }
  }

  /** The findings of a passage with links to the board. @param {Passage} passage */
  element(passage) {
    this.check(passage);
    const list = el("ul", { class: "finding-links" });
    for (const tie of this.of(passage)) {
      const query = new URLSearchParams({ dimension: tie.dimension, open: tie.finding });
      const words = t("Untie from {finding}", { finding: tie.finding });
      const said = [el("b", {}, tie.finding || t("new")), ` ${shorten(tie.statement, 90)}`];
      list.append(
        el(
          "li",
          { class: tie.stance },
          tie.finding ? el("a", { href: `/findings?${query}#finding-${encodeURIComponent(tie.finding)}` }, ...said) : el("span", {}, ...said),
          " ",
          el("small", {}, stanceWord(tie.stance)),
          tie.finding &&
            el(
              "button",
              {
                type: "button",
                class: "off",
                title: words,
                click: () => this.app.actions.untie(passage, tie.finding),
                "data-field": `untie-${tie.finding}`,
              },
              el("span", { "aria-hidden": "true" }, "×"),
              el("span", { class: "vh" }, words),
            ),
        ),
      );
    }
    return list;
  }
}
