import { intersects } from "./geometry.js"

/** @import {Rect} from "./camera.js" */

const CELL = 512

/** Which rectangles lie near a rectangle: a grid of buckets, cheap to update while things move. */
export class SpatialIndex {
  /** @type {Map<string, Rect>} */
  #rects = new Map()
  /** @type {Map<string, Set<string>>} */
  #cells = new Map()

  /** @param {string} id @param {Rect} rect */
  set(id, rect) {
    this.delete(id)
    this.#rects.set(id, rect)
    for (const cell of cellsOf(rect)) this.#bucket(cell).add(id)
  }

  /** @param {string} id */
  delete(id) {
    const rect = this.#rects.get(id)
    if (!rect) return
    for (const cell of cellsOf(rect)) this.#cells.get(cell)?.delete(id)
    this.#rects.delete(id)
  }

  /** @param {string} id @returns {Rect | undefined} */
  get(id) {
    return this.#rects.get(id)
  }

  /** @param {Rect} area @returns {string[]} ids of what intersects it, in no order */
  query(area) {
    if (cellCount(area) > this.#cells.size) return this.#scan(area)
    const found = new Set()
    for (const cell of cellsOf(area)) {
      for (const id of this.#cells.get(cell) ?? []) {
        if (intersects(this.#rect(id), area)) found.add(id)
      }
    }
    return [...found]
  }

  // Private

  /** @param {Rect} area @returns {string[]} */
  #scan(area) {
    const found = []
    for (const [id, rect] of this.#rects) if (intersects(rect, area)) found.push(id)
    return found
  }

  /** @param {string} id @returns {Rect} */
  #rect(id) {
    return /** @type {Rect} */ (this.#rects.get(id))
  }

  /** @param {string} cell @returns {Set<string>} */
  #bucket(cell) {
    let bucket = this.#cells.get(cell)
    if (!bucket) this.#cells.set(cell, (bucket = new Set()))
    return bucket
  }
}

/** @param {Rect} rect @returns {number} */
function cellCount(rect) {
  return (rect.width / CELL + 2) * (rect.height / CELL + 2)
}

/** @param {Rect} rect @returns {Iterable<string>} */
function* cellsOf(rect) {
  const right = Math.floor((rect.x + rect.width) / CELL)
  const bottom = Math.floor((rect.y + rect.height) / CELL)
  for (let column = Math.floor(rect.x / CELL); column <= right; column++) {
    for (let row = Math.floor(rect.y / CELL); row <= bottom; row++) yield `${column},${row}`
  }
}
