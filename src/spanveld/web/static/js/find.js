// @ts-check
/** The page of queries: the form and the box write the same query, a mistake is shown while it is typed, queries are saved. */
import { data, el, need } from "./dom.js";
import { forms } from "./home_forms.js";
import { ask, begin, tell } from "./home_shared.js";
import { toUnits } from "./offsets.js";
import { t } from "./words.js";

/** Milliseconds after the last key before the server is asked. */
const SETTLED = 250;

/** @typedef {{field: string, value: string, unlike: boolean}} Condition */
/** @typedef {{conditions: Condition[], relation: string, distance: string, others: Condition[]}} Form */
/** @typedef {{message: string, start: number, end: number, guess: string}} Fault */

/** @type {{[field: string]: string[][]}} */
const VALUES = data("values") ?? {};
const box = /** @type {HTMLTextAreaElement} */ (need("q"));
const build = /** @type {HTMLFormElement} */ (need("build"));
const sides = /** @type {HTMLElement[]} */ ([...build.querySelectorAll(".side")]);
let timer = 0;
/** The last question sent: an answer to an earlier one comes too late. */
let asked = 0;

/** @param {() => void} work */
function soon(work) {
  clearTimeout(timer);
  timer = window.setTimeout(work, SETTLED);
}

/** @param {Element} row @param {string} part @returns {any} */
const part = (row, part) => row.querySelector(`[data-is="${part}"]`);

/** The values that the chosen field can have. @param {Element} row */
function offer(row) {
  const list = /** @type {HTMLElement} */ (row.querySelector("datalist"));
  const known = VALUES[part(row, "field").value] ?? [];
  list.replaceChildren(...known.map(([value, label]) => el("option", { value, label: label && label !== value ? label : null })));
}

/** Give a row a number of its own. @param {Element} row @param {number} place */
function number(row, place) {
  for (const one of row.querySelectorAll("[name]")) one.setAttribute("name", `${one.getAttribute("name")?.[0]}${place}`);
  const list = /** @type {HTMLElement} */ (row.querySelector("datalist"));
  list.id = `values-${part(row, "value").name}`;
  part(row, "value").setAttribute("list", list.id);
  row.setAttribute("aria-label", (row.getAttribute("aria-label") ?? "").replace(/\d+/, String(place)));
}

/** One more empty row on a side. @param {HTMLElement} side */
function more(side) {
  const rows = side.querySelectorAll(".condition");
  const made = /** @type {Element} */ (rows[rows.length - 1].cloneNode(true));
  fill(made, { field: "", value: "", unlike: false });
  number(made, rows.length + 1);
  rows[rows.length - 1].after(made);
  return made;
}

/** Let the last row of each side be empty. */
function room() {
  for (const side of sides) {
    const rows = side.querySelectorAll(".condition");
    if (part(rows[rows.length - 1], "field").value && rows.length < 12) more(side);
  }
}

/** @param {Element} row @param {Condition} condition */
function fill(row, { field, value, unlike }) {
  const select = part(row, "field");
  if (![...select.options].some((option) => option.value === field)) select.append(el("option", { value: field }, field));
  select.value = field;
  part(row, "value").value = value;
  part(row, "unlike").value = unlike ? "1" : "";
  offer(row);
}

/** Put a query into the form. @param {Form} form */
function show(form) {
  for (const [place, conditions] of [form.conditions, form.others].entries()) {
    const side = sides[place];
    const rows = [...side.querySelectorAll(".condition")];
    rows.slice(conditions.length + 1).forEach((row) => row.remove());
    while (side.querySelectorAll(".condition").length <= conditions.length && conditions.length < 12) more(side);
    [...side.querySelectorAll(".condition")].forEach((row, at) => fill(row, conditions[at] ?? { field: "", value: "", unlike: false }));
  }
  /** @type {HTMLSelectElement} */ (need("relation")).value = form.relation;
  /** @type {HTMLInputElement} */ (need("distance")).value = form.distance;
}

/** Show what is wrong with the query, below it and in it. @param {Fault | null} fault */
function point(fault) {
  const place = need("fault");
  if (!fault) {
    place.replaceChildren();
    box.removeAttribute("aria-invalid");
    return;
  }
  box.setAttribute("aria-invalid", "true");
  const [start, end] = [toUnits(box.value, fault.start), toUnits(box.value, fault.end)];
  const drawn = el("code", {}, box.value.slice(0, start), el("mark", {}, box.value.slice(start, end) || " "), box.value.slice(end));
  place.replaceChildren(el("p", { class: "wrong" }, fault.message), el("p", { class: "pointed" }, drawn));
}

/** What is typed is understood, and put into the form where that can say it. */
async function understand() {
  const turn = ++asked;
  const said = await ask("GET", `/api/queries/understood?${new URLSearchParams({ q: box.value })}`);
  if (turn !== asked || !said.ok) return;
  point(said.body.fault);
  /** @type {HTMLElement} */ (build.querySelector(".says-more")).hidden = Boolean(said.body.form) || Boolean(said.body.fault);
  if (said.body.form) show(said.body.form);
}

/** What the form says is written into the box. */
async function write() {
  const turn = ++asked;
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(build)));
  const said = await ask("GET", `/api/queries/written?${fields}`);
  if (turn !== asked) return;
  if (!said.ok) return tell(said.message);
  if (box.value === said.body.query) return;
  box.value = said.body.query;
  tell(said.body.query ? t("The form says: {query}", { query: said.body.query }) : "");
  const understood = await ask("GET", `/api/queries/understood?${new URLSearchParams({ q: box.value })}`);
  if (turn === asked && understood.ok) point(understood.body.fault);
}

begin();
forms();
box.addEventListener("input", () => soon(() => void understand()));
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  box.form?.requestSubmit();
});
build.addEventListener("input", (event) => {
  const row = event.target instanceof Element ? event.target.closest(".condition") : null;
  if (row && event.target === part(row, "field")) {
    offer(row);
    room();
  }
  soon(() => void write());
});
if (box.dataset.start !== undefined && box.dataset.start !== box.dataset.end) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(toUnits(box.value, Number(box.dataset.start)), toUnits(box.value, Number(box.dataset.end)));
}
