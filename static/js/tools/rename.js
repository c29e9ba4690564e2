// Editing in place: what each field of a card is called, and the change that each new value becomes.

import { HEADER_HEIGHT, CARD_WIDTH, rowRect } from "../canvas/geometry.js"
import { addRowRect } from "../canvas/hit.js"
import { shortType } from "../canvas/short_type.js"
import { addColumn, addTable, alterColumn, newId, renameColumn, renameTable } from "../state/changes.js"
import { unused } from "../state/names.js"

/** @import {Point} from "../canvas/camera.js" */
/** @import {InlineEditor, Sheet} from "../elements/inline_editor.js" */
/** @import {Change} from "../state/changes.js" */
/** @import {Places} from "../state/preview.js" */
/** @import {SceneColumn, SceneTable} from "../state/scene.js" */
/** @import {Editor} from "./editor.js" */

const DRAFT = "draft"
const USUAL_TYPE = "text"
export const TYPES_LIST = "column-types"

/** @param {Editor} editor @param {InlineEditor} inline @param {string} id */
export function editTableName(editor, inline, id) {
  const table = editor.scene.tables.get(id)
  if (!table || editor.readonly) return
  /** @type {Sheet} */
  const sheet = {
    rect: headerRect(table),
    fields: [{ name: "name", label: `Name of table ${table.name}`, value: table.name }],
    save: ({ name }) => {
      if (!name || name === table.name) return
      void commit(editor, [renameTable(id, name, table.name)], () => inline.reopen(sheet, { name }))
    },
  }
  inline.open(sheet)
}

/**
 * @param {Editor} editor @param {InlineEditor} inline @param {{table: string, column: string}} ref
 * @param {"name" | "type"} [focus]
 */
export function editColumn(editor, inline, ref, focus = "name") {
  const table = editor.scene.tables.get(ref.table)
  const column = editor.scene.column(ref.table, ref.column)
  if (!table || !column || editor.readonly || table.kind.includes("view")) return
  /** @type {Sheet} */
  const sheet = {
    rect: rowRect(table, table.columns.indexOf(column)),
    fields: columnFields(column),
    focus,
    save: (values, key) => {
      const changes = columnChanges(table.id, column, values)
      if (changes.length > 0) void commit(editor, changes, () => inline.reopen(sheet, values))
      if (key === "Enter" && table.columns.at(-1)?.id === column.id) editNewColumn(editor, inline, table.id)
    },
  }
  inline.open(sheet)
}

/**
 * Adds columns one after another, until a name is left empty.
 * @param {Editor} editor @param {InlineEditor} inline @param {string} id
 */
export function editNewColumn(editor, inline, id) {
  const table = editor.scene.tables.get(id)
  if (!table || editor.readonly || table.kind.includes("view")) return
  /** @type {Sheet} */
  const sheet = {
    rect: addRowRect(table),
    fields: columnFields({ name: "", type: USUAL_TYPE }),
    save: ({ name, type }, key) => {
      if (!name) return
      const column = { id: newId(), name, type: type || USUAL_TYPE }
      void commit(editor, [addColumn(id, column)], () => inline.reopen(sheet, { name, type }))
      editor.selection.set([id], column.id)
      if (key === "Enter") editNewColumn(editor, inline, id)
    },
  }
  inline.open(sheet)
}

/**
 * Shows a table that is not there yet, and adds it when it has a name.
 * @param {Editor} editor @param {InlineEditor} inline @param {Point} at in the world
 * @param {string} [wanted] its name, or the beginning of one that is free
 */
export function editNewTable(editor, inline, at, wanted = "new_table") {
  const { scene } = editor
  const id = newId()
  const taken = [...scene.tables.values()].map((table) => table.name)
  const draft = draftTable(id, homeSchema(editor), unused(wanted, taken), at)
  scene.preview(DRAFT, { tables: [draft] })
  editor.selection.set([id])
  inline.open({
    rect: headerRect(draft),
    fields: [{ name: "name", label: "Name of the new table", value: draft.name }],
    save: ({ name }, key) => {
      const change = addTable(id, draft.schema, name || draft.name)
      void commit(editor, [change], () => editNewTable(editor, inline, at, name), { [id]: at })
      scene.settle(DRAFT)
      editor.selection.set([id])
      if (key === "Enter") editNewColumn(editor, inline, id)
    },
    abandon: () => scene.settle(DRAFT),
  })
}

/**
 * Commits what a sheet says. What is refused is not lost: `again` lets its author mend it.
 * @param {Editor} editor @param {Change[]} changes @param {() => void} again @param {Places} [places]
 */
async function commit(editor, changes, again, places) {
  if ((await editor.commit(changes, places)) === "refused") again()
}

/**
 * @param {string} table @param {SceneColumn} column @param {Record<string, string>} values
 * @returns {Change[]}
 */
function columnChanges(table, column, { name, type }) {
  const changes = []
  if (name && name !== column.name) changes.push(renameColumn(table, column.id, name, column.name))
  if (type && type !== shortType(column.type))
    changes.push(alterColumn(table, column.id, { type }, { type: column.type }))
  return changes
}

/** @param {{name: string, type: string}} column */
function columnFields({ name, type }) {
  return [
    { name: "name", label: name ? `Name of column ${name}` : "Name of the new column", value: name },
    {
      name: "type",
      label: name ? `Type of column ${name}` : "Type of the new column",
      value: shortType(type),
      mono: true,
      list: TYPES_LIST,
    },
  ]
}

/** @param {string} id @param {string} schema @param {string} name @param {Point} at @returns {SceneTable} */
function draftTable(id, schema, name, { x, y }) {
  return {
    id,
    name,
    schema,
    kind: "table",
    x,
    y,
    columns: [
      { id: newId(), name: "id", type: "bigint", pk: true, fk: false, unique: false, nullable: false },
    ],
  }
}

/**
 * Where a new table belongs: `public`, unless the design has tables and none of them there. Then it joins the table
 * that is selected, or else the most tables.
 * @param {Editor} editor @returns {string}
 */
function homeSchema({ scene, selection }) {
  const schemas = [...scene.tables.values()].map((table) => table.schema)
  if (schemas.length === 0 || schemas.includes("public")) return "public"
  const selected = selection.onlyTable && scene.tables.get(selection.onlyTable)
  return selected ? selected.schema : mostFrequent(schemas)
}

/** @param {string[]} words at least one @returns {string} */
function mostFrequent(words) {
  const counts = new Map()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}

/** @param {SceneTable} table */
function headerRect(table) {
  return { x: table.x, y: table.y, width: CARD_WIDTH, height: HEADER_HEIGHT }
}
