// Orthogonal routes between rows of cards: out of one side, along a lane between the tables, into another side.
// A handful of shapes is tried for each relationship, and the one that crosses least is kept.

import { HEADER_HEIGHT, bounds, cardRect, inflate, rowMiddle } from "./geometry.js"
import { routeThrough } from "./route.js"

/** @import {Point, Rect} from "./camera.js" */
/** @import {SpatialIndex} from "./spatial.js" */
/** @import {SceneEdge, SceneTable} from "../state/scene.js" */
/** @import {Route, Side} from "./route.js" */
/** @typedef {{rect: Rect, y: number}} End  a card and the height of the row on it */

const STUB = 24
const CLEARANCE = 16
const BEND_COST = 24
const CROSSING_COST = 700
const SIDES = /** @type {Side[]} */ (["left", "right"])

/**
 * @param {SceneEdge} edge @param {ReadonlyMap<string, SceneTable>} tables @param {SpatialIndex} obstacles
 * @returns {Route | null}
 */
export function routeEdge(edge, tables, obstacles) {
  const from = tables.get(edge.from)
  const to = tables.get(edge.to)
  if (!from || !to) return null
  const start = { rect: cardRect(from), y: rowMiddle(from, edge.fromColumns[0]) }
  const end = { rect: cardRect(to), y: rowMiddle(to, edge.toColumns[0]) }
  return edge.from === edge.to
    ? loop(start, end)
    : cheapest(candidates(start, end, obstacles), edge, obstacles)
}

/** A table that refers to itself. @param {End} start @param {End} end @returns {Route} */
function loop(start, end) {
  const edge = start.rect.x + start.rect.width
  const lane = edge + STUB
  const low = start.y === end.y ? end.y - HEADER_HEIGHT / 2 : end.y
  return routeThrough(
    [
      { x: edge, y: start.y },
      { x: lane, y: start.y },
      { x: lane, y: low },
      { x: edge, y: low },
    ],
    "right",
    "right",
  )
}

/** @param {End} start @param {End} end @param {SpatialIndex} obstacles @returns {Iterable<Route>} */
function* candidates(start, end, obstacles) {
  for (const fromSide of SIDES) {
    for (const toSide of SIDES) yield* between(start, fromSide, end, toSide)
  }
  yield* detours(start, end, obstacles)
}

/**
 * Out, one vertical lane, in.
 * @param {End} start @param {Side} fromSide @param {End} end @param {Side} toSide @returns {Iterable<Route>}
 */
function* between(start, fromSide, end, toSide) {
  const [a, b] = [sideX(start, fromSide), sideX(end, toSide)]
  for (const lane of lanesBetween(a, fromSide, b, toSide)) {
    yield routeThrough(
      [
        { x: a, y: start.y },
        { x: lane, y: start.y },
        { x: lane, y: end.y },
        { x: b, y: end.y },
      ],
      fromSide,
      toSide,
    )
  }
}

/**
 * @param {number} a @param {Side} fromSide @param {number} b @param {Side} toSide
 * @returns {number[]} x of vertical lanes worth trying
 */
function lanesBetween(a, fromSide, b, toSide) {
  const [outA, outB] = [away(a, fromSide), away(b, toSide)]
  if (fromSide === toSide) return [fromSide === "left" ? Math.min(outA, outB) : Math.max(outA, outB)]
  const room = fromSide === "right" ? b - a : a - b
  return room < 2 * CLEARANCE
    ? []
    : [...new Set([(a + b) / 2, room > 2 * STUB ? outA : (a + b) / 2, room > 2 * STUB ? outB : (a + b) / 2])]
}

/**
 * Over or under what stands between: out, up, along, down, in.
 * @param {End} start @param {End} end @param {SpatialIndex} obstacles @returns {Iterable<Route>}
 */
function* detours(start, end, obstacles) {
  const fromSide = start.rect.x + start.rect.width / 2 < end.rect.x + end.rect.width / 2 ? "right" : "left"
  const toSide = fromSide === "right" ? "left" : "right"
  const [a, b] = [sideX(start, fromSide), sideX(end, toSide)]
  const [laneA, laneB] = [away(a, fromSide), away(b, toSide)]
  for (const y of aisles(start, end, obstacles)) {
    yield routeThrough(
      [
        { x: a, y: start.y },
        { x: laneA, y: start.y },
        { x: laneA, y },
        { x: laneB, y },
        { x: laneB, y: end.y },
        { x: b, y: end.y },
      ],
      fromSide,
      toSide,
    )
  }
}

/**
 * Heights just above and below the tables in the way.
 * @param {End} start @param {End} end @param {SpatialIndex} obstacles @returns {number[]}
 */
function aisles(start, end, obstacles) {
  const span = /** @type {Rect} */ (bounds([start.rect, end.rect]))
  const heights = new Set()
  for (const id of obstacles.query(span).slice(0, 12)) {
    const rect = /** @type {Rect} */ (obstacles.get(id))
    heights.add(rect.y - CLEARANCE).add(rect.y + rect.height + CLEARANCE)
  }
  const middle = (start.y + end.y) / 2
  return [...heights].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, 8)
}

/**
 * @param {Iterable<Route>} routes @param {SceneEdge} edge @param {SpatialIndex} obstacles
 * @returns {Route | null}
 */
function cheapest(routes, edge, obstacles) {
  let [best, least] = [/** @type {Route | null} */ (null), Infinity]
  for (const route of routes) {
    const atLeast = length(route.points) + BEND_COST * route.points.length
    if (atLeast >= least) continue
    const cost = atLeast + CROSSING_COST * crossings(route, edge, obstacles)
    if (cost < least) [best, least] = [route, cost]
  }
  return best
}

/**
 * @param {Route} route @param {SceneEdge} edge @param {SpatialIndex} obstacles
 * @returns {number} tables that its segments run over
 */
function crossings(route, edge, obstacles) {
  let count = 0
  const last = route.points.length - 2
  for (let i = 0; i <= last; i++) {
    for (const id of obstacles.query(segment(route.points[i], route.points[i + 1]))) {
      const leaves = (i === 0 && id === edge.from) || (i === last && id === edge.to)
      if (!leaves) count++
    }
  }
  return count
}

/** @param {Point} a @param {Point} b @returns {Rect} with a little air */
function segment(a, b) {
  return inflate(
    { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) },
    3,
  )
}

/** @param {Point[]} points @returns {number} */
function length(points) {
  return points
    .slice(1)
    .reduce((sum, point, i) => sum + Math.abs(point.x - points[i].x) + Math.abs(point.y - points[i].y), 0)
}

/** @param {End} end @param {Side} side @returns {number} */
function sideX(end, side) {
  return side === "left" ? end.rect.x : end.rect.x + end.rect.width
}

/** @param {number} x @param {Side} side @returns {number} */
function away(x, side) {
  return side === "left" ? x - STUB : x + STUB
}
