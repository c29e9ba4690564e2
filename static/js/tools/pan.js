import { pan } from "../canvas/camera.js"

/** @import {Editor, Gesture, Pointer} from "./editor.js" */

const SLACK = 3

/** @implements {Gesture} */
export class Pan {
  cursor = "grabbing"
  hasMoved = false
  #editor
  #start
  #camera

  /** @param {Editor} editor @param {Pointer} pointer */
  constructor(editor, pointer) {
    this.#editor = editor
    this.#start = pointer.screen
    this.#camera = editor.camera
  }

  /** @param {Pointer} pointer */
  move({ screen }) {
    const [dx, dy] = [screen.x - this.#start.x, screen.y - this.#start.y]
    this.hasMoved ||= Math.hypot(dx, dy) > SLACK
    this.#editor.look(pan(this.#camera, dx, dy))
  }

  finish() {}

  cancel() {
    this.#editor.look(this.#camera)
  }
}
