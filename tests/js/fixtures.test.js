// The examples that pytest reads too: what the canvas sends, and what it shows meanwhile, is what the engine does.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import * as build from "../../static/js/state/changes.js"
import { previewOf } from "../../static/js/state/preview.js"
import { SceneStore } from "../../static/js/state/scene.js"

const FOLDER = new URL("../fixtures/changes/", import.meta.url)
const EXAMPLES = readdirSync(FOLDER)
  .sort()
  .map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) }))

/** Example → the same change as the canvas builds it. */
const BUILT = {
  "add_table_with_key.json": ({ table }) => withIdsOf(table, build.addTable(table.id, table.schema, table.name)),
  "drop_table.json": ({ table }) => build.dropTable(table),
  "rename_table.json": ({ table, name, was }) => build.renameTable(table, name, was),
  "add_column.json": ({ table, column, position }) => ({ ...build.addColumn(table, column), position }),
  "drop_column.json": ({ table, column }) => build.dropColumn(table, column),
  "rename_column.json": ({ table, column, name, was }) => build.renameColumn(table, column, name, was),
  "alter_column.json": ({ table, column, set, was }) => build.alterColumn(table, column, set, was),
  "add_unnamed_foreign_key.json": ({ table, constraint: { kind, name, ...key } }) => build.addForeignKey(table, key),
  "drop_constraint.json": ({ table, constraint }) => build.dropConstraint(table, constraint),
}

function withIdsOf(table, change) {
  const [column, key] = [change.table.columns[0].id, change.table.constraints[0].id]
  const text = JSON.stringify(change)
    .replaceAll(column, table.columns[0].id)
    .replaceAll(key, table.constraints[0].id)
  return JSON.parse(text)
}

test("every change that the canvas can build is built as its example says", () => {
  const builders = Object.keys(build).filter((name) => !["newId", "overruling"].includes(name))
  const ops = new Set()
  for (const { file, change } of EXAMPLES.filter(({ file }) => file in BUILT)) {
    assert.deepEqual(BUILT[file](change), change, file)
    ops.add(change.op + (change.constraint?.kind ?? ""))
  }
  assert.equal(ops.size, builders.length)
})

for (const { file, before, change, after } of EXAMPLES.filter(({ file }) => file in BUILT)) {
  test(`${file} is previewed as the engine makes it`, () => {
    const store = new SceneStore()
    store.load(sceneOf(before))
    const preview = previewOf(store, [change])
    store.apply({ seq: 2, ...preview })
    assert.deepEqual(shown([...store.tables.values()]), shown(sceneOf(after).tables))
    const edges = ({ from, to, fromColumns, toColumns }) => ({ from, to, fromColumns, toColumns })
    assert.deepEqual([...store.edges.values()].map(edges), sceneOf(after).edges.map(edges))
  })
}

function sceneOf(document) {
  return { seq: 1, tables: document.tables.map(card), edges: document.tables.flatMap(edges), areas: [] }
}

function card({ id, name, schema = "public", columns = [] }) {
  const cells = columns.map(({ id, name, type, nullable = true }) => ({ id, name, type, nullable }))
  return { id, name, schema, kind: "table", x: 0, y: 0, columns: cells }
}

function edges({ id: from, constraints = [] }) {
  return constraints
    .filter(({ kind }) => kind === "foreign_key")
    .map(({ id, name, target: to, columns: fromColumns, target_columns: toColumns }) => ({
      ...{ id, name, from, to, fromColumns, toColumns, many: true, required: false },
    }))
}

/** Names and types, in an order of their own: where a new column stands is not known before the answer. */
function shown(tables) {
  const byId = (a, b) => a.id.localeCompare(b.id)
  return tables.toSorted(byId).map(({ id, name, schema, columns }) => {
    const cells = columns.map(({ id, name, type, nullable }) => ({ id, name, type, nullable }))
    return { id, name, schema, columns: cells.toSorted(byId) }
  })
}
