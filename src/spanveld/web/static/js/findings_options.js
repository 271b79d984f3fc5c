// @ts-check
/** Which findings are offered where one is chosen by typing, in which order, and what could be stated anew. Pure. */
import { fold } from "./offsets.js";
import { t } from "./words.js";

/** @typedef {"supports" | "qualifies" | "contradicts"} Stance */
/** @type {Stance[]} */
export const STANCES = ["supports", "qualifies", "contradicts"];

/** What a passage does to a finding, in words. @param {string} stance */
export function stanceWord(stance) {
  if (stance === "qualifies") return t("qualifies");
  return stance === "contradicts" ? t("contradicts") : t("supports");
}

/** @typedef {{finding: string, statement: string, dimension: string, dimension_label: string, kind: string, kind_label: string, sub_case: string, code: string, gathers: string[]}} Brief */
/** @typedef {{dimension: string, label: string, code: string, kinds: {kind: string, label: string, gathers: string[]}[]}} Dimension */
/** @typedef {{dimension: string, dimension_label: string, kind: string, kind_label: string, statement: string}} Fresh a finding that could be stated */

/** @typedef {{vignette: string, heading: string}} Example */

/** The examples in whose heading all words stand that were typed. @param {Example[]} examples @param {string} typed */
export function withHeading(examples, typed) {
  const words = fold(typed.trim()).folded.split(/\s+/);
  return examples.filter(({ heading }) => words.every((word) => fold(heading).folded.includes(word)));
}

/**
 * How well a finding suits a passage with some codes: 0 its dimension and kind, 1 its dimension, 2 neither.
 * A kind of finding that gathers no kinds of passages suits each by its dimension alone.
 * @param {Brief} finding
 * @param {string[]} codes
 */
export function fit(finding, codes) {
  if (!codes.includes(finding.code)) return 2;
  return finding.gathers.some((code) => codes.includes(code)) ? 0 : 1;
}

/**
 * The findings that have all words that were typed (in what they say, or their name), those first that suit a passage.
 * The one used last stands on top where it is of the passage's dimension; those that the passage is tied to already come after the others
 * that suit as well.
 * @param {Brief[]} findings in the order of the study
 * @param {object} how
 * @param {string} [how.typed]
 * @param {string[]} [how.codes] of the passage; none: all suit alike
 * @param {string} [how.last] the finding used last
 * @param {string[]} [how.tied] findings that the passage is evidence for
 * @returns {Brief[]}
 */
export function ranked(findings, { typed = "", codes = [], last = "", tied = [] }) {
  const words = fold(typed.trim()).folded.split(/\s+/).filter(Boolean);
  const judged = findings.some((finding) => codes.includes(finding.code));
  const rank = (/** @type {Brief} */ finding) => {
    const suits = judged ? fit(finding, codes) : 0;
    if (tied.includes(finding.finding)) return suits + 0.5;
    return finding.finding === last && suits < 2 ? -1 : suits;
  };
  const name = words.join(" ");
  return findings
    .map((finding, place) => ({ finding, place, rank: fold(finding.finding).folded === name ? -2 : rank(finding) }))
    .filter(({ finding }) => {
      const said = fold(`${finding.finding} ${finding.statement}`).folded;
      return words.every((word) => said.includes(word));
    })
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ finding }) => finding);
}

/**
 * The findings that could be stated with some words: on the dimension of a passage (all, where it has none), of the kind that gathers it first.
 * @param {Dimension[]} dimensions
 * @param {string} typed
 * @param {string[]} [codes]
 * @returns {Fresh[]}
 */
export function fresh(dimensions, typed, codes = []) {
  const statement = typed.trim().replace(/\s+/g, " ");
  if (!statement) return [];
  const own = dimensions.filter((one) => codes.includes(one.code));
  return (own.length ? own : dimensions).flatMap((one) => {
    const gathers = (/** @type {{gathers: string[]}} */ kind) => (kind.gathers.some((code) => codes.includes(code)) ? 0 : 1);
    return [...one.kinds]
      .sort((a, b) => gathers(a) - gathers(b))
      .map((kind) => ({ dimension: one.dimension, dimension_label: one.label, kind: kind.kind, kind_label: kind.label, statement }));
  });
}
