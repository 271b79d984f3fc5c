// @ts-check
/**
 * The page as it is with the changes that the server has not confirmed: what it confirmed, and those changes on top of it.
 * Rolling one back is leaving it out. Pure: no DOM, no network.
 */
import { layerOf, unnamed } from "./codebook.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").Placed} Placed */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./codebook.js").Codes} Codes */

/** @param {Passage} passage @returns {passage is Placed} */
export const placed = (passage) => passage.start !== null && passage.end !== null;

export class Model {
  /** @type {Page} */
  page;
  sequence = 0;
  /** What the server has confirmed, by name. @type {Map<string, Passage>} */
  confirmed = new Map();
  /** With the unconfirmed changes. @type {Map<string, Passage>} */
  now = new Map();
  /** In the order of the text. @type {Placed[]} */
  passages = [];
  /** @type {Passage[]} */
  doubtful = [];

  /**
   * @param {Page} page as the server gave it
   * @param {Codes} codes
   * @param {Change[]} [pending] changes of an earlier visit that were not sent
   */
  constructor(page, codes, pending = []) {
    this.codes = codes;
    /** @type {Change[]} */
    this.pending = [...pending];
    /** uuid of a change -> the passage that it made. @type {Map<string, string>} */
    this.named = new Map();
    this.page = page;
    this.#take(page);
  }

  /** @param {Page} page */
  #take(page) {
    this.page = page;
    this.sequence = page.sequence;
    this.confirmed = new Map(page.passages.map((passage) => [passage.passage, passage]));
    this.#refresh();
  }

  get actor() {
    return this.page.actor;
  }

  /** Take a newer state of the page; unconfirmed changes stay. @param {Page} page */
  reload(page) {
    if (page.sequence >= this.sequence) this.#take(page);
  }

  /** The name by which the server knows a passage, as far as it has told. @param {string} passage */
  real(passage) {
    return passage.startsWith("@") ? (this.named.get(passage.slice(1)) ?? passage) : passage;
  }

  /** Do a change before the server has it. @param {Change} change */
  begin(change) {
    this.pending.push(change);
    this.#refresh();
  }

  /** The server has done a change. @param {Change} change @param {Answer} answer */
  confirm(change, answer) {
    this.pending = this.pending.filter((one) => one.uuid !== change.uuid);
    for (const name of answer.removed ?? []) this.confirmed.delete(name);
    if (answer.passage) {
      if (change.op === "passage") this.named.set(change.uuid, answer.passage.passage);
      this.confirmed.set(answer.passage.passage, answer.passage);
    }
    if (change.op === "overview") this.page = { ...this.page, overview: this.overview(change) };
    if (change.op === "reading") this.page = { ...this.page, reading: change.state ?? this.page.reading };
    this.sequence = Math.max(this.sequence, answer.sequence);
    this.#refresh();
  }

  /** A change is done otherwise than was meant. @param {Change} change of the same name */
  renew(change) {
    this.pending = this.pending.map((one) => (one.uuid === change.uuid ? change : one));
    this.#refresh();
  }

  /** A change will not happen; nor will those that rest on the passage it would have made. @param {string} uuid @returns {Change[]} all that fell */
  drop(uuid) {
    const falls = (/** @type {Change} */ change) => change.uuid === uuid || change.passage === `@${uuid}`;
    const fallen = this.pending.filter(falls);
    this.pending = this.pending.filter((change) => !falls(change));
    this.#refresh();
    return fallen;
  }

  #refresh() {
    const now = new Map(this.confirmed);
    for (const change of this.pending) applyChange(now, change, this);
    this.now = now;
    this.passages = [...now.values()].filter(placed).sort((a, b) => a.start - b.start || a.end - b.end || order(a, b));
    this.doubtful = [...now.values()].filter((passage) => !placed(passage));
  }

  /** @param {string} name @returns {Passage | undefined} */
  passage(name) {
    return this.now.get(this.real(name)) ?? this.now.get(name);
  }

  /** Passages that share a character with a span. @param {number} start @param {number} end */
  at(start, end) {
    return this.passages.filter((passage) => passage.start < end && passage.end > start);
  }

  /**
   * How many of some passages share a character with a span, fast enough to be asked for each of them.
   * @param {(passage: Passage) => boolean} counted
   * @returns {(start: number, end: number) => number}
   */
  overlaps(counted) {
    const some = this.passages.filter(counted);
    const starts = some.map((passage) => passage.start);
    const ends = some.map((passage) => passage.end).sort((a, b) => a - b);
    return (start, end) => before(starts, end) - before(ends, start + 1);
  }

  /** My passages over exactly this span. @param {number} start @param {number} end */
  own(start, end) {
    return this.passages.filter((passage) => passage.start === start && passage.end === end && passage.coder === this.actor);
  }

  /** Code -> number of passages that carry it. */
  counts() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const passage of this.passages) {
      for (const code of new Set(passage.codes.map((coding) => coding.code))) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    return counts;
  }

  /** How many passages carry all of some codes. @param {string[]} codes */
  countWith(codes) {
    return this.passages.filter((passage) => codes.every((code) => passage.codes.some((coding) => coding.code === code))).length;
  }

  /** My passages that lack something, in the order of the text. */
  incomplete() {
    return this.passages.filter((passage) => passage.coder === this.actor && passage.breaks.length > 0);
  }

  /** The points of the overview. @param {Change} [last] the change whose points count */
  overview(last = this.pending.findLast((change) => change.op === "overview")) {
    return last?.points ? last.points.map((text) => ({ text, cites: cites(text) })) : this.page.overview;
  }

  get reading() {
    return this.pending.findLast((change) => change.op === "reading")?.state ?? this.page.reading;
  }

  /**
   * What giving codes to a span comes to: nothing, more codes on my passage, other codes on it, or a passage of its own.
   * @param {number} start
   * @param {number} end
   * @param {string[]} give references
   * @param {{prefer?: string, recode?: boolean}} [how] `prefer`: the passage meant where several lie there; `recode`: change, no second one
   * @returns {{already: Passage} | {passage: Passage, give: string[], take: string[]} | {make: true}}
   */
  plan(start, end, give, { prefer = "", recode = false } = {}) {
    const own = this.own(start, end);
    const liked = own.find((passage) => passage.passage === this.real(prefer) || passage.passage === prefer);
    const ranked = liked ? [liked, ...own.filter((passage) => passage !== liked)] : [...own].reverse();
    const has = (/** @type {Passage} */ passage, /** @type {string} */ code) =>
      passage.codes.some((coding) => coding.code === code && coding.coder === this.actor);
    const whole = ranked.find((passage) => give.every((code) => has(passage, code)));
    if (whole) return { already: whole };
    const inTheWay = (/** @type {Passage} */ passage) =>
      passage.codes.filter(
        ({ code, coder }) =>
          coder === this.actor && !give.includes(code) && this.codes.exclusive(code) && give.some((one) => layerOf(one) === layerOf(code)),
      );
    const free = ranked.find((passage) => inTheWay(passage).length === 0);
    const chosen = recode ? ranked[0] : free;
    const pairing = give.every((code) => ["dimension", "kind"].includes(this.codes.role(code)));
    const target = chosen ?? (pairing ? undefined : ranked[0]);
    if (!target) return { make: true };
    return { passage: target, give: give.filter((code) => !has(target, code)), take: inTheWay(target).map(({ code }) => code) };
  }
}

/** How many of some sorted numbers are less than a limit. @param {number[]} numbers @param {number} limit */
function before(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Passage} a @param {Passage} b */
const order = (a, b) => a.passage.localeCompare(b.passage, "en", { numeric: true });

const CITED = /\[(?:(against|tegen)\s+)?([A-Za-z0-9][A-Za-z0-9_.-]*)\]/g;

/** The passages that a point names, as the server reads them. @param {string} text */
export function cites(text) {
  return [...text.matchAll(CITED)].map(([, against, passage]) => ({ passage, against: Boolean(against) }));
}

/**
 * Do a change on passages by name, as the server will.
 * @param {Map<string, Passage>} passages changed in place
 * @param {Change} change
 * @param {{actor: string, codes: Codes, real: (name: string) => string}} context
 */
export function applyChange(passages, change, context) {
  const { actor, codes } = context;
  if (change.op === "passage") {
    const { start = 0, end = 0 } = change;
    const all = [...(change.give ?? []), ...(change.terms ?? []).map((term) => byLabel(term, codes))];
    const there = [...passages.values()].some(
      (one) =>
        one.coder === actor &&
        one.start === start &&
        one.end === end &&
        all.length > 0 &&
        all.every((code) => one.codes.some((coding) => coding.code === code)),
    );
    if (there) return;
    const name = `@${change.uuid}`;
    const given = all.map((code) => ({ code, coder: actor }));
    passages.set(name, { ...EMPTY, passage: name, start, end, coder: actor, codes: given, ...change.fields });
    return;
  }
  const name = context.real(change.passage ?? "");
  const old = passages.get(name);
  if (!old) return;
  if (change.op === "remove") passages.delete(name);
  if (change.op === "patch") passages.set(name, { ...old, ...change.fields, ...voiced(old, change.fields) });
  if (change.op === "uncode") {
    const kept = old.codes.filter(({ code, coder }) => coder !== actor || !change.take?.includes(code));
    passages.set(name, { ...old, codes: kept, breaks: [] });
  }
  if (change.op === "coding") {
    const give = [...(change.give ?? []), ...(change.terms ?? []).map((term) => byLabel(term, codes))];
    const kept = old.codes.filter(({ code, coder }) => coder !== actor || !(change.take?.includes(code) || give.includes(code)));
    passages.set(name, { ...old, codes: [...kept, ...give.map((code) => ({ code, coder: actor }))], breaks: [] });
  }
}

/** Voices given by hand, or (null) as the turns say, which the server knows. @param {Passage} old @param {Change["fields"]} fields */
function voiced(old, fields) {
  if (!fields || !("voices" in fields)) return {};
  if (fields.voices === null) return { voices: old.voices, voiced: "turns" };
  return { voiced: fields.voices.length ? "given" : "nobody" };
}

/** @type {Omit<Passage, "passage" | "start" | "end" | "coder" | "codes">} */
const EMPTY = { voices: [], voiced: "turns", about: [], form: "", hedged: null, basis: "", memo: "", breaks: [], findings: 0 };

/** The reference of a term: of the code that has its label, else one without a name. @param {{layer: string, label: string}} term @param {Codes} codes */
function byLabel(term, codes) {
  const label = term.label.trim().toLowerCase();
  return codes.layers.get(term.layer)?.codes.find((code) => code.label.toLowerCase() === label)?.code ?? unnamed(term);
}
