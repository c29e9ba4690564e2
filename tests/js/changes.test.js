import assert from "node:assert/strict"
import { test } from "node:test"
import {
  addColumn,
  alterColumn,
  dropColumn,
  dropTable,
  overruling,
  renameColumn,
  renameTable,
} from "../../static/js/state/changes.js"
import { referringName, unused } from "../../static/js/state/names.js"
import { previewOf } from "../../static/js/state/preview.js"
import { planRelationship } from "../../static/js/state/relationship.js"
import { SceneStore } from "../../static/js/state/scene.js"
import { column, edge, table } from "./scenes.js"

function scene() {
  const store = new SceneStore()
  const orders = table("orders", { columns: ["id", "user_id", "note"] })
  orders.columns[2].type = "text"
  store.load({
    seq: 1,
    tables: [table("users"), orders, table("pairs", { columns: ["id", "other"] })],
    edges: [edge("fk", "orders", "users", { fromColumn: "user_id" })],
  })
  return store
}

test("a dropped table takes its relationships along", () => {
  const patch = previewOf(scene(), [dropTable("users")])
  assert.deepEqual([patch.removed, patch.removedEdges], [["users"], ["fk"]])
})

test("a dropped column takes along the relationships that need it, and no others", () => {
  assert.deepEqual(previewOf(scene(), [dropColumn("orders", "orders.user_id")]).removedEdges, ["fk"])
  assert.deepEqual(previewOf(scene(), [dropColumn("orders", "orders.note")]).removedEdges, [])
})

test("several changes of one table are previewed together", () => {
  const patch = previewOf(
    scene(),
    [renameTable("users", "people", "users"), addColumn("users", column("c", { name: "email" }))],
    { users: { x: 8, y: 16 } },
  )
  const [people] = patch.tables
  assert.deepEqual(
    [people.name, people.x, people.columns.map((each) => each.name)],
    ["people", 8, ["id", "email"]],
  )
})

test("the scene itself is left alone by a preview", () => {
  const store = scene()
  previewOf(store, [renameColumn("orders", "orders.note", "remark", "note")])
  assert.equal(store.column("orders", "orders.note").name, "note")
})

test("the side that is a key is referred to, whichever way the line was drawn", () => {
  for (const [from, to] of [
    ["orders.user_id", "users.id"],
    ["users.id", "orders.user_id"],
  ]) {
    const plan = planRelationship(
      scene(),
      { table: from.split(".")[0], column: from },
      { table: to.split(".")[0], column: to },
    )
    const [{ table: referring, constraint }] = plan.changes
    assert.deepEqual(
      [referring, constraint.target, constraint.columns],
      ["orders", "users", ["orders.user_id"]],
    )
  }
})

test("a key dropped on a table gets a column there", () => {
  const [added, related] = planRelationship(
    scene(),
    { table: "users", column: "users.id" },
    { table: "pairs", column: null },
  ).changes
  assert.deepEqual([added.op, added.column.name, added.column.type], ["AddColumn", "user_id", "bigint"])
  assert.deepEqual(related.constraint.columns, [added.column.id])
})

test("two columns that are not unique cannot be related, and the reason is said", () => {
  const plan = planRelationship(
    scene(),
    { table: "orders", column: "orders.note" },
    { table: "pairs", column: "pairs.other" },
  )
  assert.equal(plan.changes.length, 0)
  assert.match(plan.refusal, /orders\.note.*pairs\.other/)
})

test("half of a composite key is no key", () => {
  const store = scene()
  store.apply({
    seq: 2,
    tables: [
      { ...table("pairs"), columns: [column("pairs.id", { pk: true }), column("pairs.other", { pk: true })] },
    ],
  })
  assert.ok(
    planRelationship(
      store,
      { table: "orders", column: "orders.note" },
      { table: "pairs", column: "pairs.other" },
    ).refusal,
  )
})

test("types that differ are related with a warning", () => {
  const plan = planRelationship(
    scene(),
    { table: "orders", column: "orders.note" },
    { table: "users", column: "users.id" },
  )
  assert.match(plan.warning, /orders\.note is text, but users\.id is bigint/)
})

test("insisting repeats the change against what is there now", () => {
  const clash = { at: ["public", "users", "id"], field: "type", was: "int", now: "bigint", wanted: "text" }
  const [again] = overruling([alterColumn("users", "users.id", { type: "text" }, { type: "int" })], [clash])
  assert.deepEqual([again.set, again.was], [{ type: "text" }, { type: "bigint" }])
  const [renamed] = overruling(
    [renameTable("users", "c", "a")],
    [{ ...clash, field: "name", was: "a", now: "b" }],
  )
  assert.deepEqual([renamed.name, renamed.was], ["c", "b"])
})

test("a referring column is named after one row of the table", () => {
  assert.deepEqual(
    ["users", "categories", "boxes", "status", "address"].map((name) => referringName(name, "id")),
    ["user_id", "category_id", "box_id", "status_id", "address_id"],
  )
  assert.equal(unused("t", ["t", "t_2"]), "t_3")
})
