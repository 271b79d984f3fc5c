// @ts-check
/** What the card shows of a passage, and lets its coder change: codes, voices, form, whom it is about, memo, boundaries. */
import { layerOf } from "./codebook.js";
import { button, el, keyCaps } from "./dom.js";
import { spokenOf } from "./mentions.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Placed} Placed */

export class Fields {
  /** @param {App} app @param {{palette: () => void, tie: () => void, edges: import("./edges.js").Edges, close: () => void}} parts */
  constructor(app, { palette, tie, edges, close }) {
    this.app = app;
    this.palette = palette;
    this.tie = tie;
    this.edges = edges;
    this.close = close;
  }

  /** @param {Placed} passage @returns {HTMLElement[]} */
  of(passage) {
    const mine = passage.coder === this.app.model.actor;
    return [
      el("div", { class: "card-part" }, el("h3", {}, t("Codes"), " ", keyCaps(["C"])), this.#codes(passage)),
      el(
        "div",
        { class: "card-part" },
        el("h3", {}, t("Whose voice"), " ", keyCaps(["S"])),
        this.#voices(passage, mine),
        this.#forms(passage, mine),
      ),
      el("div", { class: "card-part" }, el("h3", {}, t("About whom"), " ", keyCaps(["B"])), this.#about(passage, mine)),
      el(
        "div",
        { class: "card-part" },
        el("h3", { id: "memo-title" }, t("Memo"), " ", keyCaps(["M"])),
        this.#memo(passage, mine),
        this.#tools(passage, mine),
      ),
    ];
  }

  /** @param {Placed} passage */
  #codes(passage) {
    const { codes, actions, model } = this.app;
    const list = el("ul", { class: "chips" });
    for (const { code, coder } of passage.codes) {
      const layer = codes.layers.get(layerOf(code));
      const label = codes.label(code);
      const off =
        coder === model.actor &&
        el(
          "button",
          {
            type: "button",
            class: "off",
            title: t("Remove {code}", { code: label }),
            click: () => actions.uncode(passage, code),
            "data-field": `off-${code}`,
          },
          el("span", { "aria-hidden": "true" }, "×"),
          el("span", { class: "vh" }, t("Remove {code}", { code: label })),
        );
      list.append(
        el(
          "li",
          { class: "chip", title: codes.codes.get(code)?.definition || null },
          el("small", {}, layer?.label ?? ""),
          ` ${label}`,
          coder !== model.actor && el("span", { class: "initials" }, ` ${coder}`),
          off,
        ),
      );
    }
    const lacks = passage.breaks.map((words) => el("p", { class: "lacks" }, words));
    const give = button(t("Give a code…"), this.palette, { "data-field": "give" });
    const tie = button(t("To a finding…"), this.tie, { "data-field": "tie", "aria-keyshortcuts": "F" });
    const count = this.app.ties.count(passage);
    const findings = count > 0 && el("p", { class: "quiet" }, t("Evidence for findings: {count}", { count }));
    return el("div", {}, list, el("div", { class: "tools-row" }, give, tie), ...lacks, findings, this.app.ties.element(passage));
  }

  /** @param {Placed} passage @param {boolean} mine */
  #voices(passage, mine) {
    const { model, actions } = this.app;
    const people = model.page.participants.length ? model.page.participants : this.app.codes.codebook.participants;
    const group = el("div", { class: "checks", role: "group", "aria-label": t("Whose voice") });
    people.forEach((person, index) => {
      const box = el("input", {
        type: "checkbox",
        checked: passage.voices.includes(person.participant),
        disabled: !mine,
        "data-field": index ? `voice-${person.participant}` : "voices",
        change: () => {
          const voices = people
            .map((one) => one.participant)
            .filter((name) => (name === person.participant ? box.checked : passage.voices.includes(name)));
          actions.patch(passage, { voices });
        },
      });
      group.append(el("label", { class: "check" }, box, el("span", {}, [person.participant, person.function].filter(Boolean).join(", "))));
    });
    const asTurns =
      passage.voiced !== "turns" &&
      mine &&
      button(t("as the turns of the text say"), () => actions.patch(passage, { voices: null }), { class: "link", "data-field": "turns" });
    return el("div", {}, group, asTurns);
  }

  /** @param {Placed} passage @param {boolean} mine */
  #forms(passage, mine) {
    const { actions } = this.app;
    const form = select(
      t("Form"),
      "form",
      [
        ["", t("not said")],
        ["verbatim", t("verbatim")],
        ["condensed", t("condensed")],
      ],
      passage.form,
      mine,
      (value) => actions.patch(passage, { form: value }),
    );
    const hedged = select(
      t("Hedged"),
      "hedged",
      [
        ["", t("not said")],
        ["true", t("yes")],
        ["false", t("no")],
      ],
      passage.hedged === null ? "" : String(passage.hedged),
      mine,
      (value) => actions.patch(passage, { hedged: value === "" ? null : value === "true" }),
    );
    return el("div", { class: "pair" }, form, hedged);
  }

  /** @param {Placed} passage @param {boolean} mine */
  #about(passage, mine) {
    const { codes, actions, text } = this.app;
    const { parties } = codes.codebook;
    const name = (/** @type {string} */ party) => parties.find((one) => one.party === party)?.name ?? party;
    const set = (/** @type {string[]} */ about) => actions.patch(passage, { about });
    const list = el("ul", { class: "chips" });
    for (const party of passage.about) {
      const words = t("Remove {code}", { code: name(party) });
      list.append(
        el(
          "li",
          { class: "chip" },
          name(party),
          mine &&
            el(
              "button",
              {
                type: "button",
                class: "off",
                title: words,
                click: () => set(passage.about.filter((one) => one !== party)),
                "data-field": `not-${party}`,
              },
              el("span", { "aria-hidden": "true" }, "×"),
              el("span", { class: "vh" }, words),
            ),
        ),
      );
    }
    if (!mine) return list;
    const proposed = spokenOf(text.quote(passage), parties).filter((party) => !passage.about.includes(party));
    const proposals =
      proposed.length > 0 &&
      el(
        "div",
        { class: "proposals" },
        el("small", {}, t("named in these words:")),
        ...proposed.map((party) =>
          button(`+ ${name(party)}`, () => set([...passage.about, party]), { class: "chip add", "data-field": `propose-${party}` }),
        ),
      );
    const rest = parties.filter(({ party }) => !passage.about.includes(party)).map(({ party }) => [party, name(party)]);
    const add = select(
      t("Add a party"),
      "about",
      [["", t("choose…")], ...rest],
      "",
      true,
      (party) => party && set([...passage.about, party]),
    );
    return el("div", {}, list, proposals, add);
  }

  /** @param {Placed} passage @param {boolean} mine */
  #memo(passage, mine) {
    const save = () =>
      mine &&
      area.value !== (this.app.model.passage(passage.passage)?.memo ?? passage.memo) &&
      this.app.actions.patch(passage, { memo: area.value });
    const area = el("textarea", {
      rows: 3,
      "aria-labelledby": "memo-title",
      readonly: !mine,
      "data-field": "memo",
      "data-passage": passage.passage,
      blur: save,
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          save();
          this.app.toText();
        }
      },
    });
    area.value = passage.memo;
    return area;
  }

  /** @param {Placed} passage @param {boolean} mine */
  #tools(passage, mine) {
    const close = button(t("Close"), this.close, { "data-field": "close" });
    if (!mine) return el("div", { class: "tools-row" }, close);
    if (!this.edges.at)
      return el(
        "div",
        { class: "tools-row" },
        button(t("Move boundaries"), () => (this.edges.begin(passage), this.app.toText()), { "data-field": "edges" }),
        button(t("Remove passage"), () => this.app.actions.remove(passage), { "data-field": "remove" }),
        close,
      );
    const move = (/** @type {string} */ words, /** @type {"start" | "end"} */ edge, /** @type {1 | -1} */ way) =>
      button(words, () => this.edges.move(edge, way, "word"), { "data-field": `${edge}${way}` });
    return el(
      "div",
      { class: "tools-row" },
      move(t("start ←"), "start", -1),
      move(t("start →"), "start", 1),
      move(t("end ←"), "end", -1),
      move(t("end →"), "end", 1),
      button(t("Keep"), () => this.edges.finish(true), { "data-field": "keep" }),
      button(t("Leave"), () => this.edges.finish(false), { "data-field": "leave" }),
    );
  }
}

/**
 * A choice with its words above it.
 * @param {string} words @param {string} field @param {string[][]} options @param {string} value @param {boolean} free @param {(value: string) => void} chosen
 */
function select(words, field, options, value, free, chosen) {
  const made = el("select", { disabled: !free, "data-field": field, change: () => chosen(made.value) });
  for (const [name, label] of options) made.append(el("option", { value: name, selected: name === value }, label));
  return el("label", { class: "choice" }, words, made);
}
