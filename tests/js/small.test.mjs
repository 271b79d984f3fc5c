import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { newName, sender, toRequest } from "../../src/spanveld/web/static/js/api.js";
import { succeeded } from "../../src/spanveld/web/static/js/codebook.js";
import { stepped } from "../../src/spanveld/web/static/js/edges.js";
import { KEYS } from "../../src/spanveld/web/static/js/keys.js";
import { spokenOf } from "../../src/spanveld/web/static/js/mentions.js";
import { placeIn } from "../../src/spanveld/web/static/js/text.js";
import { WORDS, setWords, t } from "../../src/spanveld/web/static/js/words.js";

const scripts = new URL("../../src/spanveld/web/static/js/", import.meta.url);

test("each change becomes the request that does it", () => {
  const request = (change) => Object.values(toRequest({ uuid: "u", ...change }, "R 4"));
  assert.deepEqual(request({ op: "passage", start: 1, end: 2, give: ["a/b"] }), [
    "POST",
    "/api/sources/R%204/passages",
    { start: 1, end: 2, codes: ["a/b"], terms: [] },
  ]);
  assert.deepEqual(request({ op: "coding", passage: "@u1", give: ["a/b"] }), ["POST", "/api/passages/@u1/codings", { code: "a/b" }]);
  assert.deepEqual(request({ op: "coding", passage: "K1", give: ["a/b"], take: ["a/c"] })[2], { take: ["a/c"], give: ["a/b"] });
  assert.deepEqual(request({ op: "coding", passage: "K1", terms: [{ layer: "a", label: "New" }] })[2], { layer: "a", label: "New" });
  assert.deepEqual(request({ op: "uncode", passage: "K1", take: ["f/a/b"] }), ["DELETE", "/api/passages/K1/codings?code=f%2Fa%2Fb", null]);
  assert.deepEqual(request({ op: "patch", passage: "K1", fields: { memo: "x" } }), ["PATCH", "/api/passages/K1", { memo: "x" }]);
  assert.deepEqual(request({ op: "remove", passage: "K1" }), ["DELETE", "/api/passages/K1", null]);
  assert.deepEqual(request({ op: "reading", state: "read" }), ["PUT", "/api/sources/R%204/reading", { state: "read" }]);
  assert.deepEqual(request({ op: "undo" }), ["POST", "/api/undo", {}]);
});

test("a request carries its name, and an answer that is no JSON is none", async () => {
  const seen = [];
  const send = sender(async (path, options) => {
    seen.push([path, options.headers["Spanveld-Request"], options.body]);
    return new Response("<html>", { status: 502 });
  });
  assert.deepEqual(await send({ method: "POST", path: "/api/undo", body: {} }, "u7"), { status: 502, body: null });
  assert.deepEqual(seen, [["/api/undo", "u7", "{}"]]);
});

test("an address can ask for words of a text, and for nothing outside it", () => {
  const paragraphs = [
    { number: 1, start: 0, end: 5 },
    { number: 2, start: 7, end: 12 },
  ];
  assert.equal(placeIn("?at=3-9", "p2", paragraphs), 3);
  for (const query of ["", "?at=", "?at=6-9", "?at=12-13", "?at=x-y", "?at=-1-2"]) assert.equal(placeIn(query, "p2", paragraphs), 7, query);
  assert.equal(placeIn("", "p3", paragraphs), null);
});

test("names of changes are unlike each other", () => {
  assert.equal(new Set(Array.from({ length: 200 }, newName)).size, 200);
  assert.match(newName(), /^[0-9a-f-]{36}$/);
});

test("parties are proposed by whole words, case and accents aside", () => {
  const parties = [
    { party: "om", name: "OM", mentions: ["Openbaar Ministerie"] },
    { party: "ggd", name: "GGD", mentions: [] },
    { party: "cafe", name: "Café’s", mentions: ["kroeg"] },
  ];
  assert.deepEqual(spokenOf("Het openbaar  ministerie kwam om de kroeg.", parties), ["om", "cafe"]);
  assert.deepEqual(spokenOf("De ggd'er kwam daarom.", parties), ["ggd"]);
  assert.deepEqual(spokenOf("Kommer.", parties), []);
});

test("a boundary goes over to the next paragraph at the end of one", () => {
  const paragraphs = [
    { start: 0, text: "een twee" },
    { start: 9, text: "😀 drie" },
  ];
  assert.equal(stepped(paragraphs, 0, 8, 1, "word", "end"), 10);
  assert.equal(stepped(paragraphs, 1, 9, -1, "word", "start"), 4);
  assert.equal(stepped(paragraphs, 1, 15, 1, "word", "end"), 15);
  assert.equal(stepped(paragraphs, 0, 0, -1, "word", "start"), 0);
});

test("words are looked up and filled in", () => {
  setWords({ "Codes: {codes}.": "Codes: {codes}!" });
  assert.equal(t("Codes: {codes}.", { codes: "a {b}" }), "Codes: a {b}!");
  assert.equal(t("Search"), "Search");
  setWords(null);
  assert.equal(t("Codes: {codes}."), "Codes: {codes}.");
});

/** The modules that a page's script brings along, itself included. @param {string} file @param {Set<string>} found */
function brought(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(new URL(file, scripts), "utf8");
  for (const [, name] of text.matchAll(/^\s*(?:import|export)\b[^;]*?from "\.\/([\w.]+)";/gm)) brought(name, found);
  return found;
}

/** The texts that modules show. @param {Iterable<string>} files */
function shown(files) {
  const used = new Set();
  for (const file of files) {
    if (file === "words.js") continue;
    for (const found of readFileSync(new URL(file, scripts), "utf8").matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*")/g)) used.add(JSON.parse(found[1]));
  }
  return used;
}

/** The texts in N_() of a Python module of the pages. @param {string} file */
const named = (file) => [...readFileSync(new URL(`../../${file}`, scripts), "utf8").matchAll(/N_\(\s*("(?:[^"\\]|\\.)*")\s*\)/g)].map((found) => JSON.parse(found[1]));

test("every text that the reading page's scripts show is in the list, and nothing else is", () => {
  const used = shown(brought("reading.js"));
  for (const entry of KEYS) used.add(entry.help);
  assert.deepEqual([...used].sort(), [...WORDS].sort());
});

/** The scripts that templates name. */
const pages = (() => {
  const templates = new URL("../../templates/", scripts);
  const texts = readdirSync(templates).map((file) => readFileSync(new URL(file, templates), "utf8"));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/asset\('js\/(\w+\.js)'\)/g)].map(([, script]) => script)))];
})();

test("every text that the scripts of the other pages show is handed to them by the server", () => {
  const modules = readdirSync(new URL("../../pages/", scripts)).filter((file) => file.endsWith(".py"));
  const there = new Set(modules.flatMap((file) => named(`pages/${file}`)));
  for (const page of pages.filter((script) => script !== "reading.js")) {
    for (const text of shown(brought(page))) assert.ok(there.has(text), `${page}: ${text}`);
  }
});

test("every script belongs to a page", () => {
  assert.ok(pages.length > 8);
  const used = new Set(pages.flatMap((page) => [...brought(page)]));
  const types = ["app.js", "types.js"];
  assert.deepEqual(readdirSync(scripts).filter((file) => !used.has(file) && !types.includes(file)), []);
});

test("the server names the same texts", () => {
  assert.deepEqual(named("words.py").sort(), [...WORDS].sort());
});

test("no script writes HTML from data, and none is long", () => {
  for (const file of readdirSync(scripts)) {
    const text = readFileSync(new URL(file, scripts), "utf8");
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/, file);
    assert.ok(text.split("\n").length <= 301, file);
    assert.match(text, /^\/\/ @ts-check/, file);
  }
});

test("a change follows a code that was merged, and keeps its name", () => {
  const change = { uuid: "u", op: "coding", passage: "P1", give: ["a/x", "a/z"], take: ["a/w"] };
  assert.deepEqual(succeeded(change, { was: "a/x", into: "a/y" }), { ...change, give: ["a/y", "a/z"] });
  assert.deepEqual(succeeded(change, { was: "a/x", into: "a/z" }), { ...change, give: ["a/z"] });
  assert.deepEqual(succeeded(change, { was: "a/w", into: "a/y" }), { ...change, take: ["a/y"] });
  assert.equal(succeeded(change, { was: "a/other", into: "a/y" }), null);
  assert.equal(succeeded(change, {}), null);
  assert.deepEqual(succeeded(change, { was: "a/x", into: "" }), { ...change, give: ["a/z"] });
});

test("of a change that gives only a code that was removed nothing is left", () => {
  assert.equal(succeeded({ uuid: "u", op: "passage", give: ["a/x"] }, { was: "a/x", into: "" }), null);
  assert.equal(succeeded({ uuid: "u", op: "uncode", take: ["a/x"] }, { was: "a/x", into: "" }), null);
});
