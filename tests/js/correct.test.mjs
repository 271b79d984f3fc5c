import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../src/spanveld/web/static/js/correct.js";

/** @param {string} text @param {number} start @param {[number, number, string]} edit */
const applied = (text, start, [from, until, words]) => {
  const points = [...text];
  return [...points.slice(0, from - start), words, ...points.slice(until - start)].join("");
};

test("the same text has no difference", () => {
  assert.equal(difference("De lamp", "De lamp", 4), null);
  assert.equal(difference("", "", 0), null);
});

test("a difference is the shortest stretch, counted in code points", () => {
  assert.deepEqual(difference("De lmap is uit", "De lamp is uit", 10), [14, 16, "am"]);
  assert.deepEqual(difference("👩‍🚒 belt", "👩‍🚒 bellt", 0), [7, 7, "l"]);
  assert.deepEqual(difference("aaa", "aa", 5), [7, 8, ""]);
});

test("whatever was typed, the difference makes the new text of the old one", () => {
  const letters = ["a", "b", " ", "é", "👩", "\u200d", "🚒", "\n"];
  const some = (/** @type {number} */ length) => Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
  for (let round = 0; round < 2000; round++) {
    const [old, changed] = [some(Math.floor(Math.random() * 9)), some(Math.floor(Math.random() * 9))];
    const edit = difference(old, changed, 3);
    assert.equal(edit === null ? old : applied(old, 3, edit), changed);
  }
});
