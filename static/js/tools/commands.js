// What keys, buttons and the palette can do, by name.

import { middle } from "../canvas/camera.js"
import { cardHeight, snap, CARD_WIDTH, GRID } from "../canvas/geometry.js"
import { dropColumn, dropConstraint, dropTable } from "../state/changes.js"
import { placesOf } from "./drag.js"
import { editColumn, editNewColumn, editNewTable, editTableName } from "./rename.js"

/** @import {Point} from "../canvas/camera.js" */
/** @import {InlineEditor} from "../elements/inline_editor.js" */
/** @import {Change} from "../state/changes.js" */
/** @import {SceneTable} from "../state/scene.js" */
/** @import {Editor} from "./editor.js" */

/** @typedef {{editor: Editor, inline: InlineEditor, key?: string, shift?: boolean}} Call */

const NUDGE_REST = 400
const PREVIEW = "nudge"
/** @type {Record<string, Point>} */
const DIRECTIONS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/**
 * Answers false when there was nothing to do, so that the key keeps its usual meaning.
 * @type {Record<string, (call: Call) => boolean | void>}
 */
export const COMMANDS = {
  "add-table": ({ editor }) => editor.use(editor.tool === "table" ? "select" : "table"),
  "add-column": ({ editor, inline }) => withTable(editor, (table) => editNewColumn(editor, inline, table)),
  rename,
  delete: ({ editor }) => deleteSelected(editor),
  undo: ({ editor }) => void editor.ask("undo"),
  redo: ({ editor }) => void editor.ask("redo"),
  layout: ({ editor }) => void arrange(editor),
  "next-table": ({ editor }) => step(editor, 1),
  "previous-table": ({ editor }) => step(editor, -1),
  "select-all": ({ editor }) => editor.selection.set(editor.scene.tables.keys()),
  nudge: ({ editor, key, shift }) => nudge(editor, key ?? "", shift ?? false),
  fit: ({ editor }) => editor.fitAll(),
  "fit-selection": ({ editor }) => editor.fitSelection(),
  "actual-size": ({ editor }) => editor.zoomTo(1),
  "zoom-in": ({ editor }) => editor.zoomStep(1),
  "zoom-out": ({ editor }) => editor.zoomStep(-1),
}

/**
 * A new table at a point, or in free space when there is none.
 * @param {Call} call @param {Point} at in the world
 */
export function placeTable({ editor, inline }, at) {
  editor.use("select")
  const { x, y } = snap({ x: at.x - CARD_WIDTH / 2, y: at.y - GRID * 2 })
  const free = editor.diagram.freePlace({ x, y, width: CARD_WIDTH, height: cardHeight(1) })
  editNewTable(editor, inline, snap(free))
}

/** Enter edits what is selected, or puts down the table that waits for its place. @param {Call} call @returns {boolean | void} */
function rename({ editor, inline }) {
  if (editor.tool === "table") return placeTable({ editor, inline }, middle(editor.view))
  const column = editor.selection.onlyColumn
  if (column) return editColumn(editor, inline, column)
  return withTable(editor, (table) => editTableName(editor, inline, table))
}

/** @param {Editor} editor @param {(table: string) => void} run @returns {boolean} */
function withTable(editor, run) {
  const table = editor.selection.onlyTable
  if (table) run(table)
  return table !== null
}

/** @param {Editor} editor @returns {boolean} */
function deleteSelected(editor) {
  const changes = deletionOf(editor)
  if (changes.length === 0) return false
  const said = `Deleted ${deletedName(editor)}.`
  void editor.commit(changes).then((answer) => {
    if (answer === "patch") editor.say(said, { action: { label: "Undo", run: () => void editor.ask("undo") } })
  })
  return true
}

/** @param {Editor} editor @returns {Change[]} */
function deletionOf({ scene, selection }) {
  const edge = selection.edge && scene.edges.get(selection.edge)
  if (edge) return [dropConstraint(edge.from, edge.id)]
  const column = selection.onlyColumn
  if (column) return [dropColumn(column.table, column.column)]
  return [...selection.tables].map((id) =>
    scene.tables.get(id)?.kind.includes("view") ? { op: "DropObject", object: id } : dropTable(id),
  )
}

/** @param {Editor} editor @returns {string} */
function deletedName({ scene, selection }) {
  const column = selection.onlyColumn
  const table = selection.onlyTable && scene.tables.get(selection.onlyTable)
  if (selection.edge) return `relationship ${scene.edges.get(selection.edge)?.name}`
  if (table && column) return `${table.name}.${scene.column(table.id, column.column)?.name}`
  return table ? table.name : `${selection.tables.size} tables`
}

/** @param {Editor} editor */
async function arrange(editor) {
  if (!(await editor.ask("layout"))) return
  editor.fitAll()
  editor.say("All tables are arranged anew.")
}

/**
 * To the next table in reading order; past the last one the focus goes on its way.
 * @param {Editor} editor @param {1 | -1} by @returns {boolean}
 */
function step(editor, by) {
  const tables = inReadingOrder(editor.scene.tables.values())
  const now = tables.findIndex((table) => editor.selection.tables.has(table.id))
  const next = now < 0 ? (by > 0 ? tables[0] : tables.at(-1)) : tables[now + by]
  if (!next) return false
  editor.selection.set([next.id])
  editor.revealTable(next.id)
  return true
}

/** @param {Iterable<SceneTable>} tables @returns {SceneTable[]} */
function inReadingOrder(tables) {
  const band = 240
  return [...tables].sort((a, b) => Math.floor(a.y / band) - Math.floor(b.y / band) || a.x - b.x || a.y - b.y)
}

/** @param {Editor} editor @param {string} key @param {boolean} isFar @returns {boolean} */
function nudge(editor, key, isFar) {
  const direction = DIRECTIONS[key]
  const column = editor.selection.onlyColumn
  if (column && direction.y !== 0) return stepColumn(editor, column, direction.y)
  const only = editor.selection.onlyTable
  if (only && key === "ArrowRight" && editor.readonly)
    return stepColumn(editor, { table: only, column: "" }, 1)
  if (editor.readonly || editor.selection.tables.size === 0) return false
  const reach = GRID * (isFar ? 5 : 1)
  moveSelected(editor, { x: direction.x * reach, y: direction.y * reach })
  return true
}

/**
 * @param {Editor} editor @param {{table: string, column: string}} ref @param {number} by @returns {boolean}
 */
function stepColumn(editor, ref, by) {
  const columns = editor.scene.tables.get(ref.table)?.columns ?? []
  const next = columns[columns.findIndex((column) => column.id === ref.column) + by]
  editor.selection.set([ref.table], next?.id ?? null)
  return true
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting

/** Moves at once, and commits when the keys have come to rest. @param {Editor} editor @param {Point} by */
function moveSelected(editor, by) {
  const tables = [...editor.selection.tables].flatMap((id) => editor.scene.tables.get(id) ?? [])
  const places = placesOf(tables, by)
  editor.scene.preview(PREVIEW, { tables: tables.map((table) => ({ ...table, ...places[table.id] })) })
  editor.revealTable(tables[0].id)
  clearTimeout(resting)
  resting = setTimeout(() => {
    void editor.place(
      placesOf(
        tables.flatMap(({ id }) => editor.scene.tables.get(id) ?? []),
        { x: 0, y: 0 },
      ),
    )
    editor.scene.settle(PREVIEW)
  }, NUDGE_REST)
}
