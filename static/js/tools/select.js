// What a press begins: the one place where buttons, keys and what lies under the pointer are weighed.

import { DragTables } from "./drag.js"
import { Marquee } from "./marquee.js"
import { Pan } from "./pan.js"
import { Relate } from "./relate.js"

/** @import {Hit} from "../canvas/hit.js" */
/** @import {Editor, Gesture, Pointer} from "./editor.js" */

const MIDDLE = 1
const RIGHT = 2

/** @param {Editor} editor @param {Pointer} pointer @returns {Gesture | null} */
export function beginGesture(editor, pointer) {
  if (pointer.button === MIDDLE || pointer.button === RIGHT || editor.isPanning)
    return new Pan(editor, pointer)
  if (editor.tool === "table") return null
  const hit = editor.hitAt(pointer.screen)
  if (hit.kind === "port") return new Relate(editor, hit)
  if (hit.kind === "header" || hit.kind === "row") return pressTable(editor, hit, pointer)
  if (hit.kind === "nothing") return new Marquee(editor, pointer)
  if (hit.kind === "edge") editor.selection.setEdge(hit.edge)
  return null
}

/**
 * @param {Editor} editor @param {Hit & {table: string}} hit @param {Pointer} pointer
 * @returns {Gesture | null}
 */
function pressTable(editor, hit, pointer) {
  const { selection } = editor
  if (pointer.shift || pointer.mod) {
    selection.toggle(hit.table)
    return null
  }
  const column = hit.kind === "row" ? hit.column : null
  if (!selection.tables.has(hit.table) || selection.tables.size === 1) selection.set([hit.table], column)
  return new DragTables(editor, pointer, () => selection.set([hit.table], column))
}
