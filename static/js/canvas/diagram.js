// A scene with everything derived from it that drawing and pointing need, kept up to date bit by bit.

import { bounds, cardRect, inflate, intersects } from "./geometry.js"
import { spreadLanes } from "./lanes.js"
import { hueOfTable } from "./palette.js"
import { routeEdge } from "./routing.js"
import { SpatialIndex } from "./spatial.js"

/** @import {Rect} from "./camera.js" */
/** @import {Route} from "./route.js" */
/** @import {SceneEdge, SceneStore, SceneTable, Touched} from "../state/scene.js" */

const NEIGHBOURHOOD = 24

export class Diagram {
  /** Routes as drawn. @type {Map<string, Route>} */
  routes = new Map()
  /** Another object whenever a route has changed. @type {object} */
  routing = {}
  isSettled = true

  /** Routes before parallel ones were moved apart. @type {Map<string, Route>} */
  #direct = new Map()
  #index = new SpatialIndex()
  /** @type {Map<string, Set<string>>} */
  #edgesOf = new Map()
  /** @type {Map<string, [string, string]>} */
  #endsOf = new Map()
  /** @type {Map<string, number>} */
  #height = new Map()
  #top = 0
  /** @type {Map<SceneTable, number>} */
  #hues = new Map()
  /** @type {Rect[]} */
  #disturbed = []
  #scene

  /** @param {SceneStore} scene */
  constructor(scene) {
    this.#scene = scene
    scene.addEventListener("change", (event) =>
      this.#update(/** @type {CustomEvent<Touched>} */ (event).detail),
    )
  }

  /** @param {Rect} area @returns {SceneTable[]} the topmost last */
  tablesIn(area) {
    return this.idsIn(area).map((id) => /** @type {SceneTable} */ (this.#scene.tables.get(id)))
  }

  /** @param {Rect} area @returns {string[]} the topmost last */
  idsIn(area) {
    const height = (/** @type {string} */ id) => this.#height.get(id) ?? 0
    return this.#index.query(area).sort((a, b) => height(a) - height(b))
  }

  /** @param {Iterable<string>} [ids] all, unless told @returns {Rect | null} */
  bounds(ids = this.#scene.tables.keys()) {
    const rects = []
    for (const id of ids) {
      const rect = this.#index.get(id)
      if (rect) rects.push(rect)
    }
    return bounds(rects)
  }

  /** @param {string} table */
  raise(table) {
    this.#height.set(table, ++this.#top)
  }

  /** @param {string} table @returns {number} how many relationships it has */
  degree(table) {
    return this.#edgesOf.get(table)?.size ?? 0
  }

  /** @param {string} table @returns {Iterable<string>} */
  edgesOf(table) {
    return this.#edgesOf.get(table) ?? []
  }

  /** @param {SceneTable} table @returns {number} */
  hue(table) {
    let hue = this.#hues.get(table)
    if (hue === undefined) this.#hues.set(table, (hue = hueOfTable(table, this.#scene.areas)))
    return hue
  }

  /**
   * A place for a table of some rows that covers none, near `wanted`.
   * @param {Rect} wanted @returns {Rect}
   */
  freePlace(wanted) {
    let rect = wanted
    while (this.#index.query(inflate(rect, NEIGHBOURHOOD)).length > 0)
      rect = { ...rect, x: rect.x + NEIGHBOURHOOD, y: rect.y + NEIGHBOURHOOD }
    return rect
  }

  /** Routes what lies near the changes anew, and moves parallel lines apart: for when a gesture has ended. */
  settle() {
    if (this.isSettled) return
    for (const [id, route] of this.#direct) {
      if (this.#disturbed.some((rect) => intersects(rect, route.bounds))) this.#route(id)
    }
    this.#disturbed = []
    this.routes = spreadLanes([...this.#scene.edges.values()], this.#direct)
    this.routing = {}
    this.isSettled = true
  }

  // Private

  /** @param {Touched} touched */
  #update(touched) {
    this.#hues.clear()
    for (const id of touched.tables) this.#updateTable(id)
    for (const id of touched.edges) this.#link(id)
    const stale = new Set(touched.edges)
    for (const table of touched.tables) for (const edge of this.edgesOf(table)) stale.add(edge)
    for (const edge of stale) this.#route(edge)
    if (stale.size >= this.#scene.edges.size) this.#disturbed = []
    this.routing = {}
    this.isSettled = false
  }

  /** @param {string} id */
  #updateTable(id) {
    const table = this.#scene.tables.get(id)
    const before = this.#index.get(id)
    if (before) this.#disturb(before)
    if (!table) return this.#index.delete(id)
    const rect = cardRect(table)
    this.#disturb(rect)
    this.#index.set(id, rect)
    if (!this.#height.has(id)) this.raise(id)
  }

  /** @param {string} id */
  #link(id) {
    for (const table of this.#endsOf.get(id) ?? []) this.#edgesOf.get(table)?.delete(id)
    this.#endsOf.delete(id)
    const edge = this.#scene.edges.get(id)
    if (!edge) return
    this.#endsOf.set(id, [edge.from, edge.to])
    for (const table of [edge.from, edge.to]) {
      const edges = this.#edgesOf.get(table) ?? new Set()
      this.#edgesOf.set(table, edges.add(id))
    }
  }

  /** @param {string} id */
  #route(id) {
    const edge = /** @type {SceneEdge | undefined} */ (this.#scene.edges.get(id))
    const route = edge ? routeEdge(edge, this.#scene.tables, this.#index) : null
    for (const routes of [this.#direct, this.routes]) {
      if (route) routes.set(id, route)
      else routes.delete(id)
    }
  }

  /** @param {Rect} rect */
  #disturb(rect) {
    this.#disturbed.push(inflate(rect, NEIGHBOURHOOD))
  }
}
