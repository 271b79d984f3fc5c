import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoints, fold, occurrences, slice, snap, step, toCodePoints, toUnits, trim } from "../../src/spanveld/web/static/js/offsets.js";
import { below, chance, someText } from "./chance.mjs";

const clusters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const boundaries = (text) => new Set([...clusters.segment(text)].map((part) => part.index).concat(text.length));

test("every code point of a text goes to its place in UTF-16 and back", () => {
  const next = chance(1);
  for (let round = 0; round < 300; round++) {
    const text = someText(next, 30);
    const points = [...text];
    assert.equal(codePoints(text), points.length);
    for (let point = 0; point <= points.length; point++) {
      const unit = toUnits(text, point);
      assert.equal(text.slice(0, unit), points.slice(0, point).join(""));
      assert.equal(toCodePoints(text, unit), point);
    }
  }
});

test("an offset inside a surrogate pair is that of the character before it", () => {
  assert.equal(toCodePoints("a😀b", 2), 1);
  assert.equal(toCodePoints("a😀b", 3), 2);
});

test("offsets outside a text are its ends", () => {
  assert.equal(toUnits("ab", 9), 2);
  assert.equal(toUnits("a😀", -1), 0);
  assert.equal(toCodePoints("a😀", 99), 2);
});

test("slices are those of code points", () => {
  assert.equal(slice("a👩‍🚒b", 1, 4), "👩‍🚒");
});

test("a selection widens outwards to whole characters and never shrinks", () => {
  const next = chance(2);
  for (let round = 0; round < 600; round++) {
    const text = someText(next, 24);
    const start = below(next, text.length + 1);
    const end = start + below(next, text.length - start + 1);
    const [from, to] = snap(text, start, end);
    assert.ok(from <= start && to >= end);
    if (start < end) {
      const whole = boundaries(text);
      assert.ok(whole.has(from) && whole.has(to), JSON.stringify([text, start, end, from, to]));
      assert.deepEqual(snap(text, from, to), [from, to]);
    }
  }
});

test("part of an emoji sequence, a flag or an accented letter becomes all of it", () => {
  assert.deepEqual(snap("x👩‍🚒y", 2, 3), [1, 6]);
  assert.deepEqual(snap("🇳🇱!", 1, 2), [0, 4]);
  assert.deepEqual(snap("cafe\u0301", 0, 4), [0, 5]);
});

test("white space at the ends is left out, inside it stays", () => {
  assert.deepEqual(trim("  a b \n", 0, 7), [2, 5]);
  assert.deepEqual(trim("   ", 0, 3), [3, 3]);
});

test("a boundary steps from word to word and stays at the ends", () => {
  const text = "een 👩‍🚒 zei dat.";
  assert.equal(text.slice(0, step(text, 3, 1, "word", "end")), "een 👩‍🚒");
  assert.equal(step(text, text.length, 1, "word", "end"), text.length);
  assert.equal(text.slice(step(text, 0, 1, "word", "start")), "👩‍🚒 zei dat.");
  assert.equal(step(text, 4, 1, "grapheme", "end"), 9);
  assert.equal(step(text, 0, -1, "word", "start"), 0);
});

test("folded letters know the place that they came from", () => {
  const next = chance(3);
  for (let round = 0; round < 200; round++) {
    const text = someText(next, 20);
    const { folded, from } = fold(text);
    assert.equal(from.length, folded.length + 1);
    for (let unit = 1; unit < from.length; unit++) assert.ok(from[unit] >= from[unit - 1] && from[unit] <= text.length);
  }
});

test("words are found whatever their case and accents, with whole characters", () => {
  const text = "De cafédiplomatie, de CAFE\u0301DIPLOMATIE.";
  assert.deepEqual(
    occurrences(text, "cafediplo").map(([a, b]) => text.slice(a, b)),
    ["cafédiplo", "CAFE\u0301DIPLO"],
  );
  assert.deepEqual(occurrences(text, "  "), []);
  assert.deepEqual(occurrences("aaaa", "aa"), [
    [0, 2],
    [2, 4],
  ]);
});
