// @ts-check
/** The evidence audit: its rules are changed in one form, and saved together or not at all. */
import { newName } from "./api.js";
import { need } from "./dom.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** The name of the change that is being asked for; kept while no answer came, so that it is not made twice. */
let key = newName();

const form = () => /** @type {HTMLFormElement} */ (need("rules-form"));

/**
 * What was changed in the form. A limit that was emptied takes the study's own setting back, and with it that the rule is left out.
 * @returns {{limits: {[rule: string]: number}, off: string[], on: string[], reset: string[]}}
 */
function changes() {
  /** @type {{limits: {[rule: string]: number}, off: string[], on: string[], reset: string[]}} */
  const found = { limits: {}, off: [], on: [], reset: [] };
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form().querySelectorAll("input[type=number]"))) {
    if (box.value === box.dataset.was) continue;
    if (box.value) found.limits[box.name] = Number(box.value);
    else {
      found.reset.push(box.name);
      const tick = /** @type {HTMLInputElement} */ (form().elements.namedItem(`off-${box.name}`));
      if (tick.checked) found.off.push(box.name);
    }
  }
  for (const tick of /** @type {NodeListOf<HTMLInputElement>} */ (form().querySelectorAll("input[type=checkbox]"))) {
    const rule = tick.dataset.rule ?? "";
    if (tick.checked === (tick.dataset.was === "1") || found.reset.includes(rule)) continue;
    (tick.checked ? found.off : found.on).push(rule);
  }
  return found;
}

/** @param {string} message */
function refuse(message) {
  const wrong = need("rules-wrong");
  wrong.textContent = message;
  wrong.hidden = !message;
}

async function save() {
  const asked = changes();
  refuse("");
  if (![...Object.keys(asked.limits), ...asked.off, ...asked.on, ...asked.reset].length) return tell(t("Nothing was changed."));
  const said = await ask("PUT", "/api/audit/rules", asked, key);
  if (!said.lost) key = newName();
  if (!said.ok) return refuse(said.message);
  delete form().dataset.dirty;
  need("rules-save").focus();
  await refresh("rules-save");
  tell(t("The rules were saved."), true);
}

begin();

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || event.target.id !== "rules-form") return;
  event.preventDefault();
  void save();
});

document.addEventListener("input", (event) => {
  if (event.target instanceof Element && event.target.closest("#rules-form")) form().dataset.dirty = "";
});
