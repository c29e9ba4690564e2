import { toScreen } from "../camera.js"
import { GRID } from "../geometry.js"
import { hueNamed } from "../palette.js"
import { areaTint } from "./theme.js"

/** @import {Frame} from "./frame.js" */

const DOTS_EVERY = GRID * 3
const DOTS_FROM = 0.55

/**
 * A pattern of dots costs one fill, however many there are.
 * @type {WeakMap<CanvasRenderingContext2D, {key: string, tile: CanvasPattern | null}>}
 */
const tiles = new WeakMap()

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawGrid(ctx, { camera, size, theme, density }) {
  if (camera.zoom < DOTS_FROM) return
  const tile = dotTile(ctx, Math.round(DOTS_EVERY * camera.zoom * density), theme.grid, density)
  if (!tile) return
  const gap = DOTS_EVERY * camera.zoom
  const scale = gap / Math.round(gap * density)
  tile.setTransform(
    new DOMMatrix([scale, 0, 0, scale, -((camera.x * camera.zoom) % gap), -((camera.y * camera.zoom) % gap)]),
  )
  ctx.fillStyle = tile
  ctx.fillRect(0, 0, size.width, size.height)
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawAreas(ctx, { areas, camera, theme }) {
  for (const area of areas) {
    const at = toScreen(area, camera)
    ctx.fillStyle = areaTint(theme, hueNamed(area.color || area.name))
    ctx.beginPath()
    ctx.roundRect(
      at.x,
      at.y,
      area.width * camera.zoom,
      area.height * camera.zoom,
      Math.min(16 * camera.zoom, 12),
    )
    ctx.fill()
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {number} pixels @param {string} color @param {number} density
 * @returns {CanvasPattern | null}
 */
function dotTile(ctx, pixels, color, density) {
  const key = `${pixels} ${color}`
  const known = tiles.get(ctx)
  if (known?.key === key) return known.tile
  const canvas = new OffscreenCanvas(pixels, pixels)
  const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"))
  pen.fillStyle = color
  pen.fillRect(0, 0, Math.round(1.25 * density), Math.round(1.25 * density))
  const tile = ctx.createPattern(canvas, "repeat")
  tiles.set(ctx, { key, tile })
  return tile
}
