import assert from "node:assert/strict"
import { test } from "node:test"
import { ranked } from "../../static/js/lib/ranking.js"
import { SHORTCUTS, keyLabel, keyName, shortcutFor } from "../../static/js/lib/shortcuts.js"

const press = (
  key,
  { code = "", ctrlKey = false, metaKey = false, shiftKey = false, altKey = false } = {},
) => ({ key, code, ctrlKey, metaKey, shiftKey, altKey })
const item = (label, rank = 0) => ({ label, detail: "", search: label.toLowerCase(), rank, run() {} })

test("no key means two things", () => {
  const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys)
  assert.equal(new Set(keys).size, keys.length)
})

test("Control and Command are the same key", () => {
  assert.equal(keyName(press("z", { ctrlKey: true })), keyName(press("z", { metaKey: true })))
})

test("shifted letters and digits keep their Shift, shifted signs do not", () => {
  assert.equal(shortcutFor(press("Z", { ctrlKey: true, shiftKey: true }))?.command, "redo")
  assert.equal(shortcutFor(press("!", { code: "Digit1", shiftKey: true }))?.command, "fit")
  assert.equal(shortcutFor(press("?", { code: "Minus", shiftKey: true }))?.command, "help")
  assert.equal(shortcutFor(press("Tab", { shiftKey: true }))?.command, "previous-table")
})

test("keys with Alt belong to the browser", () => {
  assert.equal(shortcutFor(press("t", { altKey: true })), undefined)
})

test("keys are written as they are printed on the keyboard", () => {
  assert.equal(keyLabel("mod+shift+z", false), "Ctrl+Shift+Z")
  assert.equal(keyLabel("mod++", false), "Ctrl++")
  assert.equal(keyLabel("mod+k", true), "⌘K")
})

test("the palette puts the exact name first, tables before columns", () => {
  const found = ranked(
    [item("orders.id", 2), item("order_items"), item("orders"), item("reorders")],
    "orders",
  )
  assert.deepEqual(
    found.map((each) => each.label),
    ["orders", "orders.id", "reorders"],
  )
  assert.deepEqual(
    ranked([item("or.x", 2), item("orders")], "or").map((each) => each.label),
    ["orders", "or.x"],
  )
})

test("every word of a query must be found", () => {
  assert.deepEqual(
    ranked([item("orders.user_id"), item("orders.id")], "orders user").map((each) => each.label),
    ["orders.user_id"],
  )
})
