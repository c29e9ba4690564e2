// Where things are on a card, in world pixels. The server lays out with the same numbers.

/** @import {Point, Rect} from "./camera.js" */
/** @import {SceneTable} from "../state/scene.js" */

export const CARD_WIDTH = 240
export const HEADER_HEIGHT = 32
export const ROW_HEIGHT = 24
export const GRID = 8
export const PORT_RADIUS = 5

/** @param {SceneTable} table @returns {Rect} */
export function cardRect(table) {
  return { x: table.x, y: table.y, width: CARD_WIDTH, height: cardHeight(table.columns.length) }
}

/** @param {number} rows @returns {number} */
export function cardHeight(rows) {
  return HEADER_HEIGHT + rows * ROW_HEIGHT
}

/** @param {SceneTable} table @param {number} row 0-based @returns {Rect} */
export function rowRect(table, row) {
  return { x: table.x, y: table.y + HEADER_HEIGHT + row * ROW_HEIGHT, width: CARD_WIDTH, height: ROW_HEIGHT }
}

/**
 * @param {SceneTable} table @param {string} column
 * @returns {number} the y of the middle of its row, or of the header
 */
export function rowMiddle(table, column) {
  const row = table.columns.findIndex((each) => each.id === column)
  return table.y + (row < 0 ? HEADER_HEIGHT / 2 : HEADER_HEIGHT + (row + 0.5) * ROW_HEIGHT)
}

/** @param {SceneTable} table @param {number} row @param {"left" | "right"} side @returns {Point} */
export function portAt(table, row, side) {
  const rect = rowRect(table, row)
  return { x: side === "left" ? rect.x : rect.x + rect.width, y: rect.y + rect.height / 2 }
}

/** @param {Point} point @returns {Point} */
export function snap(point) {
  return { x: Math.round(point.x / GRID) * GRID, y: Math.round(point.y / GRID) * GRID }
}

/** @param {Rect} rect @param {Point} point @returns {boolean} */
export function contains(rect, point) {
  return (
    point.x >= rect.x &&
    point.x <= rect.x + rect.width &&
    point.y >= rect.y &&
    point.y <= rect.y + rect.height
  )
}

/** @param {Rect} outer @param {Rect} inner @returns {boolean} */
export function encloses(outer, inner) {
  return contains(outer, inner) && contains(outer, { x: inner.x + inner.width, y: inner.y + inner.height })
}

/** @param {Rect} a @param {Rect} b @returns {boolean} */
export function intersects(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** @param {Rect} rect @param {number} by @returns {Rect} */
export function inflate(rect, by) {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by }
}

/** @param {Point} a @param {Point} b @returns {Rect} */
export function rectBetween(a, b) {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}

/** @param {Iterable<Rect>} rects @returns {Rect | null} */
export function bounds(rects) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rect of rects) {
    left = Math.min(left, rect.x)
    top = Math.min(top, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top }
}
