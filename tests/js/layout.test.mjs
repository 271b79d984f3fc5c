import assert from "node:assert/strict";
import { test } from "node:test";
import { lanes, placeNotes, placeOrFold, runs, stretches } from "../../src/spanveld/web/static/js/layout.js";
import { below, chance } from "./chance.mjs";

const cost = (notes, tops) => notes.reduce((sum, note, index) => sum + (tops[index] - note.anchor) ** 2, 0);
const someNotes = (next, most) =>
  Array.from({ length: below(next, most) }, () => ({ anchor: below(next, 60), height: 1 + below(next, 12) })).sort(
    (a, b) => a.anchor - b.anchor,
  );

/** The least cost over whole positions, by dynamic programming. */
function least(notes, gap) {
  const [low, high] = [-80, 200];
  let best = new Map();
  notes.forEach((note, index) => {
    const now = new Map();
    let cheapest = Infinity;
    let reached = low;
    for (let top = low; top <= high; top++) {
      if (index) {
        for (; reached <= top - notes[index - 1].height - gap; reached++) cheapest = Math.min(cheapest, best.get(reached) ?? Infinity);
      } else cheapest = 0;
      now.set(top, cheapest + (top - note.anchor) ** 2);
    }
    best = now;
  });
  return Math.min(...best.values(), notes.length ? Infinity : 0);
}

test("notes keep their order and never overlap", () => {
  const next = chance(11);
  for (let round = 0; round < 500; round++) {
    const notes = someNotes(next, 25);
    const tops = placeNotes(notes, 1);
    for (let index = 1; index < notes.length; index++) assert.ok(tops[index] >= tops[index - 1] + notes[index - 1].height + 1 - 1e-9);
  }
});

test("no placing in whole pixels is nearer to the anchors", () => {
  const next = chance(12);
  for (let round = 0; round < 120; round++) {
    const notes = someNotes(next, 6);
    assert.ok(cost(notes, placeNotes(notes, 1)) <= least(notes, 1) + 1e-6);
  }
});

test("a note with room stands at its anchor", () => {
  assert.deepEqual(
    placeNotes([
      { anchor: 10, height: 5 },
      { anchor: 100, height: 5 },
    ]),
    [10, 100],
  );
  assert.deepEqual(
    placeNotes([
      { anchor: 10, height: 20 },
      { anchor: 10, height: 20 },
    ]),
    [0, 20],
  );
  assert.deepEqual(placeNotes([]), []);
});

test("a crowd of notes folds until none of those shown stands too far away", () => {
  const notes = [...Array.from({ length: 9 }, () => ({ anchor: 100, height: 24, group: 1 })), { anchor: 130, height: 24, group: 2 }];
  const { tops, folded } = placeOrFold(notes, { gap: 1, most: 40, folded: 24 });
  assert.deepEqual([...folded], [1]);
  assert.equal(new Set(tops.slice(0, 9)).size, 1);
  assert.ok(Math.abs(tops[9] - 130) <= 40);
});

test("a group that a person opened stays open", () => {
  const notes = Array.from({ length: 9 }, () => ({ anchor: 100, height: 24, group: 1 }));
  assert.equal(placeOrFold(notes, { gap: 1, most: 40, folded: 24, open: new Set([1]) }).folded.size, 0);
});

test("folding ends for any notes, and nothing unfolded with company is too far away", () => {
  const next = chance(13);
  for (let round = 0; round < 200; round++) {
    const notes = Array.from({ length: below(next, 30) }, () => below(next, 8))
      .sort((a, b) => a - b)
      .map((group) => ({ anchor: group * 30 + below(next, 25), height: 20, group }));
    notes.sort((a, b) => a.group - b.group || a.anchor - b.anchor);
    const { tops, folded } = placeOrFold(notes, { gap: 1, most: 40, folded: 24 });
    const sizes = new Map();
    for (const { group } of notes) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    notes.forEach((note, index) =>
      assert.ok(folded.has(note.group) || sizes.get(note.group) === 1 || Math.abs(tops[index] - note.anchor) <= 40),
    );
  }
});

test("brackets that overlap have different lanes, and there are as many lanes as the deepest overlap", () => {
  const next = chance(14);
  for (let round = 0; round < 400; round++) {
    const spans = Array.from({ length: below(next, 14) }, () => {
      const start = below(next, 40);
      return { start, end: start + 1 + below(next, 20) };
    });
    const chosen = lanes(spans);
    spans.forEach((one, a) =>
      spans.forEach((other, b) => a < b && one.start < other.end && other.start < one.end && assert.notEqual(chosen[a], chosen[b])),
    );
    const depth = Math.max(
      0,
      ...Array.from({ length: 62 }, (_, place) => spans.filter(({ start, end }) => start <= place && place < end).length),
    );
    assert.equal(Math.max(-1, ...chosen) + 1, depth);
  }
});

test("runs cover a stretch once, each with exactly the spans that lie over it", () => {
  const next = chance(15);
  for (let round = 0; round < 300; round++) {
    const spans = Array.from({ length: below(next, 10) }, () => {
      const start = below(next, 50);
      return { start, end: start + below(next, 25) };
    });
    const cut = runs(spans, 10, 40);
    assert.equal(cut[0].start, 10);
    assert.equal(cut.at(-1).end, 40);
    cut.forEach((run, index) => {
      assert.ok(run.start < run.end);
      if (index) assert.equal(run.start, cut[index - 1].end);
      for (let place = run.start; place < run.end; place++)
        assert.deepEqual(
          run.spans,
          spans.filter(({ start, end }) => start <= place && place < end),
        );
    });
  }
});

test("spans that overlap or may be joined are one stretch with all of them", () => {
  const spans = [
    { start: 0, end: 5 },
    { start: 3, end: 4 },
    { start: 7, end: 9 },
    { start: 20, end: 22 },
  ];
  const found = stretches(spans, (end, start) => start - end < 3);
  assert.deepEqual(
    found.map(({ start, end, spans: all }) => [start, end, all.length]),
    [
      [0, 9, 3],
      [20, 22, 1],
    ],
  );
  assert.deepEqual(
    stretches([], () => true),
    [],
  );
});
