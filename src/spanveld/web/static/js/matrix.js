// @ts-check
/** The framework matrix: a cell is written where it stands. Ctrl+Enter saves, Escape cancels. */
import { newName } from "./api.js";
import { button, el } from "./dom.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** The cell that is being written. @type {{form: HTMLFormElement, box: HTMLTextAreaElement, cell: HTMLElement, key: string} | null} */
let open = null;

/** Put the cell back as it was, and the focus on what opened it. */
function close() {
  if (!open) return;
  const { form, cell } = open;
  open = null;
  form.remove();
  for (const part of /** @type {Iterable<HTMLElement>} */ (cell.children)) part.hidden = false;
  /** @type {HTMLElement | null} */ (cell.querySelector(".write"))?.focus();
}

async function save() {
  if (!open) return;
  const { box, cell, form, key } = open;
  const { row = "", column = "", name = "" } = cell.dataset;
  const text = box.value.trim();
  const said = await ask("PUT", "/api/matrix/cell", { row, column, text }, key);
  if (!open || open.form !== form) return;
  if (!said.ok) {
    const wrong = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
    wrong.textContent = said.message;
    wrong.hidden = false;
    if (!said.lost) open.key = newName();
    box.focus();
    return;
  }
  const id = `write-${cell.id}`;
  close();
  await refresh(id);
  tell(text ? t("Saved: {name}.", { name }) : t("Emptied: {name}.", { name }), true);
}

/** @param {HTMLElement} cell */
function write(cell) {
  if (open) {
    if (open.cell === cell) return open.box.focus();
    if (open.box.value !== (open.cell.dataset.text ?? "")) {
      tell(t("Save or cancel what you are changing first."));
      return open.box.focus();
    }
    close();
  }
  const box = el("textarea");
  box.value = cell.dataset.text ?? "";
  box.setAttribute("aria-label", t("Summary of {name}", { name: cell.dataset.name ?? "" }));
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  const submit = el("button", { class: "button", type: "submit" }, t("Save"));
  const cancel = button(t("Cancel"), close);
  const form = el("form", { class: "thing writing" }, box, wrong, el("p", { class: "acts" }, submit, cancel));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  for (const part of cell.querySelectorAll(":scope > .summary, :scope > .pen")) /** @type {HTMLElement} */ (part).hidden = true;
  cell.prepend(form);
  open = { form, box, cell, key: newName() };
  box.focus();
}

begin();

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("a.write") : null;
  const cell = pressed?.closest(".cell");
  if (!(cell instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  write(cell);
});
