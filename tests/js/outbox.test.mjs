import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, Outbox, SHORTEST } from "../../src/spanveld/web/static/js/outbox.js";
import { below, chance } from "./chance.mjs";

class Shelf {
  kept = new Map();
  get length() {
    return this.kept.size;
  }
  key(index) {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, value) {
    this.kept.set(key, value);
  }
  removeItem(key) {
    this.kept.delete(key);
  }
}

const ok = (body = {}) => ({ status: 200, body: { sequence: 1, ...body } });
const refusal = (status, message = "no", code = "refused") => ({ status, body: { error: { status, code, message } } });
const settle = () => new Promise((resolve) => setTimeout(resolve, 2));

/** An outbox with its notes: `replies` are functions, one a request; beyond them all is well. */
function bench(replies = [], storage = new Shelf()) {
  const log = { sent: [], done: [], refused: [], waits: [], states: [] };
  let now = 0;
  const outbox = new Outbox({
    name: "study:S1:A",
    storage,
    send: async (change) => {
      log.sent.push(change.uuid);
      return (replies.shift() ?? ok)();
    },
    wait: async (time) => void log.waits.push(time),
    now: () => ++now,
    done: (change, answer) => log.done.push([change.uuid, answer.sequence]),
    refused: (change, message, fallen, code) => log.refused.push([change.uuid, message, fallen.map((one) => one.uuid), code]),
    changed: (state, unsent) => log.states.push([state, unsent]),
  });
  return { outbox, log, storage };
}
const fail = () => {
  throw new TypeError("network");
};

test("changes go one by one in their order and are forgotten when they are done", async () => {
  const { outbox, log, storage } = bench();
  for (const uuid of ["a", "b", "c"]) outbox.put({ uuid, op: "patch" });
  assert.equal(storage.length, 3);
  await settle();
  assert.deepEqual(log.sent, ["a", "b", "c"]);
  assert.deepEqual(
    log.done.map(([uuid]) => uuid),
    ["a", "b", "c"],
  );
  assert.equal(storage.length, 0);
  assert.deepEqual(log.states.at(-1), ["idle", 0]);
});

test("after a lost connection or an error of the server the same change goes again under its own name", async () => {
  const { outbox, log } = bench([fail, () => refusal(503), ok]);
  outbox.put({ uuid: "a", op: "patch" });
  outbox.put({ uuid: "b", op: "patch" });
  await settle();
  assert.deepEqual(log.sent, ["a", "a", "a", "b"]);
  assert.deepEqual(
    log.done.map(([uuid]) => uuid),
    ["a", "b"],
  );
});

test("waits grow up to a limit and begin anew after a success", async () => {
  const { outbox, log } = bench([...Array(9).fill(fail), ok, fail, ok]);
  outbox.put({ uuid: "a", op: "patch" });
  outbox.put({ uuid: "b", op: "patch" });
  await settle();
  assert.deepEqual(log.waits.slice(0, 4), [SHORTEST, SHORTEST * 2, SHORTEST * 4, SHORTEST * 8]);
  assert.equal(Math.max(...log.waits), LONGEST);
  assert.equal(log.waits.at(-1), SHORTEST);
});

test("a refused change is dropped with what rests on it, told with its message, and the rest goes on", async () => {
  const { outbox, log, storage } = bench([() => refusal(409, "Findings rest on it.")]);
  outbox.put({ uuid: "a", op: "passage" });
  outbox.put({ uuid: "b", op: "coding", passage: "@a" });
  outbox.put({ uuid: "c", op: "patch", passage: "K1" });
  await settle();
  assert.deepEqual(log.sent, ["a", "c"]);
  assert.deepEqual(log.refused, [["a", "Findings rest on it.", ["b"], "refused"]]);
  assert.equal(storage.length, 0);
});

test("who is signed out keeps the changes", async () => {
  const { outbox, log } = bench([() => refusal(401), ok]);
  outbox.put({ uuid: "a", op: "patch" });
  await settle();
  assert.deepEqual(log.sent, ["a", "a"]);
  assert.deepEqual(log.refused, []);
  assert.ok(log.states.some(([state]) => state === "signed_out"));
});

test("a page that is opened anew finds what was not sent, in order, and sends it", async () => {
  const storage = new Shelf();
  const first = bench([() => new Promise(() => {})], storage);
  for (const uuid of ["a", "b"]) first.outbox.put({ uuid, op: "patch" });
  await settle();
  const second = bench([], storage);
  assert.deepEqual(
    second.outbox.changes.map((change) => change.uuid),
    ["a", "b"],
  );
  second.outbox.start();
  await settle();
  assert.deepEqual(second.log.sent, ["a", "b"]);
  assert.equal(storage.length, 0);
});

test("unsent changes of another source, coder or study are left alone", () => {
  const storage = new Shelf();
  storage.setItem("spanveld:unsent:study:S2:A:1", JSON.stringify({ uuid: "x", op: "patch" }));
  storage.setItem("spanveld:unsent:study:S1:AB:1", JSON.stringify({ uuid: "y", op: "patch" }));
  assert.deepEqual(bench([], storage).outbox.changes, []);
});

test("storage that is full, forbidden or spoilt loses no change of this visit", async () => {
  const storage = new Shelf();
  storage.setItem("spanveld:unsent:study:S1:A:1", "{spoilt");
  storage.setItem = () => {
    throw new Error("full");
  };
  const { outbox, log } = bench([], storage);
  outbox.put({ uuid: "a", op: "patch" });
  await settle();
  assert.deepEqual(log.sent, ["a"]);
});

test("only a change that was never sent can be taken back", async () => {
  let free = () => {};
  const { outbox, log } = bench([() => new Promise((resolve) => (free = () => resolve(ok())))]);
  outbox.put({ uuid: "a", op: "patch" });
  assert.equal(outbox.withdraw(), null);
  outbox.put({ uuid: "b", op: "patch" });
  assert.equal(outbox.withdraw()?.uuid, "b");
  free();
  await settle();
  assert.deepEqual(log.sent, ["a"]);
});

test("whatever fails, each change is done once, in order, and none is lost", async () => {
  const next = chance(31);
  for (let round = 0; round < 40; round++) {
    const applied = [];
    const known = new Set();
    const storage = new Shelf();
    const outbox = new Outbox({
      name: "study:S1:A",
      storage,
      send: async (change) => {
        const luck = next();
        if (luck < 0.25) throw new TypeError("never arrived");
        if (!known.has(change.uuid)) applied.push(change.uuid);
        known.add(change.uuid);
        if (luck < 0.5) throw new TypeError("answer lost");
        return luck < 0.6 ? { status: 502, body: null } : ok();
      },
      wait: async () => {},
      now: () => 1,
      done: () => {},
      refused: () => assert.fail("nothing is refused"),
    });
    const uuids = Array.from({ length: 1 + below(next, 12) }, (_, index) => `u${index}`);
    for (const uuid of uuids) {
      outbox.put({ uuid, op: "patch" });
      if (next() < 0.5) await Promise.resolve();
    }
    await settle();
    assert.deepEqual(applied, uuids);
    assert.equal(storage.length, 0);
  }
});

test("a change that met a conflict is sent again as what takes its place, with those behind it that would meet the same", async () => {
  const storage = new Shelf();
  const replies = [() => ({ status: 409, body: { error: { status: 409, code: "conflict", message: "merged", was: "x", into: "y" } } })];
  const sent = [];
  const done = [];
  let now = 0;
  const outbox = new Outbox({
    name: "study:S1:A",
    storage,
    send: async (change) => {
      sent.push([change.uuid, ...change.give]);
      return (replies.shift() ?? ok)();
    },
    now: () => ++now,
    done: (change) => done.push([change.uuid, ...change.give]),
    refused: () => assert.fail("nothing is refused"),
    instead: (change, error) => (change.give.includes(error.was) ? { ...change, give: [error.into] } : null),
  });
  outbox.put({ uuid: "a", op: "coding", give: ["x"] });
  outbox.put({ uuid: "b", op: "coding", give: ["z"] });
  outbox.put({ uuid: "c", op: "coding", give: ["x"] });
  await settle();
  assert.deepEqual(sent, [["a", "x"], ["a", "y"], ["b", "z"], ["c", "y"]]);
  assert.deepEqual(done, [["a", "y"], ["b", "z"], ["c", "y"]]);
  assert.equal(storage.length, 0);
});

test("a conflict for which there is nothing to be done instead is refused", async () => {
  const { outbox, log } = bench([() => refusal(409, "theirs", "conflict")]);
  outbox.put({ uuid: "a", op: "overview" });
  await settle();
  assert.deepEqual(log.refused, [["a", "theirs", [], "conflict"]]);
});
