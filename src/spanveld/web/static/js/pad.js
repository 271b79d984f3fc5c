// @ts-check
/** The pad: what each number key gives, as a grid of dimensions and kinds with how often each was given. */
import { styleClasses } from "./codebook.js";
import { el } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */

/**
 * Draw the pad in its place.
 * @param {HTMLElement} place
 * @param {App} app
 */
export function drawPad(place, app) {
  const { codes, view } = app;
  const groups = codes.groups();
  const group = Math.min(view.settings.group, groups.length - 1);
  const pad = codes.pad(group);
  const title = [codes.layerWith("dimension"), codes.layerWith("kind")].flatMap((layer) => (layer ? [layer.label] : [])).join(" × ");
  const focused =
    document.activeElement instanceof HTMLElement && place.contains(document.activeElement)
      ? document.activeElement.dataset.pad
      : undefined;
  place.replaceChildren(el("h2", { id: "pad-title" }, title || t("Keys that give codes")));
  if (groups.length > 1) place.append(groupChoice(app, groups, group));
  const kinds = codes.kinds;
  const grid = el("div", { class: "pad", role: "group", "aria-labelledby": "pad-title" });
  grid.style.setProperty("--kinds", String(Math.max(1, kinds.length)));
  for (const kind of kinds) grid.append(el("div", { class: "pad-head", "aria-hidden": "true" }, kind.label));
  let row = -1;
  for (const entry of pad) {
    const dimension = codes.dimensions.find((code) => code.style === entry.dimension);
    if (dimension && kinds.length && entry.dimension !== row) grid.append(rowName(app, dimension));
    row = entry.dimension;
    grid.append(key(app, entry, dimension));
  }
  place.append(grid);
  if (focused !== undefined) /** @type {HTMLElement | null} */ (place.querySelector(`[data-pad="${focused}"]`))?.focus();
}

/** @param {App} app @param {import("./types.js").Code} dimension */
function rowName({ view }, dimension) {
  const on = view.only === dimension.style;
  const words = t("Only {dimension}", { dimension: dimension.label });
  const toggle = () => view.set({ only: on ? -1 : dimension.style });
  const eye = el(
    "button",
    {
      type: "button",
      class: "only",
      "aria-pressed": String(on),
      title: `${words} (⇧${dimension.letter})`,
      click: toggle,
      "data-pad": `only-${dimension.style}`,
    },
    t("only"),
    el("span", { class: "vh" }, ` ${dimension.label}`),
  );
  return el(
    "div",
    { class: `pad-row d${dimension.style}` },
    el("span", { class: "badge", "aria-hidden": "true" }, dimension.letter),
    el("span", { class: "pad-name" }, dimension.label),
    eye,
  );
}

/** @param {App} app @param {import("./types.js").PadKey} entry @param {import("./types.js").Code | undefined} dimension */
function key(app, entry, dimension) {
  const wide = entry.dimension < 0 || app.codes.kinds.length === 0;
  const number = el("span", { class: "count" }, String(app.model.countWith(entry.codes)));
  const sample = wide ? entry.label : t("text");
  return el(
    "button",
    {
      type: "button",
      class: `pad-key ${wide ? "wide" : ""} ${styleClasses({ dimension: entry.dimension, kind: app.codes.kinds.length ? entry.kind : 0 }).join(" ")}`,
      click: () => (app.actions.give(entry.codes, { words: entry.label }), app.toText()),
      "data-pad": entry.codes.join(" "),
      title: entry.label,
    },
    wide && dimension && el("span", { class: "badge", "aria-hidden": "true" }, dimension.letter),
    el("span", { class: "swatch", "aria-hidden": wide ? null : "true" }, sample),
    !wide && el("span", { class: "vh" }, entry.label),
    el("span", { class: "vh" }, `, ${t("passages")}: `),
    number,
    entry.key && el("span", { class: "vh" }, `, ${t("key")}: `),
    entry.key && el("kbd", {}, entry.key),
  );
}

/** @param {App} app @param {number[][]} groups @param {number} group */
function groupChoice({ view, codes }, groups, group) {
  const select = el("select", { "aria-label": t("Dimensions shown"), change: () => view.set({ group: Number(select.value), only: -1 }) });
  const name = (/** @type {number} */ style) => codes.dimensions.find((code) => code.style === style)?.label ?? "";
  groups.forEach((styles, index) => select.append(el("option", { value: index, selected: index === group }, styles.map(name).join(", "))));
  select.append(el("option", { value: -1, selected: group < 0 }, t("all dimensions")));
  return select;
}
