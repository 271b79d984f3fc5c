import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, fresh, ranked, withHeading } from "../../src/spanveld/web/static/js/findings_options.js";

const finding = (name, statement, code, gathers = []) => ({
  finding: name,
  statement,
  dimension: code.split("/")[1],
  dimension_label: code,
  kind: gathers[0] ?? "verdict",
  kind_label: "",
  sub_case: "",
  code,
  gathers,
});
const ALL = [
  finding("A1", "De lamp gaat te vroeg uit.", "t/a", ["k/pain"]),
  finding("A2", "Men belt elkaar vóór de vergadering.", "t/a", ["k/handling"]),
  finding("A3", "Uit balans.", "t/a"),
  finding("B1", "Het regent in de zaal.", "t/b", ["k/pain"]),
  finding("B2", "Er staan emmers.", "t/b", ["k/handling"]),
];
const DIMENSIONS = [
  { dimension: "a", label: "A", code: "t/a", kinds: [{ kind: "pain", label: "pijn", gathers: ["k/pain"] }, { kind: "handling", label: "omgang", gathers: ["k/handling"] }] },
  { dimension: "b", label: "B", code: "t/b", kinds: [{ kind: "verdict", label: "oordeel", gathers: [] }] },
];
const names = (how) => ranked(ALL, how).map((one) => one.finding);

test("a finding suits by dimension and kind, else by dimension, else not", () => {
  assert.equal(fit(ALL[0], ["t/a", "k/pain"]), 0);
  assert.equal(fit(ALL[1], ["t/a", "k/pain"]), 1);
  assert.equal(fit(ALL[2], ["t/a", "k/pain"]), 1);
  assert.equal(fit(ALL[3], ["t/a", "k/pain"]), 2);
});

test("those that suit come first, each group in the order of the study", () => {
  assert.deepEqual(names({ codes: ["k/handling", "t/b"] }), ["B2", "B1", "A1", "A2", "A3"]);
  assert.deepEqual(names({ codes: ["x/y"] }), ["A1", "A2", "A3", "B1", "B2"]);
  assert.deepEqual(names({}), ["A1", "A2", "A3", "B1", "B2"]);
});

test("the one used last stands on top where it is of the passage's dimension, or the passage has none", () => {
  assert.equal(names({ codes: ["t/a", "k/pain"], last: "A3" })[0], "A3");
  assert.equal(names({ codes: ["t/a", "k/pain"], last: "B1" })[0], "A1");
  assert.equal(names({ codes: [], last: "B2" })[0], "B2");
  assert.equal(names({ codes: ["t/a"], last: "gone" })[0], "A1");
});

test("what the passage is tied to already comes after others that suit as well, also the one used last", () => {
  assert.deepEqual(names({ codes: ["t/a", "k/pain"], last: "A1", tied: ["A1"] }), ["A1", "A2", "A3", "B1", "B2"]);
  assert.deepEqual(names({ codes: ["t/a"], last: "A1", tied: ["A1"] }), ["A2", "A3", "A1", "B1", "B2"]);
});

test("typing finds all words wherever they stand, without capitals and accents, and names before all", () => {
  assert.deepEqual(names({ typed: "ZAAL regent" }), ["B1"]);
  assert.deepEqual(names({ typed: "voor vergad" }), ["A2"]);
  assert.deepEqual(names({ typed: "b2", codes: ["t/a"] }), ["B2"]);
  assert.deepEqual(names({ typed: "niets ervan" }), []);
});

test("a new finding is of the passage's dimension, its kind first; of any where the passage has none", () => {
  const told = (how) => fresh(DIMENSIONS, ...how).map(({ dimension, kind, statement }) => [dimension, kind, statement]);
  assert.deepEqual(told(["  Iets   nieuws ", ["t/a", "k/handling"]]), [
    ["a", "handling", "Iets nieuws"],
    ["a", "pain", "Iets nieuws"],
  ]);
  assert.deepEqual(told(["x", ["aspect/y"]]).map(([dimension]) => dimension), ["a", "a", "b"]);
  assert.deepEqual(told(["   ", ["t/a"]]), []);
});

test("examples are found by their heading", () => {
  const examples = [{ vignette: "V1", heading: "Voorbeeld 1a: De lamp" }, { vignette: "V2", heading: "Voorbeeld 1b: Régen" }];
  assert.deepEqual(withHeading(examples, "regen 1B").map((one) => one.vignette), ["V2"]);
  assert.equal(withHeading(examples, "").length, 2);
});
