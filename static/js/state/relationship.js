// From "this column to that one" to the changes that make a foreign key: which side refers, what it is called,
// whether the types agree.

import { shortType } from "../canvas/short_type.js"
import { addColumn, addForeignKey, newId } from "./changes.js"
import { referringName, unused } from "./names.js"

/** @import {Change} from "./changes.js" */
/** @import {SceneColumn, SceneStore, SceneTable} from "./scene.js" */
/** @typedef {{changes: Change[], refusal?: string, warning?: string}} Plan */
/** @typedef {{table: SceneTable, column: SceneColumn}} End */

/**
 * The end that is a key is referred to; if both are, the drag goes from the referring one. A key dropped on a
 * table as a whole gets a new column there.
 * @param {SceneStore} scene @param {{table: string, column: string}} from @param {{table: string, column: string | null}} to
 * @returns {Plan}
 */
export function planRelationship(scene, from, to) {
  const [source, target] = [endAt(scene, from.table, from.column), scene.tables.get(to.table)]
  if (!source || !target) return { changes: [], refusal: "That table is gone. Look again and repeat." }
  if (source.table.kind.includes("view") || target.kind.includes("view"))
    return { changes: [], refusal: "A view takes no part in foreign keys. Choose a table." }
  const end = to.column ? endAt(scene, to.table, to.column) : onlyKey(target)
  if (to.column === null && isKey(source)) return refer(newColumnFor(source, target), source)
  if (!end)
    return {
      changes: [],
      refusal: `${target.name} has no primary key of one column. Drop on the column that is meant.`,
    }
  if (isKey(end)) return refer({ ...source, changes: [] }, end)
  if (isKey(source)) return refer({ ...end, changes: [] }, source)
  return {
    changes: [],
    refusal: `Neither ${name(source)} nor ${name(end)} is unique. A foreign key must refer to a primary key or a unique column.`,
  }
}

/**
 * @param {End & {changes: Change[]}} referring @param {End} referred
 * @returns {Plan}
 */
function refer({ table, column, changes }, referred) {
  const key = {
    id: newId(),
    columns: [column.id],
    target: referred.table.id,
    target_columns: [referred.column.id],
  }
  return {
    changes: [...changes, addForeignKey(table.id, key)],
    warning: disagreement({ table, column }, referred),
  }
}

/**
 * @param {End} key @param {SceneTable} table
 * @returns {End & {changes: Change[]}} a column of `table` for the key, and the change that adds it
 */
function newColumnFor(key, table) {
  const name = unused(
    referringName(key.table.name, key.column.name),
    table.columns.map((column) => column.name),
  )
  const column = {
    id: newId(),
    name,
    type: key.column.type,
    nullable: true,
    pk: false,
    fk: true,
    unique: false,
  }
  const { id, type, nullable } = column
  return { table, column, changes: [addColumn(table.id, { id, name, type, nullable })] }
}

/** @param {End} a @param {End} b @returns {string | undefined} */
function disagreement(a, b) {
  if (a.column.type === b.column.type) return undefined
  return `${name(a)} is ${shortType(a.column.type)}, but ${name(b)} is ${shortType(b.column.type)}. Give both the same type.`
}

/** @param {SceneStore} scene @param {string} table @param {string} column @returns {End | undefined} */
function endAt(scene, table, column) {
  const [found, its] = [scene.tables.get(table), scene.column(table, column)]
  return found && its && { table: found, column: its }
}

/** @param {SceneTable} table @returns {End | undefined} */
function onlyKey(table) {
  const keys = table.columns.filter((column) => column.pk)
  return keys.length === 1 ? { table, column: keys[0] } : undefined
}

/** Unique by itself: half of a composite key is not. @param {End} end @returns {boolean} */
function isKey({ table, column }) {
  return column.unique || onlyKey(table)?.column.id === column.id
}

/** @param {End} end @returns {string} */
function name({ table, column }) {
  return `${table.name}.${column.name}`
}
