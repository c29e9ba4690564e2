import assert from "node:assert/strict"
import { test } from "node:test"
import {
  bounds,
  cardRect,
  intersects,
  portAt,
  rowMiddle,
  rowRect,
  snap,
} from "../../static/js/canvas/geometry.js"
import { SpatialIndex } from "../../static/js/canvas/spatial.js"
import { table } from "./scenes.js"

test("a card is as high as its header and its rows", () => {
  assert.deepEqual(cardRect(table("a", { x: 8, y: 16, columns: ["id", "b", "c"] })), {
    x: 8,
    y: 16,
    width: 240,
    height: 32 + 3 * 24,
  })
})

test("rows lie one below the other, down to the foot of the card", () => {
  const a = table("a", { columns: ["id", "b", "c"] })
  const [card, last] = [cardRect(a), rowRect(a, 2)]
  assert.equal(last.y + last.height, card.y + card.height)
  assert.equal(rowMiddle(a, "a.b"), rowRect(a, 1).y + 12)
})

test("an unknown column is met at the header", () => {
  assert.equal(rowMiddle(table("a", { y: 100 }), "gone"), 116)
})

test("ports lie on the edges of the card", () => {
  const a = table("a", { x: 80 })
  assert.equal(portAt(a, 0, "left").x, 80)
  assert.equal(portAt(a, 0, "right").x, 320)
})

test("snapping goes to the nearest line of the grid", () => {
  assert.deepEqual(snap({ x: 11, y: -13 }), { x: 8, y: -16 })
})

test("rectangles that only touch do not intersect", () => {
  const rect = { x: 0, y: 0, width: 10, height: 10 }
  assert.equal(intersects(rect, { x: 10, y: 0, width: 5, height: 5 }), false)
  assert.equal(intersects(rect, { x: 9, y: 9, width: 5, height: 5 }), true)
})

test("nothing has no bounds", () => {
  assert.equal(bounds([]), null)
})

test("the index finds what a plain search finds, wherever things have moved", () => {
  const index = new SpatialIndex()
  const rects = new Map()
  for (let i = 0; i < 300; i++) {
    const rect = {
      x: ((i * 7919) % 8000) - 4000,
      y: ((i * 104729) % 6000) - 3000,
      width: 240,
      height: 60 + (i % 9) * 40,
    }
    rects.set(`t${i}`, rect)
    index.set(`t${i}`, rect)
  }
  for (let i = 0; i < 300; i += 3) {
    const moved = { ...rects.get(`t${i}`), x: i * 11 }
    rects.set(`t${i}`, moved)
    index.set(`t${i}`, moved)
  }
  index.delete("t7")
  rects.delete("t7")
  for (const area of [
    { x: -200, y: -200, width: 900, height: 700 },
    { x: 512, y: 512, width: 1, height: 1 },
    { x: -9e5, y: -9e5, width: 2e6, height: 2e6 },
  ]) {
    const plain = [...rects].filter(([, rect]) => intersects(rect, area)).map(([id]) => id)
    assert.deepEqual(index.query(area).sort(), plain.sort())
  }
})
