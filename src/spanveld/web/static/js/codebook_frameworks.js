// @ts-check
/** The page of frameworks: one adopted, a newer version taken. */
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

begin();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.act) return;
  event.preventDefault();
  void (form.dataset.act === "adopt" ? adopt(form) : take(form));
});

/** @param {HTMLFormElement} form @param {string} message */
function wrong(form, message) {
  const place = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
  place.textContent = message;
  place.hidden = !message;
}

/** @param {HTMLFormElement} form */
async function adopt(form) {
  const name = form.dataset.framework ?? "";
  const said = await ask("POST", "/api/frameworks", { framework: name });
  if (!said.ok) return wrong(form, said.message);
  await refresh("frameworks");
  tell(t("Adopted: {name}.", { name }), true);
}

/** @param {HTMLFormElement} form */
async function take(form) {
  const { framework = "", version = "", mapping = "{}" } = form.dataset;
  const said = await ask("POST", `/api/frameworks/${encodeURIComponent(framework)}/version`, { version, mapping: JSON.parse(mapping) });
  if (!said.ok) return wrong(form, said.message);
  history.replaceState(null, "", "/codebook/frameworks");
  await refresh("frameworks");
  tell(t("Taken: {name}.", { name: `${framework} ${version}` }), true);
}
