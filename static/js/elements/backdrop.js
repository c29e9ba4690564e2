// While the camera moves over a crowded scene, the last picture is moved instead of drawn anew. It reaches a
// little beyond the view, so that most frames of a pan cost one copy.

import { drawFrame } from "../canvas/paint/frame.js"

/** @import {Camera, Size} from "../canvas/camera.js" */
/** @import {Frame} from "../canvas/paint/frame.js" */

const MARGIN = 256
const CROWDED = 25
const LEAST_SCALE = 0.62
const MOST_SCALE = 1.6

export class Backdrop {
  #canvas = new OffscreenCanvas(1, 1)
  #ctx = /** @type {CanvasRenderingContext2D} */ (
    /** @type {unknown} */ (this.#canvas.getContext("2d", { alpha: false }))
  )
  /** @type {{camera: Camera, size: Size} | null} */
  #held = null

  /** What it holds is out of date. */
  forget() {
    this.#held = null
  }

  /**
   * Is it a picture in its own right, or one that was stretched to follow a zoom?
   * @param {Camera} camera @returns {boolean}
   */
  isSharp(camera) {
    return this.#held === null || this.#held.camera.zoom === camera.zoom
  }

  /** @param {Frame} frame @returns {boolean} is the scene crowded enough for this to pay? */
  static pays({ visible }) {
    return visible.length > CROWDED
  }

  /**
   * @param {CanvasRenderingContext2D} ctx in screen space @param {Frame} frame
   * @param {(camera: Camera, size: Size) => Frame} frameFor what lies in a larger view
   */
  show(ctx, frame, frameFor) {
    if (!this.#covers(frame)) this.#paint(frame, frameFor)
    const { camera, size } = /** @type {{camera: Camera, size: Size}} */ (this.#held)
    const scale = frame.camera.zoom / camera.zoom
    const at = (/** @type {number} */ world) =>
      Math.round(world * frame.camera.zoom * frame.density) / frame.density
    ctx.drawImage(
      this.#canvas,
      at(camera.x - frame.camera.x),
      at(camera.y - frame.camera.y),
      size.width * scale,
      size.height * scale,
    )
  }

  // Private

  /** @param {Frame} frame @returns {boolean} */
  #covers({ camera, size }) {
    if (!this.#held) return false
    const { camera: own, size: ownSize } = this.#held
    const scale = camera.zoom / own.zoom
    if (scale < LEAST_SCALE || scale > MOST_SCALE) return false
    const [left, top] = [(camera.x - own.x) * own.zoom, (camera.y - own.y) * own.zoom]
    return (
      left >= 0 &&
      top >= 0 &&
      left + size.width / scale <= ownSize.width &&
      top + size.height / scale <= ownSize.height
    )
  }

  /** @param {Frame} frame @param {(camera: Camera, size: Size) => Frame} frameFor */
  #paint({ camera, size, density }, frameFor) {
    const own = { zoom: camera.zoom, x: camera.x - MARGIN / camera.zoom, y: camera.y - MARGIN / camera.zoom }
    const ownSize = { width: size.width + 2 * MARGIN, height: size.height + 2 * MARGIN }
    const [width, height] = [Math.ceil(ownSize.width * density), Math.ceil(ownSize.height * density)]
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      Object.assign(this.#canvas, { width, height })
    drawFrame(this.#ctx, frameFor(own, ownSize))
    this.#held = { camera: own, size: ownSize }
  }
}
