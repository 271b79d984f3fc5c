// @ts-check
/** The journal: going back by taking one's own actions back, shown before it is done; and making again what was taken back last. */
import { newName } from "./api.js";
import { el, need } from "./dom.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {{sequence: number, action: string, label: string, subjects: string[]}} Step */

begin();

/** The plan that is open, and the button that opened it. @type {{form: HTMLFormElement, opener: string} | null} */
let open = null;

/** Close the plan; the focus goes back to its button. @param {boolean} [leave] the focus stays */
function close(leave = false) {
  if (!open) return;
  const holder = open.form.closest("tr.form-row") ?? open.form;
  holder.remove();
  const opener = document.getElementById(open.opener);
  opener?.setAttribute("aria-expanded", "false");
  if (!leave) opener?.focus();
  open = null;
}

/** @param {HTMLFormElement} form @param {string} message */
function wrong(form, message) {
  const place = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
  place.textContent = message;
  place.hidden = false;
  /** @type {HTMLElement} */ (form.querySelector(".cancel")).focus();
}

/**
 * Show which actions would be taken back down to an entry, and ask.
 * @param {HTMLElement} opener
 */
async function plan(opener) {
  const sequence = opener.dataset.back ?? "";
  const same = open?.opener === opener.id;
  close(same);
  if (same) return opener.focus();
  const said = await ask("GET", `/api/journal/${sequence}/undo-back`);
  if (!said.ok) return tell(said.message);
  tell("");
  const template = /** @type {HTMLTemplateElement} */ (need("form-back"));
  const form = /** @type {HTMLFormElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  const steps = /** @type {Step[]} */ (said.body.steps);
  /** @type {HTMLElement} */ (form.querySelector(".says")).textContent = t("This is taken back, the last one first, each as an entry of its own:");
  const list = /** @type {HTMLOListElement} */ (form.querySelector(".steps"));
  list.replaceWith(
    el("ul", { class: "steps", tabindex: steps.length > 6 ? "0" : null, "aria-label": t("Take these back") },
      ...steps.map((step) => el("li", {}, `${step.sequence} ${step.label} (${step.subjects.slice(0, 3).join(", ")})`))));
  const submit = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
  submit.textContent = t("Take these back");
  const row = opener.closest("tr");
  if (row) row.after(el("tr", { class: "form-row", role: "row" }, el("td", { role: "cell", colspan: row.cells.length }, form)));
  else opener.closest("[data-row]")?.after(form);
  opener.setAttribute("aria-expanded", "true");
  open = { form, opener: opener.id };
  if (said.body.stopped) wrong(form, t("It stops there: {reason}", { reason: said.body.stopped }));
  const key = newName();
  form.querySelector(".cancel")?.addEventListener("click", () => close());
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void takeBack(form, sequence, steps.length, key);
  });
  submit.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} sequence
 * @param {number} expected how many were to be taken back
 * @param {string} key
 */
async function takeBack(form, sequence, expected, key) {
  const said = await ask("POST", `/api/journal/${sequence}/undo-back`, undefined, key);
  if (!said.ok) return wrong(form, said.message);
  close(true);
  await refresh("main");
  const done = t("Taken back: {count}.", { count: said.body.steps.length || expected });
  tell(said.body.stopped ? `${done} ${t("It stops there: {reason}", { reason: said.body.stopped })}` : done);
  (document.getElementById("redo") ?? need("main")).focus();
}

/** Make again what was taken back last. */
async function redo() {
  const said = await ask("POST", "/api/redo");
  if (!said.ok) return tell(said.message);
  await refresh("main");
  tell(t("Done again: {action}.", { action: said.body.label }), true);
  (document.getElementById("redo") ?? need("main")).focus();
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-back], #redo") : null;
  if (!(pressed instanceof HTMLElement)) return;
  void (pressed.id === "redo" ? redo() : plan(pressed));
});
