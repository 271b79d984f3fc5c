// @ts-check
/** A list of options below a text box (combobox): which one is chosen, and how keys move the choice. */

/**
 * Show which option is chosen.
 * @param {HTMLElement} list
 * @param {HTMLElement} input
 * @param {number} chosen
 */
export function markOption(list, input, chosen) {
  [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
  const item = list.children[chosen];
  if (item) input.setAttribute("aria-activedescendant", item.id);
  else input.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

/**
 * The option that a key moves to; undefined where it moves nothing.
 * @param {string} key
 * @param {number} chosen
 * @param {number} count options there are
 * @param {number} page how many a page key passes
 * @returns {number | undefined}
 */
export function movedOption(key, chosen, count, page) {
  const last = count - 1;
  if (last < 0) return undefined;
  if (key === "ArrowDown") return chosen < last ? chosen + 1 : 0;
  if (key === "ArrowUp") return chosen > 0 ? chosen - 1 : last;
  if (key === "PageDown") return Math.min(last, chosen + page);
  if (key === "PageUp") return Math.max(0, chosen - page);
  return undefined;
}
