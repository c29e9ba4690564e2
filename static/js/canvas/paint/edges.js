// Relationships: quiet lines behind the cards, lit ones before them, with crow's feet where there is room.

import { visibleRect } from "../camera.js"
import { intersects } from "../geometry.js"
import { toWorldSpace } from "./space.js"

/** @import {Point} from "../camera.js" */
/** @import {Detail} from "../detail.js" */
/** @import {Route} from "../route.js" */
/** @import {Frame} from "./frame.js" */
/** @import {SceneEdge} from "../../state/scene.js" */

const CORNER = 8
const FOOT = 11
const FOOT_WIDTH = 5.5
const RING = 3.5

/** A line is shaped once and stroked at every frame. @type {WeakMap<Route, Path2D>} */
const lines = new WeakMap()
/** @type {WeakMap<Route, Path2D>} */
const ends = new WeakMap()
/** @type {{routing: object, path: Path2D} | undefined} */
let web

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Detail} detail */
export function drawEdges(ctx, frame, detail) {
  toWorldSpace(ctx, frame)
  if (detail === "names" && !frame.comparing) return drawFarEdges(ctx, frame)
  ctx.lineWidth = 1.25 / frame.camera.zoom
  for (const [edge, route] of seen(frame)) {
    if (frame.litEdges.has(edge.id)) continue
    ctx.globalAlpha = frame.comparing && !edge.diff ? 0.35 : 0.85
    stroke(ctx, edge, route, edge.diff ? frame.theme.diff[edge.diff].ink : frame.theme.lineStrong, detail)
  }
  ctx.globalAlpha = 1
}

/**
 * All lines as one path, in one stroke: a thousand strokes are what makes a far view slow.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame
 */
function drawFarEdges(ctx, { camera, routes, routing, theme }) {
  if (web?.routing !== routing) {
    web = { routing, path: new Path2D() }
    for (const route of routes.values()) addCorners(web.path, route.points)
  }
  ctx.lineWidth = 1 / camera.zoom
  ctx.globalAlpha = 0.55
  ctx.strokeStyle = theme.lineStrong
  ctx.stroke(web.path)
  ctx.globalAlpha = 1
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Detail} detail */
export function drawLitEdges(ctx, frame, detail) {
  if (frame.litEdges.size === 0) return
  toWorldSpace(ctx, frame)
  ctx.lineWidth = 2 / frame.camera.zoom
  for (const [edge, route] of seen(frame)) {
    if (frame.litEdges.has(edge.id)) stroke(ctx, edge, route, frame.theme.accent, detail)
  }
}

/**
 * A line that is still being drawn by hand.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Route} route
 */
export function drawGhostEdge(ctx, frame, route) {
  toWorldSpace(ctx, frame)
  ctx.lineWidth = 2 / frame.camera.zoom
  ctx.strokeStyle = frame.theme.accent
  ctx.setLineDash([6 / frame.camera.zoom, 4 / frame.camera.zoom])
  ctx.stroke(lineOf(route))
  ctx.setLineDash([])
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {SceneEdge} edge @param {Route} route @param {string} color
 * @param {Detail} detail
 */
function stroke(ctx, edge, route, color, detail) {
  ctx.strokeStyle = color
  ctx.stroke(lineOf(route))
  if (detail === "rows") ctx.stroke(endsOf(edge, route))
}

/** @param {Frame} frame @returns {Iterable<[SceneEdge, Route]>} */
function* seen({ edges, routes, camera, size }) {
  const view = visibleRect(camera, size)
  for (const [id, route] of routes) {
    const edge = edges.get(id)
    if (edge && intersects(route.bounds, view)) yield [edge, route]
  }
}

/** @param {Route} route @returns {Path2D} */
function lineOf(route) {
  let path = lines.get(route)
  if (!path) lines.set(route, (path = rounded(route.points)))
  return path
}

/** @param {Point[]} points @returns {Path2D} */
function rounded(points) {
  const path = new Path2D()
  path.moveTo(points[0].x, points[0].y)
  for (let i = 1; i < points.length - 1; i++) {
    const [before, here, after] = [points[i - 1], points[i], points[i + 1]]
    path.arcTo(
      here.x,
      here.y,
      after.x,
      after.y,
      Math.min(CORNER, distance(before, here) / 2, distance(here, after) / 2),
    )
  }
  const last = points[points.length - 1]
  path.lineTo(last.x, last.y)
  return path
}

/** @param {Path2D} path @param {Point[]} points */
function addCorners(path, points) {
  path.moveTo(points[0].x, points[0].y)
  for (const point of points.slice(1)) path.lineTo(point.x, point.y)
}

/** @param {SceneEdge} edge @param {Route} route @returns {Path2D} */
function endsOf(edge, route) {
  let path = ends.get(route)
  if (!path) {
    path = new Path2D()
    const [from, to] = [route.points[0], route.points[route.points.length - 1]]
    addManyEnd(path, from, route.fromSide === "right" ? 1 : -1, edge)
    addOneEnd(path, to, route.toSide === "right" ? 1 : -1, edge)
    ends.set(route, path)
  }
  return path
}

/**
 * The referencing end: none or many, or none or one.
 * @param {Path2D} path @param {Point} at @param {1 | -1} out @param {SceneEdge} edge
 */
function addManyEnd(path, at, out, edge) {
  if (!edge.many) addBar(path, at.x + out * 6, at.y)
  else {
    path.moveTo(at.x, at.y - FOOT_WIDTH)
    path.lineTo(at.x + out * FOOT, at.y)
    path.lineTo(at.x, at.y + FOOT_WIDTH)
  }
  addRing(path, at.x + out * (FOOT + RING), at.y)
}

/**
 * The referenced end: exactly one, or none or one.
 * @param {Path2D} path @param {Point} at @param {1 | -1} out @param {SceneEdge} edge
 */
function addOneEnd(path, at, out, edge) {
  addBar(path, at.x + out * 6, at.y)
  if (edge.required) addBar(path, at.x + out * 10, at.y)
  else addRing(path, at.x + out * (FOOT + RING), at.y)
}

/** @param {Path2D} path @param {number} x @param {number} y */
function addBar(path, x, y) {
  path.moveTo(x, y - FOOT_WIDTH)
  path.lineTo(x, y + FOOT_WIDTH)
}

/** @param {Path2D} path @param {number} x @param {number} y */
function addRing(path, x, y) {
  path.moveTo(x + RING, y)
  path.arc(x, y, RING, 0, 2 * Math.PI)
}

/** @param {Point} a @param {Point} b @returns {number} */
function distance(a, b) {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}
