import assert from "node:assert/strict";
import { test } from "node:test";
import { slice } from "../../src/spanveld/web/static/js/offsets.js";
import { sentenceAt, sentences } from "../../src/spanveld/web/static/js/sentences.js";
import { chance, someText } from "./chance.mjs";

const words = (text) => sentences([{ start: 0, text }], "nl").map(({ start, end }) => slice(text, start, end));

test("sentences come one by one without the space between them", () => {
  assert.deepEqual(words("Prachtig. En toen? 🇳🇱 Dat werkt! "), ["Prachtig.", "En toen?", "🇳🇱 Dat werkt!"]);
});

test("an abbreviation ends no sentence", () => {
  assert.deepEqual(words("Dat zei dhr. Jansen, bijv. Over geld. En meer."), ["Dat zei dhr. Jansen, bijv. Over geld.", "En meer."]);
});

test("sentences lie in their paragraph, in order, and together hold every letter", () => {
  const next = chance(21);
  for (let round = 0; round < 200; round++) {
    let start = 0;
    const paragraphs = Array.from({ length: 4 }, () => {
      const text = someText(next, 40);
      const paragraph = { start, text };
      start += [...text].length + 1;
      return paragraph;
    });
    const found = sentences(paragraphs, "nl");
    found.forEach((one, index) => index && assert.ok(one.start >= found[index - 1].end));
    const held = found
      .map(({ start: from, end, paragraph }) =>
        slice(paragraphs[paragraph].text, from - paragraphs[paragraph].start, end - paragraphs[paragraph].start),
      )
      .join("");
    assert.equal(
      held.replace(/\s/g, ""),
      paragraphs
        .map(({ text }) => text)
        .join("")
        .replace(/\s/g, ""),
    );
  }
});

test("the sentence at a position is the one that holds it, or the next", () => {
  const list = sentences([{ start: 0, text: "Een. Twee. Drie." }], "nl");
  assert.deepEqual(
    [0, 3, 4, 5, 15, 99].map((position) => sentenceAt(list, position)),
    [0, 0, 1, 1, 2, 2],
  );
});
