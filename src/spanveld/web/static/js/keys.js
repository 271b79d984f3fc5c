// @ts-check
/** The keys of the reading page: one table; each key has one command. Letters that open a layer are added per study. */

/**
 * @typedef {object} Key
 * @property {string} key as in KeyboardEvent.key, letters small; "1-9" stands for the digits of the pad
 * @property {boolean} [shift]
 * @property {string} command
 * @property {string} help msgid
 * @property {boolean} [rail] shown in the short list beside the text
 */

/** @type {Key[]} */
export const KEYS = [
  { key: "ArrowDown", command: "next", help: "next sentence", rail: true },
  { key: "ArrowUp", command: "previous", help: "previous sentence", rail: true },
  { key: "ArrowDown", shift: true, command: "extend", help: "one sentence more", rail: true },
  { key: "ArrowUp", shift: true, command: "shrink", help: "one sentence less" },
  { key: "ArrowLeft", command: "left", help: "to the notes on the left" },
  { key: "ArrowRight", command: "right", help: "to the sub-cases on the right" },
  { key: "1-9", command: "pad", help: "give the code of this key", rail: true },
  { key: "1-9", shift: true, command: "recode", help: "give the code of this key instead of the present one" },
  { key: "0", command: "pad", help: "give the code that stands alone" },
  { key: "c", command: "palette", help: "find a code and give it", rail: true },
  { key: "v", command: "vivo", help: "make the words themselves a code", rail: true },
  { key: "Enter", command: "card", help: "open the passage", rail: true },
  { key: "f", command: "tie", help: "to a finding, as evidence", rail: true },
  { key: "m", command: "memo", help: "write a memo with the passage" },
  { key: "s", command: "voices", help: "say whose voice it is" },
  { key: "b", command: "about", help: "say whom it is about" },
  { key: "k", command: "form", help: "say whether it is verbatim" },
  { key: "h", command: "hedged", help: "say whether it is hedged" },
  { key: "e", command: "edge", help: "move the boundaries, then arrows" },
  { key: "t", command: "correct", help: "correct a typing error" },
  { key: "x", command: "remove", help: "remove the passage" },
  { key: "z", command: "undo", help: "undo", rail: true },
  { key: "z", shift: true, command: "redo", help: "redo" },
  { key: "n", command: "incomplete", help: "next passage that lacks a code", rail: true },
  { key: "n", shift: true, command: "incompleteBack", help: "previous passage that lacks a code" },
  { key: "o", command: "overview", help: "to the overview" },
  { key: "/", command: "search", help: "search in the text", rail: true },
  { key: "p", command: "play", help: "play or pause the recording from here" },
  { key: "?", command: "help", help: "all keys", rail: true },
  { key: "Escape", command: "back", help: "back to the text" },
];

/** Letters that a layer cannot have. */
export const RESERVED = new Set(KEYS.map((entry) => entry.key).filter((key) => /^[a-z]$/.test(key)));

/** @param {string} key @param {boolean} shift */
const slot = (key, shift) => (shift ? "shift+" : "") + key;

/** @type {Map<string, string>} */
const COMMANDS = new Map();
for (const { key, shift, command } of KEYS) {
  const keys = key === "1-9" ? [..."123456789"] : [key];
  for (const one of keys) COMMANDS.set(slot(one, Boolean(shift)), command);
}

/**
 * The letter of each closed layer that has none of the page's own: its own where it is free, else the next of its label.
 * @param {{layer: string, role: string, label: string, open: boolean, key: string}[]} layers
 * @returns {Map<string, string>} letter -> layer
 */
export function layerKeys(layers) {
  /** @type {Map<string, string>} */
  const letters = new Map();
  for (const layer of layers) {
    if (layer.open || layer.role === "dimension" || layer.role === "kind" || layer.role === "term") continue;
    const wanted = [layer.key, ...layer.label.toLowerCase()];
    const letter = wanted.find((one) => /^[a-z]$/.test(one) && !RESERVED.has(one) && !letters.has(one));
    if (letter) letters.set(letter, layer.layer);
  }
  return letters;
}

/**
 * What a key press means. Presses with Ctrl, Alt or Meta mean nothing here: they belong to the browser.
 * @param {{key: string, code?: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} press
 * @param {Map<string, string>} letters of layers
 * @param {boolean} lettersOn single letters can be switched off
 * @returns {{command: string, value: string} | null} `value`: the digit of the pad, or the layer of command "layer"
 */
export function commandOf(press, letters, lettersOn) {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  if (press.key.length === 1 && !lettersOn) return null;
  const symbol = press.key === "/" || press.key === "?";
  const digit = press.shiftKey && !symbol && !/^\d$/.test(press.key) ? /^Digit(\d)$/.exec(press.code ?? "")?.[1] : undefined;
  const key = digit ?? (press.key.length === 1 ? press.key.toLowerCase() : press.key);
  const shift = press.shiftKey && !symbol && !/^\d$/.test(press.key);
  const command = COMMANDS.get(slot(key, shift));
  if (command) return { command, value: /^\d$/.test(key) ? key : "" };
  const layer = press.shiftKey ? undefined : letters.get(key);
  return layer ? { command: "layer", value: layer } : null;
}

/**
 * The dimension whose letter is held with Shift, so that it alone is shown.
 * @param {Parameters<typeof commandOf>[0]} press
 * @param {{letter: string, style: number}[]} dimensions
 * @param {Map<string, string>} letters of layers
 * @returns {number | null} its style
 */
export function heldDimension(press, dimensions, letters) {
  if (!press.shiftKey || press.ctrlKey || press.altKey || press.metaKey || commandOf(press, letters, true)) return null;
  return dimensions.find(({ letter }) => letter && letter.toLowerCase() === press.key.toLowerCase())?.style ?? null;
}

const NAMES = new Map([
  ["ArrowDown", "↓"],
  ["ArrowUp", "↑"],
  ["ArrowLeft", "←"],
  ["ArrowRight", "→"],
  ["Enter", "↵"],
  ["Escape", "Esc"],
]);

/**
 * How the keys of an entry are written, to be shown one after another.
 * @param {Key} entry
 * @returns {string[]}
 */
export function written(entry) {
  const name = NAMES.get(entry.key) ?? (entry.key.length === 1 ? entry.key.toUpperCase() : entry.key);
  return entry.shift ? ["⇧", name] : [name];
}
