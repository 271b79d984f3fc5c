// @ts-check
/** Which parties a text speaks of, as proposals for whom a passage is about. Pure. */
import { fold } from "./offsets.js";

/**
 * @param {string} quote
 * @param {{party: string, name: string, mentions: string[]}[]} parties
 * @returns {string[]} parties of which the name or one of the words stands in the quote as a word of its own, in the order of the list
 */
export function spokenOf(quote, parties) {
  const text = ` ${fold(quote).folded.replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  return parties
    .filter(({ party, name, mentions }) =>
      [party, name, ...mentions].some((word) => {
        const sought = fold(word)
          .folded.replace(/[^\p{L}\p{N}]+/gu, " ")
          .trim();
        return sought !== "" && text.includes(` ${sought} `);
      }),
    )
    .map(({ party }) => party);
}
