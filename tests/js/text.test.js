import assert from "node:assert/strict"
import { test } from "node:test"

import { packed } from "../../static/js/canvas/paint/text.js"

const letters = (/** @type {string} */ text) => text.length

test("words share a line while they fit", () => {
  assert.deepEqual(packed(["nicer_", "but_", "slower_", "film_", "list"], 10, letters), [
    "nicer_but_",
    "slower_",
    "film_list",
  ])
})

test("a word that is too long keeps a line of its own", () => {
  assert.deepEqual(packed(["a_", "reconciliations_", "of"], 5, letters), ["a_", "reconciliations_", "of"])
})

test("no words are no lines", () => assert.deepEqual(packed([], 5, letters), []))
