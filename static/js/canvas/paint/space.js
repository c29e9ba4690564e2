/** @import {Frame} from "./frame.js" */

/** From now on one unit is one CSS pixel. @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function toScreenSpace(ctx, { density }) {
  ctx.setTransform(density, 0, 0, density, 0, 0)
}

/** From now on one unit is one world pixel. @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function toWorldSpace(ctx, { camera, density }) {
  const scale = camera.zoom * density
  ctx.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
}
