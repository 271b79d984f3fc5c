// @ts-check
/** The keys, in short beside the text and in full in a dialog. */
import { button, el, keyCaps } from "./dom.js";
import { KEYS, written } from "./keys.js";
import { t } from "./words.js";

/** @param {import("./keys.js").Key} entry */
const line = (entry) => el("div", { class: "key-line" }, el("span", {}, t(entry.help)), keyCaps(written(entry)));

/** The letters of layers and dimensions, which differ from study to study. @param {import("./codebook.js").Codes} codes @param {Map<string, string>} letters */
function ofStudy(codes, letters) {
  const layers = [...letters].map(([letter, layer]) =>
    el(
      "div",
      { class: "key-line" },
      el("span", {}, t("find a code of {layer}", { layer: codes.layers.get(layer)?.label ?? layer })),
      keyCaps([letter.toUpperCase()]),
    ),
  );
  const dimensions = codes.dimensions
    .filter((code) => code.letter)
    .map((code) =>
      el("div", { class: "key-line" }, el("span", {}, t("hold: only {dimension}", { dimension: code.label })), keyCaps(["⇧", code.letter])),
    );
  return [...layers, ...dimensions];
}

/** @param {() => void} more opens the dialog */
export function shortKeys(more) {
  return el(
    "div",
    {},
    el("h2", {}, t("Keys")),
    el("div", { class: "key-list" }, ...KEYS.filter((entry) => entry.rail).map(line)),
    button(t("All keys"), more, { class: "link" }),
  );
}

/**
 * @param {import("./codebook.js").Codes} codes
 * @param {Map<string, string>} letters
 * @param {() => void} closed
 */
export function helpDialog(codes, letters, closed) {
  const dialog = el(
    "dialog",
    {
      class: "help",
      "aria-labelledby": "help-title",
      close: closed,
      click: (/** @type {MouseEvent} */ event) => event.target === dialog && dialog.close(),
    },
    el(
      "div",
      { class: "help-body" },
      el("h2", { id: "help-title" }, t("Keys")),
      el("p", { class: "quiet" }, t("Keys work while the text has the focus. Single letters can be switched off in the panel.")),
      el("div", { class: "key-columns" }, ...KEYS.map(line), ...ofStudy(codes, letters)),
      button(t("Close"), () => dialog.close(), { class: "button main" }),
    ),
  );
  document.body.append(dialog);
  return dialog;
}
