// @ts-check
/** Who speaks, in the bar: where several people do, the one whose words pass under it. */
import { el, need } from "./dom.js";

/**
 * @param {import("./types.js").Page} page
 * @param {{party: string, name: string}[]} parties
 * @returns {(place: number) => void} to be told which paragraph, by its place in the list, is at the top of the window
 */
export function speakerInBar({ paragraphs, participants }, parties) {
  let shown = "";
  return (place) => {
    const name = paragraphs[place]?.participant || shown;
    if (participants.length < 2 || !name || name === shown) return;
    shown = name;
    const person = participants.find((one) => one.participant === name);
    const context = [person?.function, ...(person?.parties ?? []).map((party) => parties.find((one) => one.party === party)?.name ?? party)].filter(Boolean).join(" · ");
    need("who").replaceChildren(el("b", {}, name), el("span", {}, context));
  };
}
