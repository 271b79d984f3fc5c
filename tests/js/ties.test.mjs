import assert from "node:assert/strict";
import { test } from "node:test";
import { toRequest } from "../../src/spanveld/web/static/js/api.js";
import { Outbox } from "../../src/spanveld/web/static/js/outbox.js";
import { Ties } from "../../src/spanveld/web/static/js/ties.js";

const finding = (name) => ({ finding: name, statement: `Wat ${name} zegt`, dimension: "a", dimension_label: "", kind: "", kind_label: "", sub_case: "", code: "", gathers: [] });
const KNOWN = { sequence: 3, findings: [finding("F1"), finding("F2")], dimensions: [], examples: [], ties: [{ passage: "P1", finding: "F1", stance: "supports" }] };

/** Ties with changes on their way and an answer of the server. */
function made(pending, known = KNOWN) {
  const asked = [];
  const model = { pending, sequence: 3, real: (name) => (name === "@made" ? "P2" : name) };
  const app = { model, refresh: () => asked.push("drawn") };
  const fetching = async (path) => {
    asked.push(path);
    return { ok: known !== null, json: async () => known };
  };
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  const ties = new Ties(app, { source: "R 1", study: "room", fetching, storage });
  return { ties, asked, kept };
}
const names = (found) => found.map((one) => `${one.finding} ${one.stance}`);

test("a passage goes to a finding by its own name, or by the change that makes it", () => {
  const request = (change, passage) => Object.values(toRequest({ uuid: "u", ...change }, "R1", passage));
  const fields = { finding: "A/1", stance: "supports" };
  assert.deepEqual(request({ op: "tie", passage: "p 1", fields }), ["POST", "/api/passages/p%201/findings", fields]);
  assert.deepEqual(request({ op: "tie", passage: "@k", fields }), ["POST", "/api/passages/@k/findings", fields]);
  assert.deepEqual(request({ op: "untie", passage: "p1", fields }), ["DELETE", "/api/passages/p1/findings/A%2F1", null]);
});

test("what is on its way counts as well, also of a passage that has no name yet", async () => {
  const pending = [
    { uuid: "1", op: "tie", passage: "P1", fields: { finding: "F2", stance: "contradicts" } },
    { uuid: "2", op: "tie", passage: "@made", fields: { values: { statement: "Nieuw", dimension: "a" }, stance: "supports" } },
    { uuid: "3", op: "tie", passage: "P1", fields: { example: "V1", stance: "supports" } },
  ];
  const { ties } = made(pending);
  await ties.load();
  assert.deepEqual(names(ties.of({ passage: "P1", findings: 1 })), ["F1 supports", "F2 contradicts"]);
  assert.deepEqual(ties.of({ passage: "P2", findings: 0 }), [{ finding: "", stance: "supports", statement: "Nieuw", dimension: "a" }]);
  assert.equal(ties.count({ passage: "P1", findings: 1 }), 2);
  pending.push({ uuid: "4", op: "untie", passage: "P1", fields: { finding: "F1" } });
  assert.deepEqual(names(ties.of({ passage: "P1", findings: 1 })), ["F2 contradicts"]);
});

test("without an answer what was known stays, and the count is the server's", async () => {
  const { ties } = made([], null);
  await ties.load();
  assert.equal(ties.known, null);
  assert.equal(ties.count({ passage: "P1", findings: 4 }), 4);
});

test("the server is asked anew where it counts other findings than are known, and once for each state of the page", async () => {
  const { ties, asked } = made([]);
  await ties.load();
  ties.check({ passage: "P1", findings: 1 });
  ties.check({ passage: "@new", findings: 1 });
  assert.equal(asked.filter((path) => path === "/api/sources/R%201/findings").length, 1);
  ties.check({ passage: "P1", findings: 2 });
  ties.check({ passage: "P1", findings: 2 });
  await ties.load();
  assert.equal(asked.filter((path) => path === "/api/sources/R%201/findings").length, 2);
});

test("the finding used last is kept for the study", () => {
  const { ties, kept } = made([]);
  assert.equal(ties.last, "");
  ties.last = "F2";
  assert.equal(ties.last, "F2");
  assert.deepEqual([...kept], [["spanveld:finding:room", "F2"]]);
});

test("evidence for a passage that was refused falls with it", async () => {
  const refused = [];
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), key: (at) => [...kept.keys()][at] ?? null, get length() { return kept.size; } };
  const outbox = new Outbox({
    name: "x",
    storage,
    send: async () => ({ status: 409, body: { error: { message: "Nee", code: "refused" } } }),
    wait: async () => {},
    done: () => assert.fail(),
    refused: (change, _message, fallen) => refused.push([change.uuid, ...fallen.map((one) => one.uuid)]),
  });
  outbox.put({ uuid: "made", op: "passage" });
  outbox.put({ uuid: "tied", op: "tie", passage: "@made", fields: { finding: "F1", stance: "supports" } });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(refused, [["made", "tied"]]);
  assert.equal(kept.size, 0);
});
