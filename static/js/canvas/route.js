// A route is a polyline of horizontal and vertical runs between two cards.

import { bounds, inflate } from "./geometry.js"

/** @import {Point, Rect} from "./camera.js" */
/** @typedef {"left" | "right"} Side */
/** @typedef {{points: Point[], fromSide: Side, toSide: Side, bounds: Rect}} Route */

const MARKS = 12

/** @param {Point[]} points @param {Side} fromSide @param {Side} toSide @returns {Route} */
export function routeThrough(points, fromSide, toSide) {
  const kept = straightened(points)
  return {
    points: kept,
    fromSide,
    toSide,
    bounds: inflate(/** @type {Rect} */ (bounds(kept.map(asRect))), MARKS),
  }
}

/** @param {Route} route @param {Point} by @returns {Route} */
export function shiftedBy(route, by) {
  const moved = (/** @type {Point} */ point) => ({ x: point.x + by.x, y: point.y + by.y })
  return { ...route, points: route.points.map(moved), bounds: { ...route.bounds, ...moved(route.bounds) } }
}

/** Without corners that turn nowhere. @param {Point[]} points @returns {Point[]} */
function straightened(points) {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]]
    if (!before || !after) return true
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}

/** @param {Point} point @returns {Rect} */
function asRect(point) {
  return { x: point.x, y: point.y, width: 0, height: 0 }
}
