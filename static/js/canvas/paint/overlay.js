// What gestures show above the picture: the marquee, ports, the row that adds a column.

import { toScreen } from "../camera.js"
import { CARD_WIDTH, PORT_RADIUS, ROW_HEIGHT, portAt } from "../geometry.js"
import { rowTextSize } from "../detail.js"
import { addRowRect } from "../hit.js"
import { fontOf } from "./text.js"

/** @import {Rect} from "../camera.js" */
/** @import {Frame} from "./frame.js" */
/** @import {SceneTable} from "../../state/scene.js" */

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Rect} rect in the world */
export function drawMarquee(ctx, { camera, theme }, rect) {
  const at = toScreen(rect, camera)
  ctx.fillStyle = theme.accentSoft
  ctx.globalAlpha = 0.5
  ctx.fillRect(at.x, at.y, rect.width * camera.zoom, rect.height * camera.zoom)
  ctx.globalAlpha = 1
  ctx.lineWidth = 1
  ctx.strokeStyle = theme.accent
  ctx.strokeRect(at.x + 0.5, at.y + 0.5, rect.width * camera.zoom, rect.height * camera.zoom)
}

/**
 * Where a relationship can be drawn from.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table
 * @param {string} column
 */
export function drawPorts(ctx, frame, table, column) {
  const row = table.columns.findIndex((each) => each.id === column)
  if (row < 0) return
  drawPort(ctx, frame, table, row, "left")
  drawPort(ctx, frame, table, row, "right")
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {number} row
 * @param {"left" | "right"} side
 */
function drawPort(ctx, { camera, theme }, table, row, side) {
  const at = toScreen(portAt(table, row, side), camera)
  ctx.beginPath()
  ctx.arc(at.x, at.y, Math.max(4.5, PORT_RADIUS * camera.zoom), 0, 2 * Math.PI)
  ctx.fillStyle = theme.surface
  ctx.fill()
  ctx.lineWidth = 2
  ctx.strokeStyle = theme.accent
  ctx.stroke()
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table */
export function drawAddRow(ctx, { camera, theme }, table) {
  const rect = addRowRect(table)
  const at = toScreen(rect, camera)
  ctx.fillStyle = theme.surface
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.roundRect(
    at.x + 0.5,
    at.y + 2,
    CARD_WIDTH * camera.zoom - 1,
    ROW_HEIGHT * camera.zoom - 2,
    5 * camera.zoom,
  )
  ctx.fill()
  ctx.setLineDash([3, 3])
  ctx.stroke()
  ctx.setLineDash([])
  ctx.font = fontOf({ family: theme.sans, weight: 540, size: rowTextSize(camera.zoom) })
  ctx.textBaseline = "middle"
  ctx.fillStyle = theme.accent
  ctx.fillText("+ Add column", at.x + 10 * camera.zoom, at.y + 1 + (ROW_HEIGHT * camera.zoom) / 2)
}
