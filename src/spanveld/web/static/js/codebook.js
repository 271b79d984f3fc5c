// @ts-check
/** Questions about the layers and codes of a study: labels, looks, the pad. Pure. */

/** @typedef {{dimension: number, kind: number, letter: string}} Look */
/** @typedef {import("./types.js").Codebook} Codebook */
/** @typedef {import("./types.js").Code} Code */
/** @typedef {import("./types.js").Layer} Layer */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").PadKey} PadKey */

export const LANES = 3;
/** Before the label of a code of an open layer that the server has not named yet. */
const UNNAMED = "/~";

/** The layer of a code's reference. @param {string} reference */
export function layerOf(reference) {
  const place = reference.indexOf(UNNAMED);
  return reference.slice(0, place >= 0 ? place : reference.lastIndexOf("/"));
}

/** The reference of a term that the server has not named yet. @param {{layer: string, label: string}} term */
export const unnamed = ({ layer, label }) => `${layer}${UNNAMED}${label}`;

/**
 * A change with the code that took the place of one that was merged or renamed meanwhile; without it where it was removed and other
 * codes are left. Null where the change has nothing to do with that code, or nothing would be left of it.
 * @param {import("./types.js").Change} change
 * @param {{was?: string, into?: string}} error
 * @returns {import("./types.js").Change | null}
 */
export function succeeded(change, { was = "", into = "" }) {
  const { give = [], take = [], terms = [] } = change;
  if (!was || was === into || ![...give, ...take].includes(was)) return null;
  const renewed = (/** @type {string[]} */ codes) => [...new Set(codes.map((code) => (code === was ? into : code)))].filter(Boolean);
  const next = { ...change, give: renewed(give), take: renewed(take) };
  if (change.op === "uncode" && !next.take.length) return null;
  return next.give.length || next.take.length || terms.length ? next : null;
}

export class Codes {
  /** @param {Codebook} codebook */
  constructor(codebook) {
    this.codebook = codebook;
    /** @type {Map<string, Layer>} */
    this.layers = new Map(codebook.layers.map((layer) => [layer.layer, layer]));
    /** @type {Map<string, Code>} */
    this.codes = new Map(codebook.layers.flatMap((layer) => layer.codes.map((code) => /** @type {[string, Code]} */ ([code.code, code]))));
    /** @type {Map<string, string>} */
    this.roles = new Map([...this.codes.keys()].map((code) => [code, this.layers.get(layerOf(code))?.role ?? "none"]));
    const of = (/** @type {string} */ role) => codebook.layers.filter((layer) => layer.role === role).flatMap((layer) => layer.codes);
    this.dimensions = of("dimension");
    this.kinds = of("kind");
    /** A passage never changes, another takes its place: how it is drawn is worked out once. @type {WeakMap<Passage, Look>} */
    this.looks = new WeakMap();
  }

  /** @param {string} reference */
  label(reference) {
    const place = reference.indexOf(UNNAMED);
    if (place >= 0) return reference.slice(place + UNNAMED.length);
    return this.codes.get(reference)?.label ?? reference.slice(reference.lastIndexOf("/") + 1);
  }

  /** @param {string} reference */
  role(reference) {
    return this.roles.get(reference) ?? this.layers.get(layerOf(reference))?.role ?? "none";
  }

  /** @param {string} reference */
  exclusive(reference) {
    return this.layers.get(layerOf(reference))?.exclusive ?? false;
  }

  /** Whether the codebook knows all codes of a passage. @param {Passage} passage */
  knows(passage) {
    return passage.codes.every(({ code }) => this.codes.has(code) || code.includes(UNNAMED));
  }

  /** The first layer with a role. @param {string} role */
  layerWith(role) {
    return this.codebook.layers.find((layer) => layer.role === role);
  }

  /**
   * The code of a passage in a layer with a role; the one of the passage's own coder first.
   * @param {Passage} passage
   * @param {string} role
   * @returns {Code | undefined}
   */
  codeWith(passage, role) {
    const found = passage.codes.filter(({ code }) => this.role(code) === role);
    const one = found.find(({ coder }) => coder === passage.coder) ?? found[0];
    return one && this.codes.get(one.code);
  }

  /**
   * How a passage is drawn: styles of its dimension and kind, -1 for none; without any kind layer the kind of a dimension is 0.
   * @param {Passage} passage
   * @returns {Look}
   */
  look(passage) {
    const known = this.looks.get(passage);
    if (known) return known;
    const dimension = this.codeWith(passage, "dimension");
    const kind = this.codeWith(passage, "kind");
    const noKinds = this.kinds.length === 0;
    const look = { dimension: dimension?.style ?? -1, kind: kind?.style ?? (noKinds && dimension ? 0 : -1), letter: dimension?.letter ?? "" };
    this.looks.set(passage, look);
    return look;
  }

  /**
   * In words: "authorise: pain point"; empty where it has neither.
   * @param {Passage} passage
   */
  lookInWords(passage) {
    return [this.codeWith(passage, "dimension"), this.codeWith(passage, "kind")].flatMap((code) => (code ? [code.label] : [])).join(": ");
  }

  /** Groups of dimensions that can be shown at a time: each lane once. @returns {number[][]} styles */
  groups() {
    const styles = this.dimensions.map((code) => code.style);
    const groups = [];
    for (let from = 0; from < styles.length; from += LANES) groups.push(styles.slice(from, from + LANES));
    return groups;
  }

  /**
   * The pad for a group of dimensions (-1: all). With kinds the keys follow the rows shown; without, they stay as they are.
   * @param {number} group
   * @returns {PadKey[]}
   */
  pad(group = -1) {
    const { pad } = this.codebook;
    if (group < 0 || this.groups().length < 2) return pad;
    const shown = this.groups()[group] ?? [];
    let number = 0;
    return pad
      .filter((entry) => entry.dimension < 0 || shown.includes(entry.dimension))
      .map((entry) => (entry.dimension < 0 || this.kinds.length === 0 ? entry : { ...entry, key: ++number <= 9 ? String(number) : "" }));
  }
}

/** The name of the highlight that paints a look. @param {{dimension: number, kind: number}} look */
export function styleName({ dimension, kind }) {
  return `d${dimension < 0 ? "n" : dimension}k${kind < 0 ? "n" : kind}`;
}

/** The classes of a swatch or dot. @param {{dimension: number, kind: number}} look @returns {string[]} */
export function styleClasses({ dimension, kind }) {
  return [`d${dimension < 0 ? "n" : dimension}`, `k${kind < 0 ? "n" : kind}`];
}
