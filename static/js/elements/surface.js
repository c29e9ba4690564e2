// The 2D canvas: sharp at any density, as large as its place, redrawn once a frame and only when something changed.

import { visibleRect } from "../canvas/camera.js"
import { detailAt } from "../canvas/detail.js"
import { drawFrame } from "../canvas/paint/frame.js"
import { drawAddRow, drawPorts } from "../canvas/paint/overlay.js"
import { toScreenSpace } from "../canvas/paint/space.js"
import { Backdrop } from "./backdrop.js"
import { readTheme } from "./theme_colors.js"

/** @import {Camera, Size} from "../canvas/camera.js" */
/** @import {Frame} from "../canvas/paint/frame.js" */
/** @import {Theme} from "../canvas/paint/theme.js" */
/** @import {Editor, Gesture} from "../tools/editor.js" */

const STILL_AFTER = 140

export class Surface {
  /** @type {Gesture | null} */
  gesture = null
  /** Tables that someone else has just changed. @type {Set<string>} */
  fresh = new Set()
  /** @type {Theme} */
  theme

  #canvas
  #ctx
  #editor
  #observer
  #density = 1
  #isDirty = false
  #backdrop = new Backdrop()
  #isMoving = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stillness

  // Lifecycle

  /** @param {HTMLCanvasElement} canvas @param {Editor} editor */
  constructor(canvas, editor) {
    this.#canvas = canvas
    this.#ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }))
    this.#editor = editor
    this.theme = readTheme(/** @type {HTMLElement} */ (canvas.parentElement))
    this.#observer = new ResizeObserver(() => this.#resize())
    this.#observer.observe(/** @type {Element} */ (canvas.parentElement))
    this.#resize()
    editor.addEventListener("draw", () => this.#change())
    editor.addEventListener("look", () => this.#move())
  }

  disconnect() {
    this.#observer.disconnect()
  }

  // Actions

  request() {
    if (this.#isDirty) return
    this.#isDirty = true
    requestAnimationFrame(() => this.#draw())
  }

  changeTheme() {
    this.theme = readTheme(/** @type {HTMLElement} */ (this.#canvas.parentElement))
    this.#change()
  }

  // Private

  #change() {
    this.#backdrop.forget()
    this.request()
  }

  #move() {
    this.#isMoving = true
    this.request()
    clearTimeout(this.#stillness)
    this.#stillness = setTimeout(() => this.#rest(), STILL_AFTER)
  }

  #rest() {
    this.#isMoving = false
    if (!this.#backdrop.isSharp(this.#editor.camera)) this.#change()
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = /** @type {Element} */ (this.#canvas.parentElement)
    if (width === 0 || height === 0) return
    this.#density = devicePixelRatio
    this.#canvas.width = Math.round(width * this.#density)
    this.#canvas.height = Math.round(height * this.#density)
    this.#editor.size = { width, height }
    this.#editor.revealTable(this.#editor.selection.onlyTable)
    // A resized canvas is blank until the next frame; drawing now spares a flash.
    this.#draw()
  }

  #draw() {
    this.#isDirty = false
    if (!this.gesture) this.#editor.diagram.settle()
    const frame = this.#frameFor(this.#editor.camera, this.#editor.size)
    toScreenSpace(this.#ctx, frame)
    if (this.#isMoving && Backdrop.pays(frame))
      this.#backdrop.show(this.#ctx, frame, (camera, size) => this.#frameFor(camera, size))
    else drawFrame(this.#ctx, frame)
    toScreenSpace(this.#ctx, frame)
    if (detailAt(frame.camera.zoom) === "rows") this.#drawHandles(frame)
    this.gesture?.draw?.(this.#ctx, frame)
  }

  /** @param {Frame} frame */
  #drawHandles(frame) {
    const { hover, readonly, scene, selection } = this.#editor
    if (readonly) return
    const grown = selection.onlyTable && scene.tables.get(selection.onlyTable)
    if (grown && !grown.kind.includes("view")) drawAddRow(this.#ctx, frame, grown)
    const pointed = "column" in hover ? scene.tables.get(hover.table) : undefined
    if (pointed && "column" in hover && !pointed.kind.includes("view"))
      drawPorts(this.#ctx, frame, pointed, hover.column)
  }

  /** @param {Camera} camera @param {Size} size @returns {Frame} */
  #frameFor(camera, size) {
    const { diagram, hover, scene, selection } = this.#editor
    const lit = this.#litEdges()
    return {
      camera,
      size,
      density: this.#density,
      theme: this.theme,
      visible: diagram.tablesIn(visibleRect(camera, size)),
      edges: scene.edges,
      routes: diagram.routes,
      routing: diagram.routing,
      areas: scene.areas,
      hueOf: (table) => diagram.hue(table),
      degreeOf: (table) => diagram.degree(table),
      selected: selection.tables,
      selectedColumn: selection.column,
      hoveredTable: "table" in hover ? hover.table : null,
      hoveredColumn: "column" in hover ? hover.column : null,
      litEdges: lit,
      litColumns: this.#columnsOf(lit),
      fresh: this.fresh,
      comparing: scene.isComparison,
    }
  }

  /**
   * Relationships of what is selected, and the one or the column under the pointer.
   * @returns {Set<string>}
   */
  #litEdges() {
    const { diagram, hover, selection, scene } = this.#editor
    const lit = new Set()
    if (selection.edge) lit.add(selection.edge)
    if (hover.kind === "edge") lit.add(hover.edge)
    if (selection.tables.size === 1)
      for (const table of selection.tables) for (const edge of diagram.edgesOf(table)) lit.add(edge)
    if ("column" in hover) {
      for (const id of diagram.edgesOf(hover.table)) {
        const edge = scene.edges.get(id)
        if (edge && (edge.fromColumns.includes(hover.column) || edge.toColumns.includes(hover.column)))
          lit.add(id)
      }
    }
    return lit
  }

  /** @param {Set<string>} edges @returns {Set<string>} */
  #columnsOf(edges) {
    const found = new Set()
    for (const id of edges) {
      const edge = this.#editor.scene.edges.get(id)
      for (const column of [...(edge?.fromColumns ?? []), ...(edge?.toColumns ?? [])]) found.add(column)
    }
    return found
  }
}
