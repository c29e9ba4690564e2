// The whole scene in a corner: press or drag to look elsewhere.

import { centre } from "../canvas/camera.js"
import { drawMapFrame, drawMapTables, mapOf, mapToWorld } from "../canvas/paint/minimap.js"

/** @import {MapView} from "../canvas/paint/minimap.js" */
/** @import {Theme} from "../canvas/paint/theme.js" */
/** @import {Editor} from "../tools/editor.js" */

const FRAME_EVERY = 33

export class Minimap {
  #canvas
  #editor
  #themeOf
  /** The tables, drawn once for each change of the scene. @type {OffscreenCanvas | null} */
  #tables = null
  /** @type {MapView | null} */
  #map = null
  #isWaiting = false

  // Lifecycle

  /** @param {HTMLCanvasElement} canvas @param {Editor} editor @param {() => Theme} themeOf */
  constructor(canvas, editor, themeOf) {
    this.#canvas = canvas
    this.#editor = editor
    this.#themeOf = themeOf
    editor.scene.addEventListener("change", () => this.forget())
    editor.addEventListener("look", () => this.#request())
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId)
      this.#lookAt(event)
    })
    canvas.addEventListener("pointermove", (event) => event.buttons && this.#lookAt(event))
  }

  // Actions

  /** Draws the tables anew: they or the theme have changed. */
  forget() {
    this.#tables = null
    this.#request()
  }

  // Private

  #request() {
    if (this.#isWaiting) return
    this.#isWaiting = true
    setTimeout(() => requestAnimationFrame(() => this.#draw()), FRAME_EVERY)
  }

  #draw() {
    this.#isWaiting = false
    const { clientWidth, clientHeight } = this.#canvas
    if (clientWidth === 0) return
    const [width, height] = [clientWidth * devicePixelRatio, clientHeight * devicePixelRatio]
    if (this.#canvas.width !== width) Object.assign(this.#canvas, { width, height })
    this.#tables ??= this.#drawTables(clientWidth, clientHeight)
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"))
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.clearRect(0, 0, width, height)
    ctx.drawImage(this.#tables, 0, 0)
    ctx.scale(devicePixelRatio, devicePixelRatio)
    if (this.#map) drawMapFrame(ctx, this.#editor.view, this.#map, this.#themeOf())
  }

  /** @param {number} width @param {number} height @returns {OffscreenCanvas} */
  #drawTables(width, height) {
    const { diagram, scene } = this.#editor
    const canvas = new OffscreenCanvas(width * devicePixelRatio, height * devicePixelRatio)
    const ctx = /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (canvas.getContext("2d")))
    ctx.scale(devicePixelRatio, devicePixelRatio)
    this.#map = mapOf(scene.tables.values(), { width, height })
    if (this.#map)
      drawMapTables(ctx, scene.tables.values(), this.#map, {
        theme: this.#themeOf(),
        hueOf: (table) => diagram.hue(table),
      })
    return canvas
  }

  /** @param {PointerEvent} event */
  #lookAt(event) {
    if (!this.#map) return
    const point = mapToWorld({ x: event.offsetX, y: event.offsetY }, this.#map)
    this.#editor.look(centre(point, this.#editor.size, this.#editor.camera.zoom))
  }
}
