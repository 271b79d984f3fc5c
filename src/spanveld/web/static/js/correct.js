// @ts-check
/** Correcting a typing error in the paragraph under the cursor: what becomes of each passage is shown before anything is written. */
import { newName, pagePath } from "./api.js";
import { button, el, shorten } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {{passage: string, fate: string, before: string, after: string}} Fate */
/** @typedef {[number, number, string]} Edit code points of the text: from, until, and what comes there */

const SHOWN = 90;

/**
 * The one stretch in which two texts differ; null where they are the same. Whole characters, also of two UTF-16 units.
 * @param {string} old
 * @param {string} changed
 * @param {number} start the code point at which `old` begins
 * @returns {Edit | null}
 */
export function difference(old, changed, start) {
  const [before, after] = [[...old], [...changed]];
  let first = 0;
  while (first < before.length && first < after.length && before[first] === after[first]) first++;
  let tail = 0;
  while (tail < before.length - first && tail < after.length - first && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (first === before.length && first === after.length) return null;
  return [start + first, start + before.length - tail, after.slice(first, after.length - tail).join("")];
}

export class Correction {
  /** @type {import("./types.js").Paragraph | null} */
  #paragraph = null;

  /** @param {App} app @param {import("./sync.js").Sync} sync */
  constructor(app, sync) {
    this.app = app;
    this.sync = sync;
    this.input = el("textarea", { "aria-labelledby": "correct-title", rows: "7", spellcheck: "true", input: () => this.#unseen() });
    this.outcome = el("div", { class: "correct-outcome", role: "status" });
    this.write = button(t("Correct the text"), () => void this.#send(false), { class: "button main", disabled: true });
    this.dialog = el("dialog", { class: "help correct", "aria-labelledby": "correct-title", close: () => app.toText() },
      el("div", { class: "help-body" },
        el("h2", { id: "correct-title" }, t("Correct a typing error")),
        this.input,
        this.outcome,
        el("div", { class: "correct-buttons" }, button(t("What becomes of the passages"), () => void this.#send(true)), this.write, button(t("Cancel"), () => this.dialog.close())),
      ),
    );
    document.body.append(this.dialog);
  }

  /** Open it on the paragraph under the cursor. */
  open() {
    const { app } = this;
    if (app.outbox.changes.length) return app.tell(t("Wait until your changes have been sent."));
    const at = app.cursor.span?.start ?? app.text.paragraphs[0]?.start ?? 0;
    this.#paragraph = app.text.paragraphs[app.text.paragraphAt(at)] ?? null;
    if (!this.#paragraph) return;
    this.input.value = this.#paragraph.text;
    this.#unseen();
    this.dialog.showModal();
    this.input.focus();
    this.input.setSelectionRange(0, 0);
  }

  /** What was shown is of another text than stands here now. */
  #unseen() {
    this.write.disabled = true;
    this.outcome.replaceChildren();
  }

  /** @param {boolean} look only show what would become of the passages */
  async #send(look) {
    const paragraph = this.#paragraph;
    if (!paragraph) return;
    const text = this.input.value.replace(/\r\n?/g, "\n");
    const edit = difference(paragraph.text, text, paragraph.start);
    if (!edit) return this.outcome.replaceChildren(el("p", {}, t("The text is the same as before.")));
    const body = JSON.stringify({ version: this.app.model.page.version, edits: [edit], dry_run: look });
    const headers = { "Content-Type": "application/json", Accept: "application/json", "Spanveld-Request": newName() };
    /** @type {any} */
    let answer = null;
    let ok = false;
    try {
      const reply = await this.sync.fetch(`${pagePath(this.app.model.page.source)}/corrections`, { method: "POST", headers, body, credentials: "same-origin" });
      ok = reply.ok;
      answer = await reply.json();
    } catch {
      answer = null;
    }
    if (!ok) return this.outcome.replaceChildren(el("p", { class: "bad" }, answer?.error?.message ?? t("No answer from the server. Try again: what it did already, it does not do twice.")));
    if (!look) return location.reload();
    this.outcome.replaceChildren(...this.#told(answer.passages));
    this.write.disabled = false;
    this.write.focus();
  }

  /** @param {Fate[]} fates */
  #told(fates) {
    const changed = fates.filter((one) => one.fate === "changed" || one.fate === "placed");
    const lost = fates.filter((one) => one.fate === "doubt");
    const kept = fates.length - changed.length - lost.length;
    const line = (/** @type {Fate} */ one) => el("li", {}, el("b", {}, one.passage), ` ${shorten(one.before, SHOWN)}`, one.after ? ` → ${shorten(one.after, SHOWN)}` : "");
    return [
      el("p", {}, t("Passages that keep their words: {count}.", { count: kept })),
      changed.length > 0 && el("p", {}, t("Passages with a change inside, to be looked at: {count}.", { count: changed.length })),
      changed.length > 0 && el("ul", {}, ...changed.map(line)),
      lost.length > 0 && el("p", { class: "bad" }, t("Passages that lose their place, to be settled by you: {count}.", { count: lost.length })),
      lost.length > 0 && el("ul", {}, ...lost.map(line)),
    ].filter((one) => one !== false);
  }
}
