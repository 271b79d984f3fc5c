// @ts-check
/** How a person wants to see the page; kept in the browser. And the part of the panel in which it is set. */
import { el } from "./dom.js";
import { t } from "./words.js";

/**
 * @typedef {object} Settings
 * @property {"" | "light" | "dark"} theme empty: as the system
 * @property {boolean} handwriting
 * @property {boolean} letters single-letter keys
 * @property {boolean} colours
 * @property {boolean} notes
 * @property {boolean} brackets
 * @property {{[layer: string]: boolean}} layers set by hand
 * @property {number} only the dimension that alone is shown, -1 for all
 * @property {"all" | "own"} whose
 * @property {boolean} initials
 * @property {number} group of dimensions shown, -1 for all
 */

/** @type {Settings} */
const DEFAULTS = {
  theme: "",
  handwriting: true,
  letters: true,
  colours: true,
  notes: true,
  brackets: true,
  layers: {},
  only: -1,
  whose: "all",
  initials: false,
  group: 0,
};
const KEPT = "spanveld:view";
const OF_STUDY = ["layers", "only", "group"];

export class View {
  /** @type {number | null} the dimension whose letter is held */
  held = null;

  /**
   * @param {string} study
   * @param {import("./codebook.js").Codes} codes
   * @param {Storage} storage
   * @param {() => void} changed
   */
  constructor(study, codes, storage, changed) {
    this.codes = codes;
    this.storage = storage;
    this.keys = [KEPT, `${KEPT}:${study}`];
    this.changed = changed;
    /** @type {Settings} */
    this.settings = { ...DEFAULTS };
    try {
      for (const key of this.keys) Object.assign(this.settings, JSON.parse(storage.getItem(key) ?? "{}"));
    } catch {
      this.settings = { ...DEFAULTS };
    }
    this.#apply();
  }

  /** @param {Partial<Settings>} values */
  set(values) {
    Object.assign(this.settings, values);
    const everywhere = Object.fromEntries(Object.entries(this.settings).filter(([name]) => !OF_STUDY.includes(name)));
    const here = Object.fromEntries(OF_STUDY.map((name) => [name, /** @type {any} */ (this.settings)[name]]));
    try {
      this.storage.setItem(this.keys[0], JSON.stringify(everywhere));
      this.storage.setItem(this.keys[1], JSON.stringify(here));
    } catch {
      // Not kept; it holds for this visit.
    }
    this.#apply();
    this.changed();
  }

  #apply() {
    const root = document.documentElement;
    if (this.settings.theme) root.dataset.theme = this.settings.theme;
    else delete root.dataset.theme;
    root.classList.toggle("plain-hand", !this.settings.handwriting);
    root.classList.toggle("no-notes", !this.settings.notes);
    root.classList.toggle("no-brackets", !this.settings.brackets);
  }

  get dark() {
    return this.settings.theme ? this.settings.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** The dimension that alone is shown, if one is. @returns {number | null} */
  get only() {
    if (this.held !== null) return this.held;
    return this.settings.only >= 0 ? this.settings.only : null;
  }

  /** The dimensions shown; null for all. @returns {Set<number> | null} */
  get dimensions() {
    const groups = this.codes.groups();
    if (groups.length < 2 || this.settings.group < 0 || this.only !== null) return null;
    return new Set(groups[Math.min(this.settings.group, groups.length - 1)]);
  }

  /** Whether the notes of a layer are shown: terms are, other layers where a person asks for them. @param {string} layer */
  shows(layer) {
    const kept = this.settings.layers[layer];
    if (kept !== undefined) return kept;
    const found = this.codes.layers.get(layer);
    return found ? found.role === "term" && !found.off_by_default : false;
  }
}

/**
 * A switch with words.
 * @param {string} words
 * @param {boolean} on
 * @param {(on: boolean) => void} turn
 */
function check(words, on, turn) {
  const box = el("input", { type: "checkbox", change: () => turn(box.checked) });
  box.checked = on;
  return el("label", { class: "check" }, box, el("span", {}, words));
}

/**
 * The part of the panel for layers and view.
 * @param {View} view
 * @returns {HTMLElement[]}
 */
export function viewPanel(view) {
  const { settings, codes } = view;
  const layers = codes.codebook.layers.filter((layer) => !["dimension", "kind", "sub_case"].includes(layer.role));
  const subCases = codes.layerWith("sub_case");
  const marked = new URLSearchParams(location.search).get("marks") === "1";
  const shown = el(
    "div",
    { class: "checks", role: "group", "aria-labelledby": "layers-title" },
    check(t("Colour in the text"), settings.colours, (on) => view.set({ colours: on })),
    ...layers.map((layer) =>
      check(layer.label, view.shows(layer.layer), (on) => view.set({ layers: { ...settings.layers, [layer.layer]: on } })),
    ),
    subCases && check(subCases.label, settings.brackets, (on) => view.set({ brackets: on })),
  );
  const look = el(
    "div",
    { class: "checks", role: "group", "aria-labelledby": "view-title" },
    check(t("Plain letters in the margin"), !settings.handwriting, (on) => view.set({ handwriting: !on })),
    check(t("Single-letter keys on"), settings.letters, (on) => view.set({ letters: on })),
    check(t("Only my own work"), settings.whose === "own", (on) => view.set({ whose: on ? "own" : "all" })),
    check(t("Initials of the coder with each note"), settings.initials, (on) => view.set({ initials: on })),
    el("label", { class: "choice" }, t("Colours of the page"), themes(view)),
    el(
      "a",
      { class: "link", href: marked ? location.pathname : "?marks=1" },
      marked ? t("Codes beside the text") : t("Codes in the text, to be read aloud"),
    ),
  );
  return [el("h2", { id: "layers-title" }, t("Layers")), shown, el("h2", { id: "view-title" }, t("View")), look];
}

/** @param {View} view */
function themes(view) {
  const options = [
    ["", t("as the system")],
    ["light", t("light")],
    ["dark", t("dark")],
  ];
  const select = el("select", { change: () => view.set({ theme: /** @type {Settings["theme"]} */ (select.value) }) });
  for (const [value, words] of options) select.append(el("option", { value, selected: value === view.settings.theme }, words));
  return select;
}
