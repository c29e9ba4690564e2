import { snap } from "../canvas/geometry.js"

/** @import {SceneTable} from "../state/scene.js" */
/** @import {Editor, Gesture, Pointer} from "./editor.js" */
/** @import {Places} from "../state/preview.js" */

const SLACK = 4
const PREVIEW = "drag"

/** Moves the selected tables over the grid; a press without a move is a click. @implements {Gesture} */
export class DragTables {
  cursor = "move"
  #editor
  #start
  #click
  #isDragging = false
  /** @type {SceneTable[]} */
  #tables
  /** @type {Places} */
  #places = {}

  /** @param {Editor} editor @param {Pointer} pointer @param {() => void} click */
  constructor(editor, pointer, click) {
    this.#editor = editor
    this.#start = pointer
    this.#click = click
    this.#tables = [...editor.selection.tables].flatMap((id) => editor.scene.tables.get(id) ?? [])
  }

  /** @param {Pointer} pointer */
  move(pointer) {
    const { screen } = pointer
    this.#isDragging ||= Math.hypot(screen.x - this.#start.screen.x, screen.y - this.#start.screen.y) > SLACK
    if (!this.#isDragging || this.#editor.readonly) return
    const by = { x: pointer.world.x - this.#start.world.x, y: pointer.world.y - this.#start.world.y }
    this.#places = placesOf(this.#tables, by)
    this.#editor.scene.preview(PREVIEW, {
      tables: this.#tables.map((table) => ({ ...table, ...this.#places[table.id] })),
    })
  }

  finish() {
    const places = this.#places
    if (!this.#isDragging) return this.#click()
    if (Object.keys(places).length > 0) void this.#editor.place(places)
    this.#editor.scene.settle(PREVIEW)
  }

  cancel() {
    this.#editor.scene.settle(PREVIEW)
  }
}

/** @param {SceneTable[]} tables @param {{x: number, y: number}} by @returns {Places} */
export function placesOf(tables, by) {
  return Object.fromEntries(tables.map((table) => [table.id, snap({ x: table.x + by.x, y: table.y + by.y })]))
}
