// @ts-check
/** Passages of a code ticked, over all pages of them, and sent to another code in one change. */
import { need } from "./dom.js";
import { ask, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {import("./home_shared.js").Said} Said */

/** What is ticked is kept while the window is open, so that the pages can be turned. */
const KEPT = "spanveld:ticked:";

/**
 * @param {(method: string, address: string, body: any) => Promise<Said>} send
 * @param {(code: string, words: string, focus: string) => Promise<void>} moved
 */
export function splitting(send, moved) {
  const form = () => /** @type {HTMLFormElement | null} */ (document.querySelector("form.split"));
  const code = () => document.getElementById("opened")?.dataset.code ?? "";
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".passages [type=checkbox]")]);

  /** @returns {Set<string>} */
  function kept() {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(KEPT + code()) ?? "[]"));
    } catch {
      return new Set();
    }
  }

  /** @param {Set<string>} names */
  function keep(names) {
    try {
      if (names.size) sessionStorage.setItem(KEPT + code(), JSON.stringify([...names]));
      else sessionStorage.removeItem(KEPT + code());
    } catch {
      // Not kept: what is ticked on this page holds.
    }
    show(names);
  }

  /** @param {Set<string>} [names] */
  function show(names = kept()) {
    if (!form()) return;
    for (const box of boxes()) box.checked = names.has(box.value);
    need("ticked").textContent = t("Ticked: {count}", { count: names.size });
  }

  /** All passages of the code that are found, on every page. @returns {Promise<string[] | null>} */
  async function all(source = form()?.dataset.source ?? "") {
    const said = await ask("GET", `/api/codes/passages?code=${encodeURIComponent(code())}&source=${encodeURIComponent(source)}&names=1`);
    if (!said.ok) tell(said.message);
    return said.ok ? said.body.names : null;
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.closest(".passages")) return;
    const names = kept();
    if (box.checked) names.add(box.value);
    else names.delete(box.value);
    keep(names);
  });

  document.addEventListener("click", (event) => {
    const id = event.target instanceof Element ? event.target.closest("button")?.id : "";
    if (id === "tick-page") keep(new Set([...kept(), ...boxes().map((box) => box.value)]));
    if (id === "tick-none") keep(new Set());
    if (id === "tick-all") void all().then((names) => names && keep(new Set([...kept(), ...names])));
  });

  document.addEventListener("submit", (event) => {
    if (event.target !== form() || !form()) return;
    event.preventDefault();
    void go(/** @type {HTMLFormElement} */ (form()));
  });

  /** @param {HTMLFormElement} shown */
  async function go(shown) {
    const place = /** @type {HTMLElement} */ (shown.querySelector(".wrong.whole"));
    const wrong = (/** @type {string} */ message) => {
      place.textContent = message;
      place.hidden = !message;
    };
    wrong("");
    const still = await all("");
    if (!still) return;
    // What somebody else took off the code meanwhile cannot be sent on.
    const passages = still.filter((name) => kept().has(name));
    if (!passages.length) return wrong(t("Tick the passages that are to go."));
    const to = /** @type {HTMLSelectElement} */ (need("split-to")).value;
    const label = /** @type {HTMLInputElement | null} */ (document.getElementById("split-label"))?.value.trim() ?? "";
    const said = await send("POST", `/api/codes/split?code=${encodeURIComponent(code())}`, { passages, to: label ? "" : to, label });
    if (!said.ok) return wrong(said.message);
    keep(new Set());
    const called = label || (/** @type {HTMLSelectElement} */ (need("split-to")).selectedOptions[0]?.text.trim() ?? to);
    await moved(code(), t("Passages that carry {code} instead: {count}.", { code: called, count: passages.length }), "passages");
  }

  return { show };
}
