// @ts-check
/** The page of memos: written, changed and removed where they stand. */
import { forms } from "./home_forms.js";
import { begin } from "./home_shared.js";

begin();
forms();

/** A memo is begun on what the list is narrowed to. */
document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("#add-memo") : null;
  if (!pressed) return;
  const chosen = /** @type {HTMLSelectElement | null} */ (document.querySelector('.narrow [name="subject"]'))?.value;
  const select = /** @type {HTMLSelectElement | null} */ (document.querySelector('form.thing [data-field="subject"] select'));
  if (chosen && select) select.value = chosen;
});
