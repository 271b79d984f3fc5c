// @ts-check
/** The page of people and things: changed where they stand, and who the speakers are. */
import { forms } from "./home_forms.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

begin();
forms();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(".speaker-form")) return;
  event.preventDefault();
  void say(form);
});

/** The people to choose from come into a list when it is turned to: in each from the start they would be too many. */
document.addEventListener("focusin", (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement) || !select.closest(".speaker-form") || select.dataset.whole) return;
  select.dataset.whole = "1";
  const there = new Set([...select.options].map((option) => option.value));
  const everybody = /** @type {HTMLTemplateElement} */ (document.getElementById("everybody"));
  for (const option of everybody.content.querySelectorAll("option"))
    if (!there.has(option.value)) select.append(document.importNode(option, true));
});

/** Say who a label is, in every text. @param {HTMLFormElement} form */
async function say(form) {
  const label = form.dataset.label ?? "";
  const select = /** @type {HTMLSelectElement} */ (form.querySelector("select"));
  const wrong = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
  wrong.hidden = true;
  if (select.selectedOptions[0]?.disabled) return;
  const said = await ask("PUT", "/api/speakers", { speakers: { [label]: select.value } });
  if (!said.ok) {
    wrong.textContent = said.message;
    wrong.hidden = false;
    return;
  }
  const button = form.querySelector("button");
  await refresh(button?.id);
  tell(`${t("Saved: {name}.", { name: label })} ${t("Turns that are somebody else's now: {count}.", { count: said.body.changed })}`, true);
}
