import assert from "node:assert/strict"
import { test } from "node:test"
import { SceneStore } from "../../static/js/state/scene.js"
import { Selection } from "../../static/js/state/selection.js"
import { edge, table } from "./scenes.js"

function loaded() {
  const scene = new SceneStore()
  scene.load({ seq: 5, tables: [table("a"), table("b")], edges: [edge("e", "a", "b")], areas: [] })
  return scene
}

test("a patch replaces, adds and removes", () => {
  const scene = loaded()
  assert.equal(
    scene.apply({ seq: 6, tables: [table("a", { x: 80 }), table("c")], removed: ["b"], removedEdges: ["e"] }),
    "applied",
  )
  assert.deepEqual([...scene.tables.keys()], ["a", "c"])
  assert.equal(scene.tables.get("a").x, 80)
  assert.equal(scene.edges.size, 0)
  assert.equal(scene.seq, 6)
})

test("an old patch changes nothing", () => {
  const scene = loaded()
  assert.equal(scene.apply({ seq: 4, tables: [table("a", { x: 80 })] }), "old")
  assert.equal(scene.tables.get("a").x, 0)
})

test("a patch that comes twice, as an answer and by the live feed, counts once", () => {
  const scene = loaded()
  const patch = { seq: 6, tables: [table("c")] }
  scene.apply(patch)
  assert.equal(scene.apply(patch), "old")
  assert.equal(scene.tables.size, 3)
})

test("a patch after a gap waits until the missing ones are fetched", () => {
  const scene = loaded()
  assert.equal(scene.apply({ seq: 9, tables: [table("c")] }), "gap")
  assert.equal(scene.tables.size, 2)
  scene.catchUp({ seq: 9, tables: [table("c")] })
  assert.equal(scene.seq, 9)
})

test("a refused preview leaves no trace", () => {
  const scene = loaded()
  scene.preview("p", { tables: [table("a", { x: 400 }), table("new")], removedEdges: ["e"] })
  assert.deepEqual([scene.tables.get("a").x, scene.tables.size, scene.edges.size], [400, 3, 0])
  scene.settle("p")
  assert.deepEqual([scene.tables.get("a").x, scene.tables.size, scene.edges.size], [0, 2, 1])
})

test("a preview stays over an edit of someone else until it is settled", () => {
  const scene = loaded()
  scene.preview("p", { tables: [table("a", { x: 400 })] })
  scene.apply({ seq: 6, tables: [table("a", { x: 8 })] })
  assert.equal(scene.tables.get("a").x, 400)
  scene.settle("p")
  assert.equal(scene.tables.get("a").x, 8)
})

test("a second preview by the same name replaces the first", () => {
  const scene = loaded()
  scene.preview("drag", { tables: [table("a", { x: 400 })] })
  scene.preview("drag", { tables: [table("b", { x: 16 })] })
  assert.equal(scene.tables.get("a").x, 0)
})

test("every change names what it touched", () => {
  const scene = loaded()
  const heard = []
  scene.addEventListener("change", (event) => heard.push([...event.detail.tables, ...event.detail.edges]))
  scene.apply({ seq: 6, tables: [table("a")], removedEdges: ["e"] })
  assert.deepEqual(heard, [["a", "e"]])
})

test("the selection forgets what is gone", () => {
  const scene = loaded()
  const selection = new Selection()
  selection.set(["b"], "b.id")
  scene.apply({ seq: 6, removed: ["b"] })
  selection.prune(scene)
  assert.equal(selection.isEmpty, true)
  assert.equal(selection.onlyColumn, null)
})
