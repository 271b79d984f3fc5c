// How keys move the choice in a list of options.
import assert from "node:assert/strict";
import { test } from "node:test";

import { movedOption } from "../../src/spanveld/web/static/js/listbox.js";

test("arrows go round, page keys stop at the ends", () => {
  assert.equal(movedOption("ArrowDown", 0, 3, 8), 1);
  assert.equal(movedOption("ArrowDown", 2, 3, 8), 0);
  assert.equal(movedOption("ArrowUp", 0, 3, 8), 2);
  assert.equal(movedOption("PageDown", 1, 20, 8), 9);
  assert.equal(movedOption("PageDown", 15, 20, 8), 19);
  assert.equal(movedOption("PageUp", 5, 20, 8), 0);
});

test("another key, or an empty list, moves nothing", () => {
  assert.equal(movedOption("Home", 1, 3, 8), undefined);
  assert.equal(movedOption("ArrowDown", 0, 0, 8), undefined);
});
