// @ts-check
/** What the pages beside the reading page share: light or dark, requests, what is told, and parts of the page fetched anew. */
import { newName } from "./api.js";
import { data, need } from "./dom.js";
import { Live } from "./live.js";
import { setWords, t } from "./words.js";

/** Milliseconds without news after which a page is fetched anew. */
const SETTLED = 400;

/** @typedef {{ok: boolean, body: any, message: string, lost: boolean}} Said `lost`: no answer came */

const VIEW = "spanveld:view";
/** Where the focus was when a change was told of: there it goes back to when the change is undone. */
let changedAt = "";

/** What a person set on any page. @returns {{[name: string]: any}} */
function view() {
  try {
    return JSON.parse(localStorage.getItem(VIEW) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** Light or dark, as was chosen on whichever page, and the button that changes it. */
export function theme() {
  const root = document.documentElement;
  const button = need("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const name = () => (button.textContent = dark() ? t("Light") : t("Dark"));
  const chosen = view().theme;
  if (chosen) root.dataset.theme = chosen;
  name();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem(VIEW, JSON.stringify({ ...view(), theme: root.dataset.theme }));
    } catch {
      // Not kept; it holds for this page.
    }
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
}

/**
 * Say something in the live region; with `undo`, the change that it tells of can be taken back.
 * @param {string} text
 * @param {boolean} [undo]
 */
export function tell(text, undo = false) {
  need("live").textContent = text;
  need("undo").hidden = !undo;
  if (undo) changedAt = document.activeElement?.id ?? "";
  need("told").classList.toggle("shown", Boolean(text));
}

/**
 * Ask the server something; an answer that is an error comes back with its message.
 * @param {string} method
 * @param {string} path
 * @param {any} [body] a form is sent as it is, all else as JSON
 * @param {string} [key] the name of the change: asked again under it, it is not made again
 * @returns {Promise<Said>}
 */
export async function ask(method, path, body, key = newName()) {
  /** @type {{[name: string]: string}} */
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["Spanveld-Request"] = key;
    const seen = document.getElementById("main")?.dataset.sequence;
    if (seen) headers["Spanveld-Seen"] = seen;
  }
  const form = body instanceof FormData || body instanceof URLSearchParams;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  try {
    const reply = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
    });
    const said = await reply.json().catch(() => null);
    if (reply.ok) return { ok: true, body: said, message: "", lost: false };
    const signedOut = t("Signed out: open the page anew from the address that the program printed.");
    const message = reply.status === 401 ? signedOut : (said?.error?.message ?? reply.statusText);
    return { ok: false, body: said, message, lost: false };
  } catch {
    return { ok: false, body: null, message: t("No answer from the server. Try again: what it did already, it does not do twice."), lost: true };
  }
}

/** A page of the server as a document; null where it does not come. @param {string} address */
export async function fetchPage(address) {
  try {
    const reply = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    return reply.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
  } catch {
    return null;
  }
}

/**
 * Fetch this page anew and put its parts (`data-part`) in place of the old ones; the focus stays where it was, or goes to `focus`.
 * @param {string} [focus] an id
 * @param {(fresh: Document) => boolean} [wanted] whether it is to be put in place, asked when it has come
 */
export async function refresh(focus, wanted = () => true) {
  const fresh = await fetchPage(location.pathname + location.search);
  if (!fresh || !wanted(fresh)) return;
  const place = focus ?? document.activeElement?.id ?? "";
  for (const old of document.querySelectorAll("[data-part]")) {
    const made = fresh.getElementById(old.id);
    if (made && !begun(old)) old.replaceWith(document.importNode(made, true));
  }
  for (const old of document.querySelectorAll("template")) {
    const made = fresh.getElementById(old.id);
    if (made) old.replaceWith(document.importNode(made, true));
  }
  need("main").dataset.sequence = fresh.getElementById("main")?.dataset.sequence ?? "";
  if (place) document.getElementById(place)?.focus();
}

/** Take back the last change. */
async function undo() {
  const said = await ask("POST", "/api/undo");
  if (!said.ok) return tell(said.message);
  await refresh();
  (document.getElementById(changedAt) ?? need("main")).focus();
  tell(t("Undone: {action}.", { action: said.body.label }));
}

/** Whether somebody filled something in, in a part that always shows its form (`data-keeps`): it stays while the rest is fetched anew. @param {Element} part */
const begun = (part) => part.matches("[data-keeps]") && (part.querySelector("form[data-dirty]") !== null || typing(part));

/** @param {Element} part */
const typing = (part) => part.contains(document.activeElement) && (document.activeElement?.matches("input, textarea, select") ?? false);

/** Whether something on the page is being changed, so that it is not to be fetched anew. */
export const busy = () =>
  document.querySelector("form.thing, .arrival") !== null ||
  (document.activeElement?.matches("main :is(input, textarea, select)") === true && !document.activeElement.closest("[data-keeps]"));

/** Fetch the page anew when somebody changed something, but not under the hands of who is changing something here. */
class Hearing {
  #timer = 0;
  live = new Live({
    after: () => Number(need("main").dataset.sequence ?? 0),
    changed: () => this.soon(),
    connected: (on) => on && this.soon(),
  });

  /** Hear of changes while the page can be seen: a browser has few lines to one server. */
  listen() {
    if (document.visibilityState === "hidden") this.live.stop();
    else if (!this.live.running) this.live.start();
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#catchUp(), SETTLED);
  }

  async #catchUp() {
    if (busy()) return this.soon();
    const known = need("main").dataset.sequence;
    const said = known ? await ask("GET", `/api/changes?after=${known}`) : null;
    if (!said?.ok || !said.body.changes.length) return;
    // While it was fetched a form may have been opened, or the page have become newer by a change of one's own.
    await refresh(undefined, (fresh) => {
      const newer = Number(fresh.getElementById("main")?.dataset.sequence) > Number(need("main").dataset.sequence);
      if (newer && busy()) this.soon();
      return newer && !busy();
    });
  }
}

/** Set up what every page has. */
export function begin() {
  setWords(data("words"));
  theme();
  need("undo").addEventListener("click", () => void undo());
  const hearing = new Hearing();
  hearing.listen();
  document.addEventListener("visibilitychange", () => hearing.listen());
  addEventListener("pagehide", () => hearing.live.stop());
  addEventListener("pageshow", (event) => event.persisted && hearing.listen());
}
