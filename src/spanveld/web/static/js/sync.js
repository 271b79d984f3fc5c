// @ts-check
/** Keeps the page and the server the same: sends what is done here, fetches what others do, says how it stands. */
import { load, pagePath, sender, toRequest } from "./api.js";
import { Codes, succeeded } from "./codebook.js";
import { Live } from "./live.js";
import { Outbox } from "./outbox.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Change} Change */

/** What is done to passages, and leaves the codes as they are. */
const CODING = new Set(["add coding", "remove coding", "recode passage"]);

export class Sync {
  #connected = true;
  #stale = false;
  #fetching = false;

  /**
   * @param {object} parts
   * @param {string} parts.study
   * @param {string} parts.source
   * @param {string} parts.actor
   * @param {typeof fetch} parts.fetching
   * @param {Storage} parts.storage
   * @param {() => App} parts.app
   * @param {(message: string, bad: boolean) => void} parts.state how it stands, empty when all is well
   * @param {(points: string[]) => void} parts.conflict the overview was changed by someone else
   */
  constructor({ study, source, actor, fetching, storage, app, state, conflict }) {
    this.app = app;
    this.source = source;
    this.fetch = fetching;
    this.state = state;
    this.conflict = conflict;
    /** Numbers of the entries that the changes made here became. @type {Set<number>} */
    this.own = new Set();
    /** uuid of a change -> what became of the code that it was to give. @type {Map<string, string>} */
    this.followed = new Map();
    const send = sender(fetching);
    this.outbox = new Outbox({
      name: `${study}:${source}:${actor}`,
      storage,
      send: (change) => send(toRequest(change, source, change.passage && app().model.real(change.passage)), change.uuid),
      done: (change, answer) => this.#done(change, answer),
      refused: (change, message, fallen, code) => this.#refused(change, message, fallen, code),
      instead: (change, error) => this.#instead(change, error),
      changed: () => this.tell(),
    });
    this.live = new Live({
      after: () => app().model.page.sequence,
      changed: (sequence) => this.#heard(sequence),
      connected: (on) => {
        if (on && !this.#connected) this.outbox.start();
        this.#connected = on;
        this.tell();
      },
    });
    addEventListener("online", () => this.outbox.start());
    addEventListener("pagehide", () => this.live.stop());
    addEventListener("pageshow", (event) => event.persisted && this.listen());
    document.addEventListener("visibilitychange", () => this.listen());
  }

  /** @param {Change} change @param {import("./types.js").Answer} answer */
  #done(change, answer) {
    const { model, codes } = this.app();
    this.own.add(answer.sequence);
    if (change.op === "undo" || change.op === "redo") {
      const what = answer.label ?? answer.action ?? "";
      const words = change.op === "undo" ? t("Undone: {action}.", { action: what }) : t("Done again: {action}.", { action: what });
      this.app().tell(words.replace(": .", "."));
      this.#stale = true;
    } else {
      model.confirm(change, answer);
      if (this.app().active === `@${change.uuid}`) this.app().active = model.real(`@${change.uuid}`);
      const fate = this.followed.get(change.uuid);
      if (fate) void this.codebook().then(() => this.#tellFate(change, fate));
      else if (answer.passage && !codes.knows(answer.passage)) void this.codebook();
    }
    this.app().refresh();
    this.#settle();
  }

  /**
   * What is done where a code was merged or renamed meanwhile: the same with what took its place.
   * @param {Change} change
   * @param {any} error
   */
  #instead(change, error) {
    const other = succeeded(change, error);
    if (!other) return null;
    this.followed.set(change.uuid, error.message ?? "");
    this.app().model.renew(other);
    this.app().refresh();
    return other;
  }

  /** @param {Change} change @param {string} fate */
  #tellFate(change, fate) {
    this.followed.delete(change.uuid);
    const { codes } = this.app();
    const given = (change.give ?? []).map((code) => codes.label(code));
    this.app().tell(given.length ? `${fate} ${t("Coded as {codes} instead. Z undoes it.", { codes: given.join(", ") })}` : fate);
  }

  /** @param {Change} change @param {string} message @param {Change[]} fallen @param {string} code */
  #refused(change, message, fallen, code) {
    const { model } = this.app();
    model.drop(change.uuid);
    for (const other of fallen) model.drop(other.uuid);
    this.app().tell(message);
    if (change.op === "overview" && code === "conflict") this.conflict(change.points ?? []);
    this.#stale = true;
    this.app().refresh();
    this.#settle();
  }

  /** @param {number} sequence */
  #heard(sequence) {
    // The answer to a change of one's own may come after the news of it: wait for it before calling it another's.
    window.setTimeout(() => {
      if (this.own.has(sequence) || sequence <= this.app().model.page.sequence) return;
      this.#stale = true;
      this.#settle();
    }, 300);
  }

  /** Fetch the page anew if it is no longer what the server has, at a moment when nothing is half done. */
  #settle() {
    if (this.#stale && !this.#fetching && this.outbox.resting) void this.#reload();
  }

  async #reload() {
    this.#fetching = true;
    this.#stale = false;
    const known = this.app().model.page.sequence;
    const [page, news] = await Promise.all([
      load(this.fetch, pagePath(this.source)),
      load(this.fetch, `/api/changes?after=${known}`),
    ]);
    this.#fetching = false;
    if (!page) {
      this.#stale = true;
      window.setTimeout(() => this.#settle(), 3000);
      return;
    }
    const { model, codes } = this.app();
    if (page.text_sha256 && model.page.text_sha256 && page.text_sha256 !== model.page.text_sha256) return location.reload();
    model.reload(page);
    const unknown = page.passages.some((/** @type {import("./types.js").Passage} */ passage) => !codes.knows(passage));
    if (unknown || news?.changes.some(ofCodes)) await this.codebook();
    this.app().refresh();
    this.#settle();
  }

  /** Fetch the codes of the study: someone made a new one. */
  async codebook() {
    const codebook = await load(this.fetch, "/api/codebook");
    if (!codebook) return;
    const app = this.app();
    app.codes = new Codes(codebook);
    app.model.codes = app.codes;
    app.view.codes = app.codes;
    app.refresh();
  }

  /** Hear of changes while the page can be seen: a browser has few lines to one server, and hidden pages need none. */
  listen() {
    if (document.visibilityState === "hidden") this.live.stop();
    else if (!this.live.running) this.live.start();
  }

  /** Say how sending and hearing stand. */
  tell() {
    const { state, changes } = this.outbox;
    const unsent = changes.length;
    const words = [
      !this.#connected && t("Connection lost."),
      state === "signed_out" && t("Signed out: open the page anew from the address that the program printed."),
      unsent > 0 && (state !== "sending" || !this.#connected) && t("Unsent changes: {count}", { count: unsent }),
    ].filter(Boolean);
    this.state(words.join(" "), words.length > 0);
  }
}

/** Whether an entry of the journal changed the codes themselves. @param {{action: string, subjects: string[]}} entry */
const ofCodes = ({ action, subjects }) =>
  !CODING.has(action) && subjects.some((subject) => /^(code|framework|sub_case):/.test(subject));
