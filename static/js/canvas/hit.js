// What lies under a point of the world.

import { CARD_WIDTH, HEADER_HEIGHT, ROW_HEIGHT, cardHeight, cardRect, contains, inflate } from "./geometry.js"

/** @import {Point, Rect} from "./camera.js" */
/** @import {Route, Side} from "./route.js" */
/** @import {SceneTable} from "../state/scene.js" */

/**
 * @typedef {{kind: "nothing"}
 *   | {kind: "header", table: string}
 *   | {kind: "row", table: string, column: string, isType: boolean}
 *   | {kind: "port", table: string, column: string, side: Side}
 *   | {kind: "add", table: string}
 *   | {kind: "edge", edge: string}} Hit
 */

/**
 * @typedef {object} Hittable
 * @property {ReadonlyMap<string, SceneTable>} tables
 * @property {ReadonlyMap<string, Route>} routes
 * @property {(area: Rect) => string[]} near  ids of tables near an area, the topmost last
 * @property {boolean} editable  are there ports to draw from?
 * @property {string | null} growing  the table that shows a row to add a column
 */

/** @type {Hit} */
export const NOTHING = { kind: "nothing" }
const TYPE_SHARE = 0.58
const EDGE_REACH = 6
const PORT_OUTSIDE = 9
const PORT_INSIDE = 6

/**
 * @param {Hittable} scene @param {Point} point @param {{zoom: number, rows: boolean}} view `rows`: are rows legible?
 * @returns {Hit}
 */
export function hitTest(scene, point, { zoom, rows }) {
  const around = inflate({ ...point, width: 0, height: 0 }, ROW_HEIGHT)
  for (const id of scene.near(around).reverse()) {
    const table = /** @type {SceneTable} */ (scene.tables.get(id))
    const hit = hitTable(table, point, { rows, ports: scene.editable, grows: scene.growing === id })
    if (hit) return hit
  }
  return hitEdge(scene.routes, point, EDGE_REACH / zoom)
}

/**
 * @param {SceneTable} table @param {Point} point
 * @param {{rows: boolean, ports: boolean, grows: boolean}} view @returns {Hit | null}
 */
function hitTable(table, point, { rows, ports, grows }) {
  const port = rows && ports ? hitPort(table, point) : null
  if (port) return port
  const rect = cardRect(table)
  if (rows && grows && contains(addRowRect(table), point)) return { kind: "add", table: table.id }
  if (!contains(rect, point)) return null
  const column = table.columns[Math.floor((point.y - rect.y - HEADER_HEIGHT) / ROW_HEIGHT)]
  if (!rows || !column || point.y < rect.y + HEADER_HEIGHT) return { kind: "header", table: table.id }
  return {
    kind: "row",
    table: table.id,
    column: column.id,
    isType: point.x > rect.x + CARD_WIDTH * TYPE_SHARE,
  }
}

/** @param {SceneTable} table @param {Point} point @returns {Hit | null} */
function hitPort(table, point) {
  const row = Math.floor((point.y - table.y - HEADER_HEIGHT) / ROW_HEIGHT)
  const column = table.columns[row]
  if (!column) return null
  if (within(table.x - point.x)) return { kind: "port", table: table.id, column: column.id, side: "left" }
  if (within(point.x - table.x - CARD_WIDTH))
    return { kind: "port", table: table.id, column: column.id, side: "right" }
  return null
}

/** @param {number} outside how far out of the card @returns {boolean} */
function within(outside) {
  return outside <= PORT_OUTSIDE && outside >= -PORT_INSIDE
}

/** The row under a selected table that adds a column. @param {SceneTable} table @returns {Rect} */
export function addRowRect(table) {
  return { x: table.x, y: table.y + cardHeight(table.columns.length), width: CARD_WIDTH, height: ROW_HEIGHT }
}

/** @param {ReadonlyMap<string, Route>} routes @param {Point} point @param {number} reach @returns {Hit} */
function hitEdge(routes, point, reach) {
  for (const [edge, route] of routes) {
    if (contains(inflate(route.bounds, reach), point) && runsNear(route.points, point, reach))
      return { kind: "edge", edge }
  }
  return NOTHING
}

/** @param {Point[]} points @param {Point} point @param {number} reach @returns {boolean} */
function runsNear(points, point, reach) {
  return points.slice(1).some((end, i) => {
    const start = points[i]
    const rect = {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(start.x - end.x),
      height: Math.abs(start.y - end.y),
    }
    return contains(inflate(rect, reach), point)
  })
}
