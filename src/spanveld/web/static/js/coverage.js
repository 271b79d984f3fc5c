// @ts-check
/** The page of what the material covers: it hears what is marked and coded; topics of talks are marked where they stand. */
import { newName } from "./api.js";
import { need } from "./dom.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** The mark that is being made. @type {{form: HTMLFormElement, button: HTMLElement, key: string} | null} */
let open = null;

/** @param {HTMLFormElement} form @param {string} name @returns {any} */
const field = (form, name) => form.elements.namedItem(name);

/** Put the talk back as it was, and the focus on what opened the form. */
function close() {
  if (!open) return;
  const { form, button } = open;
  open = null;
  form.remove();
  button.hidden = false;
  button.focus();
}

/** Fetch the page anew, and open the cell again in which the focus was. @param {string} id */
async function again(id) {
  await refresh();
  const button = document.getElementById(id);
  const cell = button?.closest("details");
  if (cell) cell.open = true;
  (button ?? need("answer")).focus();
}

async function save() {
  if (!open) return;
  const { form, button, key } = open;
  const { source = "", topic = "", name = "" } = button.dataset;
  const body = { source, topic, state: field(form, "state").value, note: field(form, "note").value };
  if (!body.state && !button.dataset.state) return close();
  const said = await ask("PUT", "/api/topics/mark", body, key);
  if (!open || open.form !== form) return;
  if (!said.ok) {
    const wrong = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
    wrong.textContent = said.message;
    wrong.hidden = false;
    if (!said.lost) open.key = newName();
    return field(form, "state").focus();
  }
  close();
  await again(button.id);
  tell(t("Marked: {name}.", { name }), true);
}

/** @param {HTMLElement} button */
function mark(button) {
  if (open) {
    tell(t("Save or cancel what you are changing first."));
    return field(open.form, "state").focus();
  }
  const template = /** @type {HTMLTemplateElement} */ (need("marking"));
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const form = /** @type {HTMLFormElement} */ (made.querySelector("form"));
  form.setAttribute("aria-label", button.dataset.name ?? "");
  field(form, "state").value = button.dataset.state;
  field(form, "note").value = button.dataset.note;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.querySelector(".cancel")?.addEventListener("click", close);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  button.hidden = true;
  button.after(form);
  open = { form, button, key: newName() };
  field(form, "state").focus();
}

/** @param {HTMLElement} button */
async function take(button) {
  const { framework = "", name = "" } = button.dataset;
  const said = await ask("POST", "/api/topics", { framework });
  if (!said.ok) return tell(said.message);
  await refresh("answer");
  tell(t("Taken: {name}.", { name }), true);
}

begin();

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button.mark, button.take") : null;
  if (!(pressed instanceof HTMLElement)) return;
  if (pressed.matches(".mark")) mark(pressed);
  else take(pressed);
});
