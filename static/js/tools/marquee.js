import { cardRect, intersects, rectBetween } from "../canvas/geometry.js"
import { drawMarquee } from "../canvas/paint/overlay.js"

/** @import {Rect} from "../canvas/camera.js" */
/** @import {Frame} from "../canvas/paint/frame.js" */
/** @import {Editor, Gesture, Pointer} from "./editor.js" */

/** Selects what it touches; with Shift, adds to what was selected. @implements {Gesture} */
export class Marquee {
  #editor
  #start
  #before
  /** @type {Rect | null} */
  #rect = null

  /** @param {Editor} editor @param {Pointer} pointer */
  constructor(editor, pointer) {
    this.#editor = editor
    this.#start = pointer.world
    this.#before = pointer.shift || pointer.mod ? [...editor.selection.tables] : []
    if (this.#before.length === 0) editor.selection.clear()
  }

  /** @param {Pointer} pointer */
  move({ world }) {
    this.#rect = rectBetween(this.#start, world)
    this.#editor.redraw()
  }

  finish() {
    const rect = this.#rect
    if (!rect) return
    const { diagram, selection } = this.#editor
    const caught = diagram.tablesIn(rect).filter((table) => intersects(cardRect(table), rect))
    selection.set([...this.#before, ...caught.map((table) => table.id)])
  }

  cancel() {
    this.#editor.redraw()
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  draw(ctx, frame) {
    if (this.#rect) drawMarquee(ctx, frame, this.#rect)
  }
}
