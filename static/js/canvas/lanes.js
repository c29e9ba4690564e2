// Parallel vertical runs that would lie on one another are moved apart, like lanes of a road. Runs to the same
// column at the same side share a lane: they read as one trunk.

import { routeThrough } from "./route.js"

/** @import {SceneEdge} from "../state/scene.js" */
/** @import {Route} from "./route.js" */
/** @typedef {{edge: string, at: number, x: number, top: number, bottom: number, trunk: string}} Run */

const NEAR = 7
const SPACING = 7
const WIDEST = 3

/** @param {SceneEdge[]} edges @param {Map<string, Route>} routes @returns {Map<string, Route>} */
export function spreadLanes(edges, routes) {
  const moved = new Map(routes)
  for (const group of parallel(runsOf(edges, routes))) {
    for (const [run, lane] of assignLanes(group)) {
      const route = moved.get(run.edge)
      if (route && lane !== 0) moved.set(run.edge, shifted(route, run.at, lane * SPACING))
    }
  }
  return moved
}

/** @param {SceneEdge[]} edges @param {Map<string, Route>} routes @returns {Run[]} the vertical segments */
function runsOf(edges, routes) {
  return edges.flatMap((edge) => {
    const route = routes.get(edge.id)
    const trunk = `${edge.to} ${edge.toColumns[0]} ${route?.toSide}`
    return route ? verticals(edge.id, route, trunk) : []
  })
}

/** @param {string} edge @param {Route} route @param {string} trunk @returns {Run[]} */
function verticals(edge, route, trunk) {
  const runs = []
  for (let at = 1; at < route.points.length - 2; at++) {
    const [a, b] = [route.points[at], route.points[at + 1]]
    if (a.x === b.x)
      runs.push({ edge, at, x: a.x, top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y), trunk })
  }
  return runs
}

/** Runs close to one another, left to right. @param {Run[]} runs @returns {Run[][]} */
function parallel(runs) {
  /** @type {Run[][]} */
  const groups = []
  for (const run of runs.sort((a, b) => a.x - b.x)) {
    const group = groups.at(-1)
    if (group && run.x - group[0].x < NEAR) group.push(run)
    else groups.push([run])
  }
  return groups.filter((group) => group.length > 1)
}

/**
 * First free lane for each run, from the middle outwards.
 * @param {Run[]} group @returns {Map<Run, number>}
 */
function assignLanes(group) {
  /** @type {Map<Run, number>} */
  const lanes = new Map()
  for (const run of group.sort((a, b) => a.top - b.top || a.bottom - b.bottom)) {
    const taken = new Set()
    for (const [other, lane] of lanes) if (collide(run, other)) taken.add(lane)
    lanes.set(run, firstFree(taken))
  }
  return lanes
}

/** @param {Run} a @param {Run} b @returns {boolean} */
function collide(a, b) {
  return a.trunk !== b.trunk && a.top < b.bottom + SPACING && b.top < a.bottom + SPACING
}

/** @param {Set<number>} taken @returns {number} 0, 1, -1, 2, -2 … and 0 again when the road is full */
function firstFree(taken) {
  for (let lane = 0; lane <= WIDEST; lane++) {
    if (!taken.has(lane)) return lane
    if (!taken.has(-lane)) return -lane
  }
  return 0
}

/** @param {Route} route @param {number} at the run starts here @param {number} by @returns {Route} */
function shifted(route, at, by) {
  const points = route.points.map((point, i) =>
    i === at || i === at + 1 ? { x: point.x + by, y: point.y } : point,
  )
  return routeThrough(points, route.fromSide, route.toSide)
}
