import assert from "node:assert/strict"
import { test } from "node:test"
import { cardRect, inflate, intersects, rowMiddle } from "../../static/js/canvas/geometry.js"
import { spreadLanes } from "../../static/js/canvas/lanes.js"
import { routeThrough } from "../../static/js/canvas/route.js"
import { routeEdge } from "../../static/js/canvas/routing.js"
import { SpatialIndex } from "../../static/js/canvas/spatial.js"
import { byId, edge, table } from "./scenes.js"

function indexOf(tables) {
  const index = new SpatialIndex()
  for (const each of tables.values()) index.set(each.id, cardRect(each))
  return index
}

function route(tables, link) {
  return routeEdge(link, tables, indexOf(tables))
}

function segments(points) {
  return points.slice(1).map((b, i) => ({
    x: Math.min(points[i].x, b.x),
    y: Math.min(points[i].y, b.y),
    width: Math.abs(points[i].x - b.x),
    height: Math.abs(points[i].y - b.y),
  }))
}

test("a route runs from row to row, only up, down and across", () => {
  const tables = byId(table("a", { columns: ["id", "b_id"] }), table("b", { x: 600, y: 400 }))
  const { points } = route(tables, edge("e", "a", "b", { fromColumn: "b_id" }))
  assert.deepEqual(points[0], { x: 240, y: rowMiddle(tables.get("a"), "a.b_id") })
  assert.deepEqual(points.at(-1), { x: 600, y: rowMiddle(tables.get("b"), "b.id") })
  for (const run of segments(points)) assert.ok(run.width === 0 || run.height === 0)
})

test("sides are chosen by where the tables stand", () => {
  const sides = (x) => {
    const { fromSide, toSide } = route(byId(table("a"), table("b", { x, y: 500 })), edge("e", "a", "b"))
    return [fromSide, toSide]
  }
  assert.deepEqual(sides(600), ["right", "left"])
  assert.deepEqual(sides(-600), ["left", "right"])
  assert.equal(new Set(sides(10)).size, 1)
})

test("a table in the way is gone around", () => {
  const tables = byId(
    table("a"),
    table("wall", { x: 400, y: -120, columns: Array.from({ length: 10 }, (_, i) => `c${i}`) }),
    table("b", { x: 800 }),
  )
  const { points } = route(tables, edge("e", "a", "b"))
  const wall = inflate(cardRect(tables.get("wall")), -1)
  assert.ok(segments(points).every((run) => !intersects(inflate(run, 0.5), wall)))
})

test("a table that refers to itself gets a loop outside the card", () => {
  const { points, fromSide, toSide } = route(
    byId(table("a", { columns: ["id", "parent_id"] })),
    edge("e", "a", "a", { fromColumn: "parent_id" }),
  )
  assert.equal(fromSide, toSide)
  assert.ok(points.slice(1, -1).every((point) => point.x > 240))
})

test("an edge to a table that is not there has no route", () => {
  assert.equal(route(byId(table("a")), edge("e", "a", "gone")), null)
})

test("parallel runs to different columns are moved apart", () => {
  const lines = new Map([
    [
      "e1",
      routeThrough(
        [
          { x: 0, y: 0 },
          { x: 100, y: 0 },
          { x: 100, y: 300 },
          { x: 200, y: 300 },
        ],
        "right",
        "left",
      ),
    ],
    [
      "e2",
      routeThrough(
        [
          { x: 0, y: 50 },
          { x: 100, y: 50 },
          { x: 100, y: 350 },
          { x: 200, y: 350 },
        ],
        "right",
        "left",
      ),
    ],
  ])
  const spread = spreadLanes([edge("e1", "a", "b"), edge("e2", "a", "c")], lines)
  assert.ok(Math.abs(spread.get("e1").points[1].x - spread.get("e2").points[1].x) >= 5)
})

test("runs to the same column share a trunk", () => {
  const lines = new Map([
    [
      "e1",
      routeThrough(
        [
          { x: 0, y: 0 },
          { x: 100, y: 0 },
          { x: 100, y: 300 },
          { x: 200, y: 300 },
        ],
        "right",
        "left",
      ),
    ],
    [
      "e2",
      routeThrough(
        [
          { x: 0, y: 50 },
          { x: 100, y: 50 },
          { x: 100, y: 300 },
          { x: 200, y: 300 },
        ],
        "right",
        "left",
      ),
    ],
  ])
  const spread = spreadLanes([edge("e1", "a", "c"), edge("e2", "b", "c")], lines)
  assert.equal(spread.get("e1").points[1].x, spread.get("e2").points[1].x)
})
