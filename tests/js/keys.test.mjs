import assert from "node:assert/strict";
import { test } from "node:test";
import { KEYS, RESERVED, commandOf, heldDimension, layerKeys, written } from "../../src/spanveld/web/static/js/keys.js";

const none = new Map();
const press = (key, more = {}) => ({ key, code: "", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
const closed = (layer, label, key = "", more = {}) => ({ layer, label, key, role: "none", open: false, ...more });

test("each key has one command", () => {
  const slots = KEYS.map(({ key, shift }) => `${shift ? "shift+" : ""}${key}`);
  assert.equal(new Set(slots).size, slots.length);
});

test("each command has words and a way to be written", () => {
  for (const entry of KEYS) assert.ok(entry.help && written(entry).every(Boolean));
});

test("digits give, with Shift they give instead, on keyboards with digits above or below", () => {
  assert.deepEqual(commandOf(press("5", { code: "Digit5" }), none, true), { command: "pad", value: "5" });
  assert.deepEqual(commandOf(press("%", { code: "Digit5", shiftKey: true }), none, true), { command: "recode", value: "5" });
  assert.deepEqual(commandOf(press("5", { code: "Digit5", shiftKey: true }), none, true), { command: "pad", value: "5" });
  assert.deepEqual(commandOf(press("7", { code: "Numpad7" }), none, true), { command: "pad", value: "7" });
});

test("a slash that needs Shift is a slash", () => {
  assert.equal(commandOf(press("/", { code: "Digit7", shiftKey: true }), none, true)?.command, "search");
  assert.equal(commandOf(press("?", { code: "Slash", shiftKey: true }), none, true)?.command, "help");
});

test("capital lock changes nothing and Shift reverses undo", () => {
  assert.equal(commandOf(press("Z"), none, true)?.command, "undo");
  assert.equal(commandOf(press("Z", { shiftKey: true }), none, true)?.command, "redo");
});

test("keys with Ctrl, Alt or Meta belong to the browser", () => {
  for (const key of ["c", "v", "z", "1", "ArrowDown"])
    for (const held of ["ctrlKey", "altKey", "metaKey"]) assert.equal(commandOf(press(key, { [held]: true }), none, true), null);
});

test("switched off, single characters do nothing and arrows still walk", () => {
  for (const key of ["c", "1", "?", "/"]) assert.equal(commandOf(press(key), none, false), null);
  assert.equal(commandOf(press("ArrowDown"), none, false)?.command, "next");
});

test("layers get their own letter, else the next free one of their label, and never one of the page's", () => {
  const letters = layerKeys([
    closed("stage", "stadium", "s"),
    closed("relation", "relatie", "r"),
    closed("risk", "risico", "r"),
    closed("xyz", "c e v"),
    closed("term", "aspect", "a", { open: true }),
    closed("tension", "spanning", "", { role: "dimension" }),
  ]);
  assert.deepEqual(
    [...letters],
    [
      ["a", "stage"],
      ["r", "relation"],
      ["i", "risk"],
    ],
  );
  for (const letter of letters.keys()) assert.ok(!RESERVED.has(letter));
  assert.deepEqual(commandOf(press("a"), letters, true), { command: "layer", value: "stage" });
  assert.equal(commandOf(press("A", { shiftKey: true }), letters, true), null);
});

test("a dimension is shown alone while its letter is held with Shift, unless that is a command", () => {
  const dimensions = [
    { letter: "P", style: 0 },
    { letter: "Z", style: 1 },
  ];
  assert.equal(heldDimension(press("P", { shiftKey: true }), dimensions, none), 0);
  assert.equal(heldDimension(press("p"), dimensions, none), null);
  assert.equal(heldDimension(press("Z", { shiftKey: true }), dimensions, none), null);
});
