// What gestures and commands act on: the scene, the camera, what is selected and what lies under the pointer.

import { bringInto, centre, fit, toWorld, visibleRect, zoomAt, zoomStep } from "../canvas/camera.js"
import { detailAt } from "../canvas/detail.js"
import { Diagram } from "../canvas/diagram.js"
import { bounds, cardRect, encloses } from "../canvas/geometry.js"
import { NOTHING, hitTest } from "../canvas/hit.js"
import { newId, overruling } from "../state/changes.js"
import { previewOf } from "../state/preview.js"
import { SceneStore } from "../state/scene.js"
import { Selection } from "../state/selection.js"

/** @import {Camera, Point, Rect, Size} from "../canvas/camera.js" */
/** @import {Hit} from "../canvas/hit.js" */
/** @import {Frame} from "../canvas/paint/frame.js" */
/** @import {Change, Clash} from "../state/changes.js" */
/** @import {Answer, Outbox} from "../state/outbox.js" */
/** @import {Places} from "../state/preview.js" */
/** @import {ScenePatch} from "../state/scene.js" */

/** @typedef {{screen: Point, world: Point, shift: boolean, mod: boolean, button: number}} Pointer */

/**
 * A gesture lives from a press to its release. It previews; only `finish` commits.
 * @typedef {object} Gesture
 * @property {(pointer: Pointer) => void} move
 * @property {(pointer: Pointer) => void} finish
 * @property {() => void} cancel
 * @property {(ctx: CanvasRenderingContext2D, frame: Frame) => void} [draw]
 * @property {string} [cursor]
 */

/** @typedef {"select" | "table"} Tool */
/**
 * @typedef {{outbox: Outbox, session: string, readonly: boolean, say: (message: string, options?: {tone?: string, action?: {label: string, run: () => void}}) => void}} Surroundings
 */

const CLOSE_UP = 0.9
const TOOLBAR = 40

export class Editor extends EventTarget {
  scene = new SceneStore()
  diagram = new Diagram(this.scene)
  selection = new Selection()
  /** @type {Camera} */
  camera = { x: 0, y: 0, zoom: 1 }
  /** @type {Size} */
  size = { width: 1, height: 1 }
  /** @type {Hit} */
  hover = NOTHING
  /** @type {Tool} */
  tool = "select"
  isPanning = false

  /** @param {Surroundings} surroundings */
  constructor({ outbox, session, readonly, say }) {
    super()
    this.outbox = outbox
    this.session = session
    this.readonly = readonly
    this.say = say
    this.scene.addEventListener("change", () => {
      this.selection.prune(this.scene)
      this.redraw()
    })
    this.selection.addEventListener("change", () => this.#onSelection())
  }

  // Looking

  /** @returns {Rect} the part of the world in sight */
  get view() {
    return visibleRect(this.camera, this.size)
  }

  /** @param {Camera} camera */
  look(camera) {
    this.camera = camera
    this.dispatchEvent(new CustomEvent("look"))
  }

  fitAll() {
    const tables = this.diagram.bounds()
    const all = bounds([...(tables ? [tables] : []), ...this.scene.areas])
    if (all) this.look(fit(all, this.size, { foot: TOOLBAR }))
  }

  /** What differs, in a comparison; otherwise everything. */
  fitChanged() {
    const changed = [...this.scene.tables.values()].filter((table) => table.diff)
    const rect = this.diagram.bounds(changed.map((table) => table.id))
    if (rect && changed.length > 0) this.look(fit(rect, this.size, { margin: 48, foot: TOOLBAR }))
    else this.fitAll()
  }

  fitSelection() {
    const rect = this.diagram.bounds(this.selection.tables)
    if (rect) this.look(fit(rect, this.size, { margin: 96, foot: TOOLBAR }))
    else this.fitAll()
  }

  /** @param {1 | -1} direction */
  zoomStep(direction) {
    this.look(zoomAt(this.camera, this.#middle, zoomStep(this.camera.zoom, direction)))
  }

  /** @param {number} zoom */
  zoomTo(zoom) {
    this.look(zoomAt(this.camera, this.#middle, zoom))
  }

  /** Selects a table and brings it near enough to read. @param {string} id @param {string | null} [column] */
  show(id, column = null) {
    const table = this.scene.tables.get(id)
    if (!table) return
    this.selection.set([id], column)
    const rect = cardRect(table)
    const zoom = Math.max(this.camera.zoom, CLOSE_UP)
    this.look(
      centre(
        {
          x: rect.x + rect.width / 2,
          y: rect.y + Math.min(rect.height / 2, this.size.height / 2 / zoom - 40),
        },
        this.size,
        zoom,
      ),
    )
  }

  /** Moves the view no further than needed. @param {Rect} rect @param {number} [foot] screen pixels kept free below */
  reveal(rect, foot = TOOLBAR) {
    const camera = bringInto(this.camera, rect, { ...this.size, height: this.size.height - foot })
    if (camera.x !== this.camera.x || camera.y !== this.camera.y) this.look(camera)
  }

  /** @param {string | null} id of a table */
  revealTable(id) {
    const table = id && this.scene.tables.get(id)
    if (table) this.reveal(cardRect(table))
  }

  get isLost() {
    return this.scene.tables.size > 0 && this.diagram.idsIn(this.view).length === 0
  }

  get seesAll() {
    const all = this.diagram.bounds()
    return all === null || encloses(this.view, all)
  }

  // Pointing

  /** @param {Point} screen @returns {Hit} */
  hitAt(screen) {
    const { camera, diagram, scene } = this
    const growing = this.readonly ? null : this.selection.onlyTable
    const near = (/** @type {Rect} */ area) => diagram.idsIn(area)
    const view = { zoom: camera.zoom, rows: detailAt(camera.zoom) === "rows" }
    return hitTest(
      { tables: scene.tables, routes: diagram.routes, near, editable: !this.readonly, growing },
      toWorld(screen, camera),
      view,
    )
  }

  /** @param {Hit} hit */
  point(hit) {
    if (sameHit(hit, this.hover)) return
    this.hover = hit
    this.redraw()
  }

  /** @param {Tool} tool */
  use(tool) {
    this.tool = tool
    this.dispatchEvent(new CustomEvent("tool"))
    this.redraw()
  }

  redraw() {
    this.dispatchEvent(new CustomEvent("draw"))
  }

  // Editing

  /**
   * Shows the changes at once, sends them, and takes them back if the server refuses.
   * @param {Change[]} changes @param {Places} [placements]
   * @returns {Promise<Answer["kind"]>} `patch`: they hold; `clash`: someone is asked whose value shall stand
   */
  async commit(changes, placements = {}) {
    const body = { changes, session: this.session, ...(Object.keys(placements).length > 0 && { placements }) }
    const answer = await this.#send("changes", body, previewOf(this.scene, changes, placements))
    if (answer.kind === "clash") this.#clash(changes, answer.clashes, answer.message)
    return answer.kind
  }

  /** @param {Places} placements where tables now lie @returns {Promise<boolean>} */
  async place(placements) {
    const answer = await this.#send(
      "placements",
      { placements, session: this.session },
      previewOf(this.scene, [], placements),
    )
    return answer.kind === "patch"
  }

  /** @param {"undo" | "redo" | "layout"} resource */
  async ask(resource) {
    const answer = await this.#send(resource, { session: this.session }, {})
    if (answer.kind === "patch" && answer.patch.summary && resource !== "layout")
      this.say(resource === "redo" ? `Redo: ${answer.patch.summary}` : answer.patch.summary)
    return answer.kind === "patch"
  }

  // Private

  /** @param {string} resource @param {object} body @param {ScenePatch} preview @returns {Promise<Answer>} */
  async #send(resource, body, preview) {
    const token = newId()
    this.scene.preview(token, preview)
    const answer = await this.outbox.put({ resource, body, token })
    if (answer.kind === "patch") this.dispatchEvent(new CustomEvent("answer", { detail: answer.patch }))
    if (answer.kind === "refused") this.say(answer.message, { tone: "danger" })
    this.scene.settle(token)
    return answer
  }

  /** @param {Change[]} changes @param {Clash[]} clashes @param {string} message */
  #clash(changes, clashes, message) {
    const insist = () => void this.commit(overruling(changes, clashes))
    this.dispatchEvent(new CustomEvent("clash", { detail: { clashes, message, insist } }))
  }

  #onSelection() {
    for (const id of this.selection.tables) this.diagram.raise(id)
    this.redraw()
    this.dispatchEvent(new CustomEvent("select"))
  }

  /** @returns {Point} */
  get #middle() {
    return { x: this.size.width / 2, y: this.size.height / 2 }
  }
}

/** @param {Hit} a @param {Hit} b @returns {boolean} */
function sameHit(a, b) {
  return JSON.stringify(a) === JSON.stringify(b)
}
