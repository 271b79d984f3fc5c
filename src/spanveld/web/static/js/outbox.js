// @ts-check
/**
 * Changes on their way to the server: kept until it has answered, sent one by one in their order, each under its own name,
 * so that sending it again after a failure does nothing twice. Storage, sending and waiting are handed in.
 */

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./api.js").Reply} Reply */
/**
 * @typedef {object} Store as localStorage
 * @property {(key: string) => string | null} getItem
 * @property {(key: string, value: string) => void} setItem
 * @property {(key: string) => void} removeItem
 * @property {(index: number) => string | null} key
 * @property {number} length
 */
/** @typedef {{change: Change, key: string, tried: boolean}} Item */
/** @typedef {"idle" | "sending" | "waiting" | "signed_out"} State */

export const SHORTEST = 500;
export const LONGEST = 30_000;
/** Statuses that say nothing against the change itself. */
const LATER = new Set([401, 408, 425, 429]);

export class Outbox {
  /** @type {Item[]} */
  #items = [];
  /** @type {State} */
  #state = "idle";
  #fails = 0;
  #count = 0;
  /** @type {(() => void) | null} */
  #wake = null;
  #running = false;

  /**
   * @param {object} parts
   * @param {string} parts.name of study, source and coder
   * @param {Store} parts.storage
   * @param {(change: Change) => Promise<Reply>} parts.send rejects where the server cannot be reached
   * @param {(milliseconds: number, wake: (stop: () => void) => void) => Promise<void>} [parts.wait] `wake` is told how to end the wait
   * @param {() => number} [parts.now]
   * @param {(change: Change, answer: any) => void} parts.done
   * @param {(change: Change, message: string, fallen: Change[], code: string) => void} parts.refused `fallen`: those that rested on it
   * @param {(change: Change, error: any) => Change | null} [parts.instead] what is to be done in the place of a change that met a
   * conflict; null where nothing is
   * @param {(state: State, unsent: number) => void} [parts.changed]
   */
  constructor({ name, storage, send, wait = pause, now = Date.now, done, refused, instead = () => null, changed = () => {} }) {
    this.prefix = `spanveld:unsent:${name}:`;
    this.storage = storage;
    this.send = send;
    this.wait = wait;
    this.now = now;
    this.done = done;
    this.refused = refused;
    this.instead = instead;
    this.changed = changed;
    this.#items = this.#kept();
  }

  /** Changes not yet confirmed, in order. */
  get changes() {
    return this.#items.map((item) => item.change);
  }

  get state() {
    return this.#state;
  }

  /** Whether nothing is being sent at this moment, so that a state asked of the server is not half of a change. */
  get resting() {
    return this.#state !== "sending";
  }

  /** Keep a change and send it when its turn comes. @param {Change} change */
  put(change) {
    const key = `${this.prefix}${String(this.now()).padStart(15, "0")}-${String(this.#count++).padStart(6, "0")}`;
    this.#items.push({ change, key, tried: false });
    try {
      this.storage.setItem(key, JSON.stringify(change));
    } catch {
      // A full or forbidden storage: the change lives as long as the page.
    }
    this.#tell(this.#state);
    this.start();
  }

  /** Take back the newest change if it was never sent. @returns {Change | null} */
  withdraw() {
    const last = this.#items.at(-1);
    if (!last || last.tried) return null;
    this.#forget(last);
    this.#tell(this.#state);
    return last.change;
  }

  /** Send what waits; now, if a wait is on. */
  start() {
    if (this.#wake && this.#items.length) this.#wake();
    if (!this.#running) void this.#run();
  }

  async #run() {
    this.#running = true;
    try {
      await this.#sendAll();
    } finally {
      this.#running = false;
    }
    // A change that came in while the last one was being put away has not been sent.
    if (this.#items.length) void this.#run();
    else this.#tell("idle");
  }

  async #sendAll() {
    for (let item = this.#items[0]; item; item = this.#items[0]) {
      item.tried = true;
      this.#tell("sending");
      /** @type {Reply | null} */
      let reply = null;
      try {
        reply = await this.send(item.change);
      } catch {
        reply = null;
      }
      if (reply && reply.status < 300 && reply.body) {
        this.#fails = 0;
        this.#forget(item);
        this.#tell(this.#items.length ? "sending" : "idle");
        this.done(item.change, reply.body);
      } else if (reply && reply.status >= 400 && reply.status < 500 && !LATER.has(reply.status)) {
        this.#fails = 0;
        const { uuid } = item.change;
        const error = reply.body?.error ?? {};
        if (error.code === "conflict" && this.#changeAll(item, error)) continue;
        const fallen = this.#items.filter((other) => other.change.passage === `@${uuid}`);
        for (const gone of [item, ...fallen]) this.#forget(gone);
        this.#tell(this.#items.length ? "sending" : "idle");
        this.refused(
          item.change,
          error.message ?? String(reply.status),
          fallen.map((other) => other.change),
          error.code ?? "",
        );
      } else {
        this.#tell(reply?.status === 401 ? "signed_out" : "waiting");
        const time = Math.min(LONGEST, SHORTEST * 2 ** this.#fails++);
        await this.wait(time, (stop) => (this.#wake = stop));
        this.#wake = null;
      }
    }
  }

  /**
   * Put something else in the place of a change that met a conflict, and of those behind it that would meet the same.
   * @param {Item} first
   * @param {any} error
   * @returns {boolean} whether the first one is something else now
   */
  #changeAll(first, error) {
    let changed = false;
    for (const item of this.#items) {
      const other = this.instead(item.change, error);
      if (!other) continue;
      changed ||= item === first;
      item.change = other;
      try {
        this.storage.setItem(item.key, JSON.stringify(other));
      } catch {
        // As in `put`.
      }
    }
    return changed;
  }

  /** @param {State} state */
  #tell(state) {
    this.#state = this.#items.length || state === "sending" ? state : "idle";
    this.changed(this.#state, this.#items.length);
  }

  /** @param {Item} item */
  #forget(item) {
    this.#items = this.#items.filter((other) => other !== item);
    try {
      this.storage.removeItem(item.key);
    } catch {
      // Nothing was kept there.
    }
  }

  /** What an earlier visit left, oldest first. @returns {Item[]} */
  #kept() {
    /** @type {Item[]} */
    const items = [];
    try {
      for (let index = 0; index < this.storage.length; index++) {
        const key = this.storage.key(index);
        if (!key?.startsWith(this.prefix)) continue;
        const change = JSON.parse(this.storage.getItem(key) ?? "null");
        if (change?.uuid && change.op) items.push({ change, key, tried: true });
      }
    } catch {
      // Unreadable storage holds nothing.
    }
    return items.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/**
 * @param {number} milliseconds
 * @param {(stop: () => void) => void} wake
 * @returns {Promise<void>}
 */
function pause(milliseconds, wake) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    wake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
