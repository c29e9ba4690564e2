// A scene with everything derived from it that drawing and pointing need, kept up to date bit by bit.

import { bounds, cardRect, inflate, intersects } from "./geometry.js"
import { spreadLanes } from "./lanes.js"
import { hueOfTable, huesOfSchemas } from "./palette.js"
import { shiftedBy } from "./route.js"
import { routeEdge } from "./routing.js"
import { SpatialIndex } from "./spatial.js"

/** @import {Point, Rect} from "./camera.js" */
/** @import {Route} from "./route.js" */
/** @import {SceneEdge, SceneStore, SceneTable, Touched} from "../state/scene.js" */

const NEIGHBOURHOOD = 24
const ELSEWHERE = { x: NaN, y: NaN }

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
  /** @type {Map<string, number> | null} */
  #schemas = null
  /** Where tables stood when the scene was settled last, and where they stand now. @type {Map<string, {before?: Rect, after?: Rect}>} */
  #disturbed = new Map()
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
    if (hue === undefined) {
      this.#schemas ??= huesOfSchemas([...this.#scene.tables.values()].map((each) => each.schema))
      hue = hueOfTable(table, this.#scene.areas, this.#schemas)
      this.#hues.set(table, hue)
    }
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
    const places = [...this.#disturbed.values()].flatMap(({ before, after }) =>
      [before ?? [], after ?? []].flat(),
    )
    const around = places.map((rect) => inflate(rect, NEIGHBOURHOOD))
    for (const [id, route] of this.#direct) {
      if (around.some((rect) => intersects(rect, route.bounds))) this.#route(id)
    }
    this.#disturbed.clear()
    this.routes = spreadLanes([...this.#scene.edges.values()], this.#direct)
    this.routing = {}
    this.isSettled = true
  }

  // Private

  /** @param {Touched} touched */
  #update(touched) {
    this.#hues.clear()
    this.#schemas = null
    /** @type {Map<string, Point>} */
    const moves = new Map()
    for (const id of touched.tables) moves.set(id, this.#updateTable(id))
    for (const id of touched.edges) this.#link(id)
    const stale = new Set(touched.edges)
    for (const table of touched.tables) for (const edge of this.edgesOf(table)) stale.add(edge)
    for (const edge of stale) if (touched.edges.has(edge) || !this.#shift(edge, moves)) this.#route(edge)
    if (touched.edges.size >= this.#scene.edges.size) this.#disturbed.clear()
    this.routing = {}
    this.isSettled = false
  }

  /** @param {string} id @returns {Point} how far it moved; nowhere, `NaN`, if it changed in another way */
  #updateTable(id) {
    const table = this.#scene.tables.get(id)
    const before = this.#index.get(id)
    const after = table && cardRect(table)
    this.#disturbed.set(id, { before: this.#disturbed.get(id)?.before ?? before, after })
    if (!after) this.#index.delete(id)
    else this.#index.set(id, after)
    if (after && !this.#height.has(id)) this.raise(id)
    return before?.height === after?.height && before && after
      ? { x: after.x - before.x, y: after.y - before.y }
      : ELSEWHERE
  }

  /** Tables that move together take the lines between them along. @param {string} id @param {Map<string, Point>} moves @returns {boolean} whether they did */
  #shift(id, moves) {
    const [from, to] = (this.#endsOf.get(id) ?? []).map((table) => moves.get(table))
    const route = this.#direct.get(id)
    if (!route || !from || !to || from.x !== to.x || from.y !== to.y) return false
    this.#keep(id, shiftedBy(route, from))
    return true
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
    this.#keep(id, edge ? routeEdge(edge, this.#scene.tables, this.#index) : null)
  }

  /** @param {string} id @param {Route | null} route */
  #keep(id, route) {
    for (const routes of [this.#direct, this.routes]) {
      if (route) routes.set(id, route)
      else routes.delete(id)
    }
  }
}
