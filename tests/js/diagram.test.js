import assert from "node:assert/strict"
import { test } from "node:test"
import { Diagram } from "../../static/js/canvas/diagram.js"
import { SceneStore } from "../../static/js/state/scene.js"
import { edge, table } from "./scenes.js"

function drawn(...edges) {
  const scene = new SceneStore()
  const diagram = new Diagram(scene)
  const tables = [table("a"), table("b", { x: 600, y: 96 }), table("c", { x: 0, y: 600 })]
  scene.load({ seq: 1, tables, edges: [edge("ab", "a", "b"), ...edges], areas: [] })
  diagram.settle()
  return { scene, diagram }
}

test("a line follows the table that is dragged", () => {
  const { scene, diagram } = drawn()
  scene.preview("drag", { tables: [table("b", { x: 640, y: 400 })] })
  assert.deepEqual(diagram.routes.get("ab").points.at(-1), { x: 640, y: 444 })
  scene.settle("drag")
  diagram.settle()
  assert.deepEqual(diagram.routes.get("ab").points.at(-1), { x: 600, y: 140 })
})

test("tables dragged together take the line between them along", () => {
  const { scene, diagram } = drawn()
  const before = diagram.routes.get("ab")
  scene.preview("drag", { tables: [table("a", { x: 80, y: 8 }), table("b", { x: 680, y: 104 })] })
  const after = diagram.routes.get("ab")
  assert.deepEqual(
    after.points,
    before.points.map(({ x, y }) => ({ x: x + 80, y: y + 8 })),
  )
  assert.equal(after.bounds.x, before.bounds.x + 80)
})

test("a table put in the way of a line is gone around once the scene settles", () => {
  const { scene, diagram } = drawn()
  scene.apply({ seq: 2, tables: [table("c", { x: 300, y: -100, columns: ["id", "b", "c", "d", "e", "f"] })] })
  const [before] = [diagram.routes.get("ab")]
  diagram.settle()
  assert.notDeepEqual(diagram.routes.get("ab").points, before.points)
})

test("a line that is gone is not drawn, and no longer counted", () => {
  const { scene, diagram } = drawn(edge("ca", "c", "a"))
  assert.equal(diagram.degree("a"), 2)
  scene.apply({ seq: 2, removedEdges: ["ca"] })
  diagram.settle()
  assert.deepEqual([diagram.degree("a"), [...diagram.routes.keys()]], [1, ["ab"]])
})

test("what was raised last is topmost", () => {
  const { diagram } = drawn()
  diagram.raise("a")
  assert.equal(diagram.idsIn({ x: -1e4, y: -1e4, width: 2e4, height: 2e4 }).at(-1), "a")
})

test("a free place covers no table", () => {
  const { diagram } = drawn()
  const place = diagram.freePlace({ x: 10, y: 10, width: 240, height: 56 })
  assert.deepEqual(diagram.idsIn(place), [])
})
