// @ts-check
/** Small helpers for the document: making elements, and finding those that must be there. Data only ever becomes text. */

/**
 * @typedef {string | Node | null | undefined | false} Child
 * @typedef {{[name: string]: any}} Attributes "class", "data-…", "aria-…" and other attributes as they are; functions listen to the event
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes] false, null and undefined leave one out; true sets it empty
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/** @param {string} id @returns {HTMLElement} */
export function need(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing on the page`);
  return found;
}

/** The content of a block of data in the page. @param {string} id */
export const data = (id) => JSON.parse(need(id).textContent || "null");

/** A key as it is drawn. @param {string[]} keys */
export const keyCaps = (keys) => el("span", { class: "caps" }, ...keys.map((key) => el("kbd", {}, key)));

/**
 * A button with words.
 * @param {string} words
 * @param {() => void} press
 * @param {Attributes} [attributes]
 */
export const button = (words, press, attributes = {}) =>
  el("button", { type: "button", class: "button", click: press, ...attributes }, words);

/**
 * Run something once before the next frame, however often it is asked for.
 * @param {() => void} work
 */
export function oncePerFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/**
 * Run something once after the next frame has been painted, however often it is asked for.
 * @param {() => void} work
 */
export function afterPaint(work) {
  return oncePerFrame(() => void setTimeout(work));
}

/** A text cut to a length, with an ellipsis. @param {string} text @param {number} most */
export const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
