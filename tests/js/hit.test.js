import assert from "node:assert/strict"
import { test } from "node:test"
import { cardRect, intersects } from "../../static/js/canvas/geometry.js"
import { hitTest } from "../../static/js/canvas/hit.js"
import { routeThrough } from "../../static/js/canvas/route.js"
import { byId, table } from "./scenes.js"

const TABLES = byId(table("a", { columns: ["id", "b_id"] }), table("b", { x: 200, y: 20 }))
const ROUTES = new Map([
  [
    "e",
    routeThrough(
      [
        { x: 500, y: 0 },
        { x: 600, y: 0 },
        { x: 600, y: 200 },
        { x: 700, y: 200 },
      ],
      "right",
      "left",
    ),
  ],
])

function hit(x, y, { zoom = 1, rows = true, editable = true, growing = null } = {}) {
  const near = (area) =>
    [...TABLES.values()].filter((each) => intersects(cardRect(each), area)).map((each) => each.id)
  return hitTest({ tables: TABLES, routes: ROUTES, near, editable, growing }, { x, y }, { zoom, rows })
}

test("the header, a row, and its type are told apart", () => {
  assert.deepEqual(hit(40, 10), { kind: "header", table: "a" })
  assert.deepEqual(hit(40, 70), { kind: "row", table: "a", column: "a.b_id", isType: false })
  assert.deepEqual(hit(180, 70), { kind: "row", table: "a", column: "a.b_id", isType: true })
})

test("the topmost card is hit where two overlap", () => {
  assert.equal(hit(220, 30).table, "b")
})

test("far out a card is one thing", () => {
  assert.deepEqual(hit(40, 70, { rows: false }), { kind: "header", table: "a" })
})

test("ports reach out of the card, for those who may edit", () => {
  assert.deepEqual(hit(-6, 44), { kind: "port", table: "a", column: "a.id", side: "left" })
  assert.deepEqual(hit(-6, 44, { editable: false }), { kind: "nothing" })
})

test("a growing table has a row for one more column", () => {
  assert.deepEqual(hit(40, 90, { growing: "a" }), { kind: "add", table: "a" })
  assert.deepEqual(hit(40, 90), { kind: "nothing" })
})

test("lines are hit from as far on the screen at every zoom", () => {
  assert.equal(hit(605, 100).kind, "edge")
  assert.equal(hit(620, 100).kind, "nothing")
  assert.equal(hit(620, 100, { zoom: 0.25 }).kind, "edge")
})
