// @ts-check
/** The codebook page: codes made, renamed, moved, merged and removed where they stand; the later of two people is told, and keeps what was typed. */
import { newName } from "./api.js";
import { removal } from "./codebook_remove.js";
import { splitting } from "./codebook_split.js";
import { need } from "./dom.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {import("./home_shared.js").Said} Said */
/** @typedef {{[name: string]: string}} Values */

/** Milliseconds after a letter before the codes are looked up. */
const TYPED = 250;
/** The change that was sent last, and its name: the same while the same change is sent again. */
let sent = { what: "", key: "" };

begin();
const ticks = splitting(send, moved);
shown();

/** The opened code. */
export const opened = () => document.getElementById("opened")?.dataset.code ?? "";

/** The address of something about a code. @param {string} path @param {string} [code] */
const about = (path, code = opened()) => `/api/codes${path}?code=${encodeURIComponent(code)}`;

/** @param {string} method @param {string} address @param {any} [body] @returns {Promise<Said>} */
async function send(method, address, body) {
  const what = JSON.stringify([method, address, body]);
  if (sent.what !== what) sent = { what, key: newName() };
  const said = await ask(method, address, body, sent.key);
  if (!said.lost) sent = { what: "", key: "" };
  return said;
}

/**
 * Show the page with another code open (empty: none), and say what was done.
 * @param {string} code
 * @param {string} words
 * @param {string} focus
 */
async function moved(code, words, focus) {
  const asked = new URLSearchParams(location.search);
  if (asked.get("code") !== code) for (const name of ["page", "in"]) asked.delete(name);
  if (code) asked.set("code", code);
  else asked.delete("code");
  history.replaceState(null, "", asked.size ? `/codebook?${asked}` : "/codebook");
  await refresh(focus);
  if (!document.getElementById(focus)) document.getElementById(code ? "opened" : "tree")?.focus();
  shown();
  tell(words, true);
}

/** After the parts of the page came anew: ticks again, and the opened code in sight in the tree. */
function shown() {
  ticks.show();
  const tree = document.getElementById("tree");
  const current = tree?.querySelector("[aria-current]");
  if (tree && current && tree.scrollHeight > tree.clientHeight) {
    const { top, bottom } = current.getBoundingClientRect();
    const box = tree.getBoundingClientRect();
    if (top < box.top || bottom > box.bottom) tree.scrollTop += top - box.top - box.height / 2;
  }
}
new MutationObserver((changes) => changes.some(({ addedNodes }) => [...addedNodes].some((one) => one instanceof Element && one.id === "book")) && shown()).observe(
  need("main"),
  { childList: true },
);

/** What stands in the fields of a form. @param {HTMLFormElement} form @returns {Values} */
function values(form) {
  /** @type {Values} */
  const found = {};
  for (const [name, value] of new FormData(form)) found[name] = String(value).trim();
  return found;
}

/** @param {HTMLFormElement} form @param {string} message */
function wrong(form, message) {
  const place = /** @type {HTMLElement} */ (form.querySelector(".wrong.whole"));
  place.textContent = message;
  place.hidden = !message;
  if (message) form.closest("details")?.setAttribute("open", "");
}

/**
 * A change that was refused is told in its form; where others changed the code meanwhile, the page comes anew around what was typed.
 * @param {HTMLFormElement} form
 * @param {Said} said
 */
async function refused(form, said) {
  if (said.body?.error?.code !== "conflict") return wrong(form, said.message);
  const details = form.closest("details");
  const typed = values(form);
  await refresh(details?.querySelector("summary")?.id);
  shown();
  const again = document.getElementById(details?.id ?? "")?.querySelector("form");
  if (!(again instanceof HTMLFormElement)) return tell(said.message);
  again.closest("details")?.setAttribute("open", "");
  again.classList.add("thing");
  for (const [name, value] of Object.entries(typed)) {
    const field = again.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
  wrong(again, said.message);
  if (again.dataset.act === "merge") await plan(again);
}

/** How each form is carried out. @type {{[act: string]: (form: HTMLFormElement) => Promise<void>}} */
const ACTS = {
  create: async (form) => {
    const given = values(form);
    if (!given.label_nl && !given.label_en && given.code) given.label_en = given.code;
    const said = await send("POST", "/api/codes", { layer: form.dataset.layer, ...given });
    if (!said.ok) return refused(form, said);
    await moved(said.body.code, t("Added: {name}.", { name: given.label_nl || given.label_en }), "opened");
  },
  rename: async (form) => {
    const now = values(form);
    const before = /** @type {Values} */ (Object.fromEntries([...form.querySelectorAll("input, textarea")].map((one) => [
      /** @type {HTMLInputElement} */ (one).name,
      /** @type {HTMLInputElement} */ (one).defaultValue.trim(),
    ])));
    const changed = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== before[name] && !(name === "to" && !value)));
    if (!Object.keys(changed).length) return close(form);
    const said = await send("PATCH", about(""), changed);
    if (!said.ok) return refused(form, said);
    await moved(said.body.code, t("Saved: {name}.", { name: now.label_nl || now.label_en || now.to }), "open-rename");
  },
  move: async (form) => {
    const said = await send("POST", about("/place"), { parent: values(form).parent ?? "" });
    if (!said.ok) return refused(form, said);
    await moved(opened(), t("Moved: {name}.", { name: label() }), "open-move");
  },
  merge: async (form) => {
    const into = values(form).into;
    if (!into) return wrong(form, t("Choose the code first."));
    const body = { into, expected: Number(form.dataset.codings) };
    const names = { code: label(), into: chosenLabel(form) };
    const said = await send("POST", about("/merge"), body);
    if (!said.ok) return refused(form, said);
    await moved(into, t("Merged: {code} into {into}. Codings: {count}.", { ...names, count: said.body.moved }), "opened");
  },
  remove: (form) => removal(form, { address: about(""), send, label: label(), refused, wrong, moved }),
};

const label = () => document.getElementById("opened")?.dataset.label ?? "";

/** @param {HTMLFormElement} form */
const chosenLabel = (form) => form.querySelector("select")?.selectedOptions[0]?.text.trim() ?? "";

/** Say what a merge would do before it is done. @param {HTMLFormElement} form */
async function plan(form) {
  const place = need("merge-plan");
  const press = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
  const into = values(form).into;
  press.disabled = true;
  place.textContent = "";
  if (!into) return;
  const said = await ask("GET", `${about("/merge")}&into=${encodeURIComponent(into)}`);
  if (values(form).into !== into) return;
  if (!said.ok) return refused(form, said);
  const { codings, both, children, memos } = said.body;
  form.dataset.codings = codings;
  place.textContent = [
    t("Codings that would move: {codings}. Passages that carry both codes: {both}.", { codings, both }),
    children && t("The codes below it come along: {count}.", { count: children }),
    memos && t("Memos that move too: {count}.", { count: memos }),
  ]
    .filter(Boolean)
    .join(" ");
  press.disabled = false;
}

/** @param {HTMLFormElement} form */
function close(form) {
  const details = form.closest("details");
  form.reset();
  wrong(form, "");
  details?.removeAttribute("open");
  details?.querySelector("summary")?.focus();
}

/**
 * Move a code of the study's own among those beside it.
 * @param {string} code
 * @param {number} places
 * @param {string} focus
 */
async function order(code, places, focus) {
  const said = await send("POST", about("/place", code), { places });
  if (!said.ok) {
    await refresh(focus);
    return tell(said.message);
  }
  const name = document.getElementById(`go-${code}`)?.textContent ?? code;
  await refresh(focus);
  const again = document.getElementById(focus);
  if (again instanceof HTMLButtonElement && again.disabled) need(focus === "up" ? "down" : "up").focus();
  tell(t("Moved: {name}.", { name }), true);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const act = ACTS[form.dataset.act ?? ""];
  if (!act) return;
  event.preventDefault();
  wrong(form, "");
  void act(form);
});

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button") : null;
  if (!pressed) return;
  if (pressed.dataset.places) void order(opened(), Number(pressed.dataset.places), pressed.id);
  else if (pressed.matches(".act-form .cancel")) close(/** @type {HTMLFormElement} */ (pressed.form));
});

/** One form is open at a time, and while it is, the page does not come anew under it. */
document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.matches(".act")) return;
    const form = /** @type {HTMLFormElement} */ (details.querySelector("form"));
    form.classList.toggle("thing", details.open);
    if (!details.open) return;
    for (const other of document.querySelectorAll("details.act[open]")) if (other !== details) other.removeAttribute("open");
    /** @type {HTMLElement | null} */ (form.querySelector("input, select, textarea, [type=submit]"))?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return;
  if (event.key === "Escape" && at.closest(".act-form")) close(/** @type {HTMLFormElement} */ (at.closest(".act-form")));
  if (!event.altKey || !at.matches("a[data-own]") || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  void order(at.dataset.code ?? "", event.key === "ArrowUp" ? -1 : 1, at.id);
});

document.addEventListener("change", (event) => {
  const select = event.target;
  if (select instanceof HTMLSelectElement && select.id === "merge-into") void plan(/** @type {HTMLFormElement} */ (select.form));
});

let timer = 0;
need("q").addEventListener("input", () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    const asked = new URLSearchParams(location.search);
    const words = /** @type {HTMLInputElement} */ (need("q")).value.trim();
    if (words) asked.set("q", words);
    else asked.delete("q");
    history.replaceState(null, "", asked.size ? `/codebook?${asked}` : "/codebook");
    if (!document.querySelector("form.thing")) void refresh("q").then(shown);
  }, TYPED);
});
