// Draws a relationship from a column's port to another column, or to a table as a whole.

import { CARD_WIDTH, rowMiddle } from "../canvas/geometry.js"
import { drawGhostEdge } from "../canvas/paint/edges.js"
import { routeThrough } from "../canvas/route.js"
import { planRelationship } from "../state/relationship.js"

/** @import {Point} from "../canvas/camera.js" */
/** @import {Hit} from "../canvas/hit.js" */
/** @import {Frame} from "../canvas/paint/frame.js" */
/** @import {Route, Side} from "../canvas/route.js" */
/** @import {SceneTable} from "../state/scene.js" */
/** @import {Editor, Gesture, Pointer} from "./editor.js" */

const STUB = 24

/** @implements {Gesture} */
export class Relate {
  cursor = "crosshair"
  #editor
  #from
  /** @type {Point | null} */
  #end = null

  /** @param {Editor} editor @param {Extract<Hit, {kind: "port"}>} from */
  constructor(editor, from) {
    this.#editor = editor
    this.#from = from
    editor.selection.set([from.table], from.column)
  }

  /** @param {Pointer} pointer */
  move({ screen, world }) {
    this.#end = world
    this.#editor.point(this.#editor.hitAt(screen))
    this.#editor.redraw()
  }

  /** @param {Pointer} pointer */
  finish({ screen }) {
    const hit = this.#editor.hitAt(screen)
    this.#editor.redraw()
    if (!this.#end || !("table" in hit)) return
    const to = { table: hit.table, column: "column" in hit ? hit.column : null }
    if (to.table === this.#from.table && (to.column === null || to.column === this.#from.column)) return
    relate(this.#editor, { table: this.#from.table, column: this.#from.column }, to)
  }

  cancel() {
    this.#editor.redraw()
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  draw(ctx, frame) {
    const table = this.#editor.scene.tables.get(this.#from.table)
    if (table && this.#end) drawGhostEdge(ctx, frame, ghost(table, this.#from, this.#end))
  }
}

/**
 * Commits the relationship, or says why there can be none.
 * @param {Editor} editor @param {{table: string, column: string}} from @param {{table: string, column: string | null}} to
 */
export function relate(editor, from, to) {
  const plan = planRelationship(editor.scene, from, to)
  if (plan.refusal) return editor.say(plan.refusal, { tone: "danger" })
  if (plan.warning) editor.say(plan.warning, { tone: "warning" })
  void editor.commit(plan.changes)
}

/**
 * @param {SceneTable} table @param {{column: string, side: Side}} from @param {Point} end @returns {Route}
 */
function ghost(table, { column, side }, end) {
  const start = { x: side === "left" ? table.x : table.x + CARD_WIDTH, y: rowMiddle(table, column) }
  const out = side === "left" ? -STUB : STUB
  const lane =
    side === "left"
      ? Math.min(start.x + out, (start.x + end.x) / 2)
      : Math.max(start.x + out, (start.x + end.x) / 2)
  return routeThrough([start, { x: lane, y: start.y }, { x: lane, y: end.y }, end], side, side)
}
