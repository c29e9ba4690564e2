// The camera: `x`, `y` is the world point at the top left of the view, `zoom` is screen pixels per world pixel.

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x: number, y: number, zoom: number}} Camera */
/** @typedef {{width: number, height: number}} Size  in CSS pixels */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 4
const WHEEL_SPEED = 0.0022
const STEP = 1.25

/** @param {Point} point @param {Camera} camera @returns {Point} */
export function toWorld(point, camera) {
  return { x: camera.x + point.x / camera.zoom, y: camera.y + point.y / camera.zoom }
}

/** @param {Point} point @param {Camera} camera @returns {Point} */
export function toScreen(point, camera) {
  return { x: (point.x - camera.x) * camera.zoom, y: (point.y - camera.y) * camera.zoom }
}

/**
 * The world point under the anchor stays there.
 * @param {Camera} camera @param {Point} anchor on screen @param {number} wanted @returns {Camera}
 */
export function zoomAt(camera, anchor, wanted) {
  const zoom = clampZoom(wanted)
  const fixed = toWorld(anchor, camera)
  return { zoom, x: fixed.x - anchor.x / zoom, y: fixed.y - anchor.y / zoom }
}

/** @param {Camera} camera @param {number} dx on screen @param {number} dy on screen @returns {Camera} */
export function pan(camera, dx, dy) {
  return { zoom: camera.zoom, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }
}

/** @param {number} zoom @param {number} delta of a wheel event, in pixels @returns {number} */
export function zoomByWheel(zoom, delta) {
  return clampZoom(zoom * Math.exp(-delta * WHEEL_SPEED))
}

/** @param {number} zoom @param {1 | -1} direction @returns {number} */
export function zoomStep(zoom, direction) {
  return clampZoom(direction > 0 ? zoom * STEP : zoom / STEP)
}

/** @param {Camera} camera @param {Size} size @returns {Rect} what is seen, in the world */
export function visibleRect(camera, size) {
  return { x: camera.x, y: camera.y, width: size.width / camera.zoom, height: size.height / camera.zoom }
}

/**
 * A camera that shows all of `rect`, never larger than `most`. `foot`: screen pixels kept free below.
 * @param {Rect} rect @param {Size} size @param {{margin?: number, foot?: number, most?: number}} [options] @returns {Camera}
 */
export function fit(rect, size, { margin = 40, foot = 0, most = 1 } = {}) {
  const room = { width: size.width, height: size.height - foot }
  const wide = Math.max(room.width - 2 * margin, 1) / Math.max(rect.width, 1)
  const high = Math.max(room.height - 2 * margin, 1) / Math.max(rect.height, 1)
  return centre(middle(rect), room, clampZoom(Math.min(wide, high, most)))
}

/**
 * Moved no further than needed for `rect` to be in sight; of one too large, its top left corner.
 * @param {Camera} camera @param {Rect} rect @param {Size} size @param {number} [margin] on screen @returns {Camera}
 */
export function bringInto(camera, rect, size, margin = 24) {
  const air = margin / camera.zoom
  const view = visibleRect(camera, size)
  return {
    zoom: camera.zoom,
    x: slide(view.x, view.width, rect.x - air, rect.width + 2 * air),
    y: slide(view.y, view.height, rect.y - air, rect.height + 2 * air),
  }
}

/** @param {Point} point @param {Size} size @param {number} zoom @returns {Camera} */
export function centre(point, size, zoom) {
  return { zoom, x: point.x - size.width / 2 / zoom, y: point.y - size.height / 2 / zoom }
}

/** @param {number} zoom @returns {number} */
export function clampZoom(zoom) {
  return Math.min(Math.max(zoom, MIN_ZOOM), MAX_ZOOM)
}

/**
 * @param {number} start of the view @param {number} room @param {number} from @param {number} length
 * @returns {number}
 */
function slide(start, room, from, length) {
  if (length > room || from < start) return from
  return Math.max(start, from + length - room)
}

/** @param {Rect} rect @returns {Point} */
export function middle(rect) {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
}
