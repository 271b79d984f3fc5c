// @ts-check
/** Files that come in: dropped or chosen, looked at one by one, shown with their form, brought in one by one. */
import { newName } from "./api.js";
import { el, need } from "./dom.js";
import { ask, fetchPage, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

const arrivals = () => need("arrivals");
const cards = () => /** @type {HTMLElement[]} */ ([...arrivals().querySelectorAll(".arrival")]);
const tokenOf = (/** @type {HTMLElement} */ card) => card.id.replace(/^file-/, "");
/** Bytes that a form needs around a file. */
const FORM_AROUND = 2000;
/** Fields whose value a refusal names; importing.py has the same. */
const NAMED_FIELDS = ["date", "source", "recording"];
/** Whether files are on their way: one row of them at a time. */
let working = false;

/** @param {string} text @param {number} done @param {number} all */
function progress(text, done, all) {
  const line = need("progress");
  const bar = /** @type {HTMLProgressElement} */ (line.querySelector("progress"));
  bar.max = all;
  bar.value = done;
  bar.setAttribute("aria-label", text);
  /** @type {HTMLElement} */ (line.querySelector("span")).textContent = text;
  line.hidden = done >= all;
}

/** Say why a file does not come in. @param {string} name @param {string} reason */
function fail(name, reason) {
  const list = need("failed");
  list.hidden = false;
  list.append(el("li", {}, el("b", {}, name), reason.startsWith(name) ? reason.slice(name.length) : `: ${reason}`));
}

/** The button for all is there where there are several. */
function count() {
  need("all-tools").hidden = cards().filter((card) => card.querySelector("form.coming")).length < 2;
}

/** Send a file and show what would come of it. @param {File} file @returns {Promise<HTMLElement | null>} */
async function look(file) {
  const most = Number(need("drop").dataset.most) - FORM_AROUND;
  if (file.size > most) {
    fail(file.name, t("It is larger than {size} MB, the most that can be sent at once.", { size: Math.round(most / 1e6) }));
    return null;
  }
  const form = new FormData();
  form.append("file", file, file.name);
  const said = await ask("POST", "/api/imports", form);
  if (!said.ok) {
    fail(file.name, said.message);
    return null;
  }
  return show(said.body.token, file.name);
}

/** @param {string} token @param {string} name */
async function show(token, name) {
  const page = await fetchPage(`/import/${encodeURIComponent(token)}`);
  const made = page?.getElementById(`file-${token}`);
  if (!made) {
    fail(name, t("The server cannot be reached."));
    return null;
  }
  const card = document.importNode(made, true);
  arrivals().append(card);
  return card;
}

/** Look at files one after the other; one that cannot be read stops no other. @param {File[]} files */
async function receive(files) {
  if (working || !files.length) return;
  working = true;
  let first = null;
  let bad = 0;
  for (const [place, file] of files.entries()) {
    progress(t("Looking at {number} of {count}: {name}.", { number: place + 1, count: files.length, name: file.name }), place, files.length);
    const card = await look(file);
    first ??= card;
    if (!card) bad += 1;
  }
  progress("", 1, 1);
  working = false;
  count();
  const said = [t("Files that wait to be brought in: {count}.", { count: cards().length })];
  if (bad) said.push(t("Not read: {count}.", { count: bad }));
  tell(said.join(" "));
  first?.focus();
  first?.scrollIntoView({ block: "start" });
}

/**
 * Say why a file is refused: at the field whose value the message names, else at the head of the form.
 * @param {HTMLFormElement} form @param {string} message
 */
function refuse(form, message) {
  tell("");
  const boxes = NAMED_FIELDS.map((name) => /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${name}"]`)));
  const box = boxes.find((one) => one?.value.trim() && message.includes(`'${one.value.trim()}'`));
  const wrong = /** @type {HTMLElement} */ ((box?.closest(".field") ?? form).querySelector(".wrong"));
  wrong.textContent = message;
  wrong.hidden = false;
  box?.setAttribute("aria-invalid", "true");
  box?.closest("details")?.setAttribute("open", "");
  (box ?? /** @type {HTMLElement} */ (form.querySelector("button"))).focus();
}

/** @param {HTMLFormElement} form */
function clearRefusal(form) {
  for (const wrong of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".wrong"))) {
    wrong.textContent = "";
    wrong.hidden = true;
  }
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid");
}

/** What a form says. @param {HTMLFormElement} form */
function told(form) {
  const pairs = /** @type {[string, string][]} */ ([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  return new URLSearchParams(pairs);
}

/** Bring a file in as its form says; the source, or null where that is refused. @param {HTMLElement} card */
async function bringIn(card) {
  const form = /** @type {HTMLFormElement} */ (card.querySelector("form.coming"));
  clearRefusal(form);
  const said = await ask("POST", form.getAttribute("action") ?? "", told(form));
  if (!said.ok) {
    refuse(form, said.message);
    return null;
  }
  const name = card.dataset.name ?? "";
  const { source, address } = said.body;
  const link = el("a", { href: address }, el("b", {}, source), ` ${name}`);
  need("came").hidden = false;
  need("came").append(el("li", {}, link));
  const next = /** @type {HTMLElement | null} */ (card.nextElementSibling ?? card.previousElementSibling);
  card.remove();
  return { source, name, link, next };
}

/** Who the speakers of the other files can be has changed with a source that came in. */
async function renew() {
  if (!cards().length) return;
  const page = await fetchPage(`/import?${new URLSearchParams(cards().map((card) => ["waiting", tokenOf(card)]))}`);
  for (const card of cards()) {
    const fresh = page?.getElementById(card.id);
    if (!fresh) continue;
    for (const old of card.querySelectorAll("select")) {
      const made = old.name ? fresh.querySelector(`select[name="${old.name}"]`) : null;
      if (!(made instanceof HTMLSelectElement)) continue;
      const value = old.dataset.touched ? old.value : made.value;
      old.replaceChildren(...[...made.options].map((option) => document.importNode(option, true)));
      old.value = value;
    }
    const there = new Set([...card.querySelectorAll('input[name="participants"]')].map((box) => /** @type {HTMLInputElement} */ (box).value));
    for (const box of fresh.querySelectorAll('input[name="participants"]')) {
      const label = box.closest("label");
      if (label && !there.has(/** @type {HTMLInputElement} */ (box).value)) card.querySelector('input[name="participants"]')?.closest(".checks")?.append(document.importNode(label, true));
    }
    for (const old of card.querySelectorAll('input[name^="was-"]')) {
      const made = fresh.querySelector(`input[name="${/** @type {HTMLInputElement} */ (old).name}"]`);
      if (made) /** @type {HTMLInputElement} */ (old).value = /** @type {HTMLInputElement} */ (made).value;
    }
  }
}

/** @param {HTMLElement} card */
async function bringOne(card) {
  if (working) return;
  working = true;
  const came = await bringIn(card);
  if (came) await renew();
  working = false;
  if (!came) return;
  await refresh();
  count();
  tell(t("{name} is source {source} now.", { name: came.name, source: came.source }), true);
  (came.next ?? came.link).focus();
}

/** Bring all in, one after the other; one that is refused stays, and stops no other. */
async function bringAll() {
  if (working) return;
  working = true;
  const waiting = cards().filter((card) => card.querySelector("form.coming"));
  let done = 0;
  let link = null;
  for (const [place, card] of waiting.entries()) {
    const name = card.dataset.name ?? "";
    progress(t("Bringing in {number} of {count}: {name}.", { number: place + 1, count: waiting.length, name }), place, waiting.length);
    const came = await bringIn(card);
    if (came) done += 1;
    link ??= came?.link ?? null;
  }
  progress("", 1, 1);
  await renew();
  working = false;
  await refresh();
  count();
  const said = [t("Brought in: {count}.", { count: done })];
  if (done < waiting.length) said.push(t("Not brought in: {count}.", { count: waiting.length - done }));
  tell(said.join(" "));
  (done < waiting.length ? cards()[0] : link)?.focus();
}

/** Read a survey again with what was said of its columns, and show what comes of it. @param {HTMLElement} card */
async function readAgain(card) {
  const form = /** @type {HTMLFormElement} */ (card.querySelector("form.coming"));
  clearRefusal(form);
  const token = encodeURIComponent(tokenOf(card));
  const said = await ask("POST", `/import/${token}/columns`, told(form));
  if (!said.ok) return refuse(form, said.message);
  const fresh = (await fetchPage(`/import?waiting=${token}`))?.getElementById(card.id);
  if (!fresh) return;
  const made = document.importNode(fresh, true);
  card.replaceWith(made);
  made.querySelector("details.columns")?.setAttribute("open", "");
  /** @type {HTMLElement | null} */ (made.querySelector(".read-again"))?.focus();
}

/** @param {HTMLElement} card */
async function leave(card) {
  const next = /** @type {HTMLElement | null} */ (card.nextElementSibling ?? card.previousElementSibling);
  await ask("DELETE", `/api/imports/${encodeURIComponent(tokenOf(card))}`, undefined, newName());
  card.remove();
  count();
  tell(t("Let go of {name}", { name: card.dataset.name ?? "" }));
  (next ?? need("files")).focus();
}

/** Set up the place for files, and dropping them anywhere on the page. */
export function imports() {
  const form = /** @type {HTMLFormElement} */ (need("drop"));
  const box = /** @type {HTMLInputElement} */ (need("files"));
  const take = () => {
    const files = [...(box.files ?? [])];
    box.value = "";
    void receive(files);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  box.addEventListener("change", take);
  const root = document.documentElement;
  const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    root.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    root.classList.remove("dropping");
    if (!holdsFiles(event)) return;
    event.preventDefault();
    void receive([...(event.dataTransfer?.files ?? [])]);
  });
  arrivals().addEventListener("submit", (event) => {
    event.preventDefault();
    const card = event.target instanceof Element ? event.target.closest(".arrival") : null;
    const again = event.submitter?.classList.contains("read-again") ?? false;
    if (card instanceof HTMLElement) void (again ? readAgain(card) : bringOne(card));
  });
  arrivals().addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest(".leave") : null;
    const card = pressed?.closest(".arrival");
    if (card instanceof HTMLElement) void leave(card);
  });
  arrivals().addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) event.target.dataset.touched = "1";
  });
  need("bring-all").addEventListener("click", () => void bringAll());
  count();
}
