// @ts-check
/** Forms in which a thing or a source is added, changed or removed where it stands. Only one is open at a time. */
import { newName } from "./api.js";
import { button, el } from "./dom.js";
import { ask, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {{[name: string]: any}} Values */

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
let count = 0;

/** Empty fields are no values yet. @param {HTMLFormElement} form */
const state = (form) => JSON.stringify(collect(form));

/** @param {Element} field @returns {any} */
function valueOf(field) {
  const type = /** @type {HTMLElement} */ (field).dataset.type;
  if (type === "checks")
    return [...field.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
  const box = /** @type {HTMLInputElement} */ (field.querySelector("input, select, textarea"));
  if (type === "lines")
    return box.value
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  return box.value.trim();
}

/** @param {Element} field @param {any} value */
function setValue(field, value) {
  const type = /** @type {HTMLElement} */ (field).dataset.type;
  if (type === "checks") {
    for (const box of field.querySelectorAll("input")) box.checked = value.includes(box.value);
    return;
  }
  const box = /** @type {HTMLInputElement} */ (field.querySelector("input, select, textarea"));
  box.value = type === "lines" ? value.join("\n") : (value ?? "");
}

/** @param {HTMLFormElement} form @returns {Values} */
function collect(form) {
  /** @type {Values} */
  const values = {};
  for (const field of form.querySelectorAll("[data-field]"))
    values[/** @type {HTMLElement} */ (field).dataset.field ?? ""] = valueOf(field);
  return values;
}

/** Names for the fields, so that labels, hints and errors belong to them. @param {HTMLFormElement} form */
function tie(form) {
  count += 1;
  for (const field of form.querySelectorAll("[data-field]")) {
    const box = field.querySelector("input, select, textarea");
    const name = `${/** @type {HTMLElement} */ (field).dataset.field}-${count}`;
    const label = field.querySelector(":scope > label");
    const notes = [...field.querySelectorAll(".hint, .wrong")];
    notes.forEach((note, place) => (note.id = `${name}-note-${place}`));
    if (!label) {
      field.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
      continue;
    }
    box?.setAttribute("id", name);
    label.setAttribute("for", name);
    box?.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  }
}

/** @param {HTMLFormElement} form */
function clearErrors(form) {
  for (const wrong of form.querySelectorAll(".wrong")) {
    wrong.textContent = "";
    /** @type {HTMLElement} */ (wrong).hidden = true;
  }
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid");
}

/**
 * Say what is wrong where it is wrong; at the head of the form where it is of no field.
 * @param {HTMLFormElement} form
 * @param {string} message
 * @param {string} [name] the field; else the one that the message begins with
 */
function showError(form, message, name) {
  const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-field]")]);
  const typed = String(collect(form).id ?? "");
  const field =
    fields.find((one) => one.dataset.field === name) ??
    fields.find((one) => message.startsWith(`${one.dataset.field?.replace(/_$/, "")}:`)) ??
    fields.find((one) => one.dataset.field === "id" && typed && message.includes(`'${typed}'`));
  const place = /** @type {HTMLElement} */ ((field ?? form).querySelector(".wrong"));
  const said = field ? message.replace(/^\w+: /, "") : message;
  place.textContent = said;
  place.hidden = false;
  const box = /** @type {HTMLElement | null} */ (field?.querySelector("input, select, textarea") ?? null);
  box?.setAttribute("aria-invalid", "true");
  (box ?? /** @type {HTMLElement} */ (form.querySelector("button"))).focus();
  if (field) tell(said);
}

/** @param {HTMLFormElement} form */
function datesAreGood(form) {
  for (const field of form.querySelectorAll('[data-type="date"]')) {
    const value = valueOf(field);
    if (value && !DATE.test(value)) {
      showError(form, t("That cannot be read as a date."), /** @type {HTMLElement} */ (field).dataset.field);
      return false;
    }
  }
  return true;
}

/** The form that is open, and how to close it. @type {{form: HTMLFormElement, before: string, close: () => void} | null} */
let open = null;

/** Close the open form; false where a person has changed something in it. */
function closeOpen() {
  if (!open || !open.form.isConnected) return true;
  if (state(open.form) !== open.before) {
    tell(t("Save or cancel what you are changing first."));
    /** @type {HTMLElement} */ (open.form.querySelector("input, select, textarea")).focus();
    return false;
  }
  open.close();
  return true;
}

/** @typedef {{method: string, address: string, body?: any}} Request */

/** The change that was sent last and not yet answered as done, its name, and whether no answer came at all. */
let sent = { what: "", key: "", /** @type {Request | null} */ request: null, lost: false };

/**
 * Send a change; under the same name while the same change is sent again, so that it is made once though its answer was lost.
 * @param {Request} request
 */
async function send(request) {
  const what = JSON.stringify(request);
  if (sent.what !== what) sent = { what, key: newName(), request, lost: false };
  const said = await ask(request.method, request.address, request.body, sent.key);
  sent.lost = said.lost;
  return said;
}

/**
 * Open a form for a thing (`row`), or for a new one (`place`), which begins as the opener's `data-values` say.
 * @param {string} kind
 * @param {{row?: HTMLElement, place?: HTMLElement, opener: HTMLElement, heading: string}} where
 */
function openForm(kind, { row, place, opener, heading }) {
  if (!closeOpen()) return;
  tell("");
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`form-${kind}`));
  const form = /** @type {HTMLFormElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
  const path = opener.dataset.path ?? form.dataset.path ?? "";
  const id = row?.dataset.id ?? "";
  tie(form);
  /** @type {HTMLElement} */ (form.querySelector("h3")).textContent = heading;
  /** @type {Element} */
  let holder = form;
  if (row) {
    form.querySelector('[data-field="id"]')?.remove();
    const known = JSON.parse(row.dataset.values ?? "{}");
    for (const field of form.querySelectorAll("[data-field]"))
      setValue(field, known[/** @type {HTMLElement} */ (field).dataset.field ?? ""]);
    if (row instanceof HTMLTableRowElement)
      holder = el("tr", { class: "form-row", role: "row" }, el("td", { role: "cell", colspan: row.cells.length }, form));
    else holder = el(row instanceof HTMLLIElement ? "li" : "div", { class: "form-row" }, form);
    row.after(holder);
  } else {
    form.querySelector(".remove")?.remove();
    place?.replaceChildren(form);
  }
  const empty = state(form);
  for (const [name, value] of Object.entries(JSON.parse((!row && opener.dataset.values) || "{}"))) {
    const field = form.querySelector(`[data-field="${name}"]`);
    if (field) setValue(field, value);
  }
  opener.setAttribute("aria-expanded", "true");
  const before = state(form);
  const close = () => {
    holder.remove();
    sent = { what: "", key: "", request: null, lost: false };
    opener.setAttribute("aria-expanded", "false");
    open = null;
    const button = opener.isConnected ? opener : document.getElementById(opener.id);
    button?.setAttribute("aria-expanded", "false");
    button?.focus();
  };
  open = { form, before, close };
  form.querySelector(".cancel")?.addEventListener("click", close);
  form.addEventListener("keydown", (event) => event.key === "Escape" && closeOpen());
  form.querySelector(".remove")?.addEventListener("click", () => void remove(form, path, id));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(form, path, id, kind, JSON.parse(row ? before : empty));
  });
  /** @type {HTMLElement} */ (form.querySelector("input, select, textarea")).focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {string} id empty for a new thing
 * @param {string} kind
 * @param {Values} before
 */
async function save(form, path, id, kind, before) {
  clearErrors(form);
  if (!datesAreGood(form)) return;
  const { id: chosen = "", ...now } = collect(form);
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  const values = Object.fromEntries(changed);
  if (id && !changed.length) return open?.close();
  let made = id;
  if (!id && sent.lost && sent.request?.method === "POST") {
    // The answer to an earlier try was lost: learn what became of it, so that nothing is added twice.
    const earlier = await send(sent.request);
    if (earlier.lost) return showError(form, earlier.message);
    if (earlier.ok) made = earlier.body.id;
  }
  // What stands flat in a body, and by which method it is changed, differs from thing to thing.
  const shaped = (/** @type {Values} */ what) => (form.dataset.flat === undefined ? { values: what } : what);
  const request = made
    ? { method: form.dataset.method ?? "PATCH", address: `${path}/${encodeURIComponent(made)}`, body: shaped(id ? values : now) }
    : { method: "POST", address: path, body: { id: chosen, ...shaped(values) } };
  const said = await send(request);
  if (said.body?.error?.code === "conflict") await beside(form);
  if (!said.ok) return showError(form, said.message);
  const name = said.body.id;
  open?.close();
  await refresh(id ? undefined : `edit-${kind}-${name}`);
  tell(id ? t("Saved: {name}.", { name }) : t("Added: {name}.", { name }), true);
}

/**
 * Show the page as others changed it, with the form and what was typed in it where it stood.
 * @param {HTMLFormElement} form
 */
async function beside(form) {
  const holder = form.closest(".form-row");
  const above = holder?.previousElementSibling?.id ?? "";
  const place = form.closest("section")?.id ?? "";
  await refresh();
  const row = document.getElementById(above);
  if (holder && row) row.after(holder);
  else document.getElementById(place)?.querySelector(".new-thing")?.replaceChildren(form);
  row?.querySelector("[data-edit]")?.setAttribute("aria-expanded", "true");
}

/**
 * Remove a thing; where others rest on it, say what, and ask again.
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {string} id
 * @param {boolean} [all] what rests on it too
 */
async function remove(form, path, id, all = false) {
  clearErrors(form);
  const box = /** @type {HTMLElement} */ (form.querySelector(".ask"));
  const address = `${path}/${encodeURIComponent(id)}${all ? "?with_dependants=1" : ""}`;
  const said = await send({ method: "DELETE", address });
  if (said.ok) {
    const section = form.closest("section");
    open?.close();
    await refresh(section?.id);
    tell(t("Removed: {name}.", { name: id }), true);
    return;
  }
  box.hidden = true;
  if (said.body?.error?.code === "conflict") await beside(form);
  if (all || said.body?.error?.code !== "dependants") return showError(form, said.message);
  const again = button(t("Remove it all the same"), () => void remove(form, path, id, true), { class: "button danger" });
  const leave = button(t("Leave it"), () => {
    box.hidden = true;
    /** @type {HTMLElement} */ (form.querySelector(".remove")).focus();
  });
  box.replaceChildren(el("p", { role: "alert" }, said.message), el("div", { class: "tools-row" }, again, leave));
  box.hidden = false;
  leave.focus();
}

/** Let the buttons of the page open its forms. */
export function forms() {
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("[data-edit], [data-add]") : null;
    if (!(pressed instanceof HTMLElement)) return;
    const kind = pressed.dataset.edit ?? pressed.dataset.add ?? "";
    if (pressed.getAttribute("aria-expanded") === "true") return void closeOpen();
    const row = /** @type {HTMLElement | undefined} */ (pressed.dataset.edit ? (pressed.closest("tr, [data-row]") ?? undefined) : undefined);
    const near = pressed.closest("[data-row]") ?? pressed.closest("section");
    const place = /** @type {HTMLElement | undefined} */ (near?.querySelector(".new-thing") ?? undefined);
    const heading = row ? `${pressed.textContent ?? ""}` : (pressed.textContent ?? "");
    openForm(kind, { row, place, opener: pressed, heading });
  });
}
