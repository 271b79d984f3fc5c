// @ts-check
/** Changes of others as they happen; comes back by itself after the connection was lost. */

const SHORTEST = 1000;
const LONGEST = 30_000;

export class Live {
  /** @type {EventSource | null} */
  #stream = null;
  #fails = 0;
  #timer = 0;

  /**
   * @param {object} parts
   * @param {() => number} parts.after number of the newest change that the page has
   * @param {(sequence: number) => void} parts.changed
   * @param {(on: boolean) => void} parts.connected
   */
  constructor({ after, changed, connected }) {
    this.after = after;
    this.changed = changed;
    this.connected = connected;
  }

  /** Whether it hears, or tries to. */
  get running() {
    return this.#stream !== null;
  }

  start() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    const stream = new EventSource(`/api/events?after=${this.after()}`);
    this.#stream = stream;
    stream.addEventListener("open", () => {
      this.#fails = 0;
      this.connected(true);
    });
    stream.addEventListener("change", (event) => {
      const told = JSON.parse(event.data || "{}");
      this.changed(Number(event.lastEventId || told.sequence || 0));
    });
    stream.addEventListener("error", () => {
      this.connected(false);
      if (stream.readyState !== EventSource.CLOSED || stream !== this.#stream) return;
      this.#timer = window.setTimeout(() => this.start(), Math.min(LONGEST, SHORTEST * 2 ** this.#fails++));
    });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
  }
}
