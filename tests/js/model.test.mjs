import assert from "node:assert/strict";
import { test } from "node:test";
import { Codes, layerOf, styleName } from "../../src/spanveld/web/static/js/codebook.js";
import { Model, cites } from "../../src/spanveld/web/static/js/model.js";

const code = (reference, style = -1, letter = "") => ({
  code: reference,
  label: reference.split("/").pop(),
  definition: "",
  parent: "",
  letter,
  style,
});
const layer = (name, role, exclusive, codes, open = false) => ({
  layer: name,
  role,
  label: name,
  exclusive,
  open,
  off_by_default: false,
  key: "",
  codes,
});
const book = {
  language: "nl",
  layers: [
    layer("hue", "dimension", true, [code("hue/red", 0, "R"), code("hue/blue", 1, "B")]),
    layer("sort", "kind", true, [code("sort/sore", 0), code("sort/plain", 1)]),
    layer("word", "term", false, [code("word/time")], true),
    layer("stage", "none", true, [code("stage/plan"), code("stage/act")]),
  ],
  pad: [],
  parties: [],
  participants: [],
  coders: ["A", "B"],
  actor: "A",
};
const passage = (name, start, end, codes, more = {}) => ({
  passage: name,
  start,
  end,
  coder: "A",
  voices: [],
  voiced: "turns",
  about: [],
  form: "",
  hedged: null,
  basis: "",
  memo: "",
  codes: codes.map((one) => ({ code: one, coder: more.coder ?? "A" })),
  breaks: [],
  findings: 0,
  ...more,
});
const page = (passages, more = {}) => ({
  source: "S1",
  sequence: 5,
  length: 100,
  actor: "A",
  participants: [],
  paragraphs: [],
  passages,
  overview: [],
  reading: "unread",
  recording: false,
  ...more,
});
const model = (...passages) => new Model(page(passages), new Codes(book));
const named = (list) => list.map((one) => one.passage);

test("passages come in the order of the text, and those in doubt apart", () => {
  const made = model(passage("K10", 5, 9, []), passage("K2", 5, 9, []), passage("K1", 0, 20, []), passage("K3", null, null, []));
  assert.deepEqual(named(made.passages), ["K1", "K2", "K10"]);
  assert.deepEqual(named(made.doubtful), ["K3"]);
});

test("a span touches the passages that share a character with it, not its neighbours", () => {
  const made = model(passage("K1", 0, 5, []), passage("K2", 5, 9, []), passage("K3", 4, 6, []));
  assert.deepEqual(named(made.at(0, 4)), ["K1"]);
  assert.deepEqual(named(made.at(5, 6)), ["K3", "K2"]);
});

test("only my passage over exactly these words is mine over them", () => {
  const made = model(passage("K1", 0, 5, []), passage("K2", 0, 6, []), passage("K3", 0, 5, [], { coder: "B" }));
  assert.deepEqual(named(made.own(0, 5)), ["K1"]);
});

test("codes that stand there already are not given again", () => {
  const made = model(passage("K1", 0, 5, ["hue/red", "sort/sore"]));
  assert.equal(made.plan(0, 5, ["hue/red", "sort/sore"]).already.passage, "K1");
});

test("a second colour on the same words makes a second passage", () => {
  const made = model(passage("K1", 0, 5, ["hue/red", "sort/sore"]));
  assert.deepEqual(made.plan(0, 5, ["hue/blue", "sort/sore"]), { make: true });
});

test("a colour goes on my passage that has none yet", () => {
  const made = model(passage("K1", 0, 5, ["word/time"]));
  const plan = made.plan(0, 5, ["hue/red", "sort/sore"]);
  assert.deepEqual([plan.passage.passage, plan.give, plan.take], ["K1", ["hue/red", "sort/sore"], []]);
});

test("a missing kind goes on the passage that has the dimension", () => {
  const plan = model(passage("K1", 0, 5, ["hue/red"])).plan(0, 5, ["hue/red", "sort/sore"]);
  assert.deepEqual([plan.passage.passage, plan.give, plan.take], ["K1", ["sort/sore"], []]);
});

test("asked to recode, the passage changes instead", () => {
  const plan = model(passage("K1", 0, 5, ["hue/red", "sort/sore"])).plan(0, 5, ["hue/blue", "sort/sore"], { recode: true });
  assert.deepEqual([plan.passage.passage, plan.give, plan.take], ["K1", ["hue/blue"], ["hue/red"]]);
});

test("an exclusive code outside the colours takes the place of the other one", () => {
  const plan = model(passage("K1", 0, 5, ["stage/plan"])).plan(0, 5, ["stage/act"]);
  assert.deepEqual([plan.give, plan.take], [["stage/act"], ["stage/plan"]]);
});

test("a term goes on my passage over these words, the meant one first, and elsewhere makes one", () => {
  const made = model(passage("K1", 0, 5, ["hue/red"]), passage("K2", 0, 5, ["hue/blue"]));
  assert.equal(made.plan(0, 5, ["word/time"]).passage.passage, "K2");
  assert.equal(made.plan(0, 5, ["word/time"], { prefer: "K1" }).passage.passage, "K1");
  assert.deepEqual(made.plan(0, 4, ["word/time"]), { make: true });
});

test("codes of another coder on my passage are neither mine nor in the way", () => {
  const mine = passage("K1", 0, 5, []);
  mine.codes = [{ code: "hue/red", coder: "B" }];
  const plan = model(mine).plan(0, 5, ["hue/red"]);
  assert.deepEqual([plan.give, plan.take], [["hue/red"], []]);
});

test("a change shows at once and is gone when it is dropped", () => {
  const made = model();
  made.begin({ uuid: "u1", op: "passage", start: 2, end: 4, give: ["hue/red"], terms: [{ layer: "word", label: "New word" }] });
  assert.deepEqual(
    made.own(2, 4)[0].codes.map((one) => one.code),
    ["hue/red", "word/~New word"],
  );
  assert.equal(layerOf("word/~New word"), "word");
  made.drop("u1");
  assert.deepEqual(made.passages, []);
});

test("what rests on a dropped passage falls with it", () => {
  const made = model();
  made.begin({ uuid: "u1", op: "passage", start: 2, end: 4, give: [] });
  made.begin({ uuid: "u2", op: "coding", passage: "@u1", give: ["hue/red"] });
  assert.deepEqual(
    made.drop("u1").map((one) => one.uuid),
    ["u1", "u2"],
  );
});

test("a confirmed passage keeps the changes that were made on it under its first name", () => {
  const made = model();
  made.begin({ uuid: "u1", op: "passage", start: 2, end: 4, give: ["hue/red"] });
  made.begin({ uuid: "u2", op: "patch", passage: "@u1", fields: { memo: "note" } });
  made.confirm({ uuid: "u1", op: "passage" }, { sequence: 6, passage: passage("K9", 2, 4, ["hue/red"]) });
  assert.equal(made.real("@u1"), "K9");
  assert.deepEqual(
    made.passages.map((one) => [one.passage, one.memo]),
    [["K9", "note"]],
  );
  assert.equal(made.passage("@u1").passage, "K9");
  assert.equal(made.sequence, 6);
});

test("the server's word replaces the guess: codes it refused are not there, removed passages are gone", () => {
  const made = model(passage("K1", 0, 3, []), passage("K2", 0, 3, []));
  const change = { uuid: "u1", op: "coding", passage: "K1", give: ["hue/red"] };
  made.begin(change);
  made.confirm(change, { sequence: 7, passage: passage("K1", 0, 3, ["hue/blue"]), removed: ["K2"] });
  assert.deepEqual(
    made.passages.map((one) => [one.passage, one.codes[0].code]),
    [["K1", "hue/blue"]],
  );
});

test("a newer state of the page leaves unconfirmed changes on top of it, without doubling what it has already", () => {
  const made = model();
  made.begin({ uuid: "u1", op: "passage", start: 2, end: 4, give: ["hue/red"] });
  made.reload(page([passage("K9", 2, 4, ["hue/red"])], { sequence: 8 }));
  assert.deepEqual(named(made.passages), ["K9"]);
  made.reload(page([], { sequence: 3 }));
  assert.deepEqual(named(made.passages), ["K9"]);
});

test("voices given by hand are told from those of the turns", () => {
  const made = model(passage("K1", 0, 3, [], { voices: ["R1"] }));
  made.begin({ uuid: "u1", op: "patch", passage: "K1", fields: { voices: [] } });
  assert.deepEqual([made.passage("K1").voices, made.passage("K1").voiced], [[], "nobody"]);
  made.begin({ uuid: "u2", op: "patch", passage: "K1", fields: { voices: ["R2"] } });
  assert.equal(made.passage("K1").voiced, "given");
  made.begin({ uuid: "u3", op: "patch", passage: "K1", fields: { voices: null } });
  assert.equal(made.passage("K1").voiced, "turns");
});

test("counts are of passages, each once", () => {
  const twice = passage("K1", 0, 3, ["hue/red", "sort/sore"]);
  twice.codes.push({ code: "hue/red", coder: "B" });
  const made = model(twice, passage("K2", 4, 6, ["hue/red"]));
  assert.equal(made.counts().get("hue/red"), 2);
  assert.equal(made.countWith(["hue/red", "sort/sore"]), 1);
});

test("incomplete are mine that break a rule", () => {
  const made = model(
    passage("K1", 0, 3, [], { breaks: ["x"] }),
    passage("K2", 0, 3, [], { breaks: ["x"], coder: "B" }),
    passage("K3", 4, 5, []),
  );
  assert.deepEqual(named(made.incomplete()), ["K1"]);
});

test("an overview shows what was written before it is confirmed, with the passages it names", () => {
  const made = model();
  made.begin({ uuid: "u1", op: "overview", points: ["So it is [K1], but [against K-2.b]"], expected: [] });
  assert.deepEqual(made.overview()[0].cites, [
    { passage: "K1", against: false },
    { passage: "K-2.b", against: true },
  ]);
  made.drop("u1");
  assert.deepEqual(made.overview(), []);
  assert.deepEqual(cites("[tegen K4] [no good]"), [{ passage: "K4", against: true }]);
});

test("a passage is drawn by its own coder's colours, and without a kind layer the kind is the first", () => {
  const codes = new Codes(book);
  const mixed = passage("K1", 0, 3, []);
  mixed.codes = [
    { code: "hue/blue", coder: "B" },
    { code: "hue/red", coder: "A" },
  ];
  assert.equal(styleName(codes.look(mixed)), "d0kn");
  assert.equal(styleName(codes.look(passage("K2", 0, 3, ["word/time"]))), "dnkn");
  const bare = new Codes({ ...book, layers: book.layers.filter((one) => one.role !== "kind") });
  assert.equal(styleName(bare.look(passage("K3", 0, 3, ["hue/blue"]))), "d1k0");
});

test("with more than three dimensions three are shown at a time, each lane once, and the keys follow them", () => {
  const many = [0, 1, 2, 3, 4].map((style) => code(`hue/h${style}`, style));
  const sorts = [code("sort/a", 0), code("sort/b", 1)];
  const pad = many.flatMap((hue) =>
    sorts.map((sort) => ({ key: "", codes: [hue.code, sort.code], label: "", dimension: hue.style, kind: sort.style })),
  );
  const codes = new Codes({ ...book, layers: [layer("hue", "dimension", true, many), layer("sort", "kind", true, sorts)], pad });
  assert.deepEqual(codes.groups(), [
    [0, 1, 2],
    [3, 4],
  ]);
  assert.deepEqual(
    codes.pad(1).map((entry) => [entry.key, entry.dimension]),
    [
      ["1", 3],
      ["2", 3],
      ["3", 4],
      ["4", 4],
    ],
  );
  assert.equal(codes.pad(-1).length, 10);
});
