// Small signs, drawn in a box of 12 by 12.

/** @type {Map<string, Path2D>} */
const paths = new Map()
/** @type {Record<string, string>} */
const SHAPES = {
  key: "M3.8 5.2a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 0 0 0-5.2M5.7 6L10.4 1.3M8.3 3.4L9.9 5",
  link: "M4.9 7.1L7.1 4.9M5.2 3.6L6.2 2.6a2.3 2.3 0 0 1 3.2 3.2L8.4 6.8M6.8 8.4L5.8 9.4a2.3 2.3 0 0 1-3.2-3.2L3.6 5.2",
  unique: "M6 2.2L9.8 6L6 9.8L2.2 6Z",
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {"key" | "link" | "unique"} name @param {number} x
 * @param {number} y @param {number} size @param {string} color
 */
export function drawMark(ctx, name, x, y, size, color) {
  const scale = size / 12
  ctx.save()
  ctx.translate(x, y)
  ctx.scale(scale, scale)
  ctx.strokeStyle = color
  ctx.lineWidth = 1.3
  ctx.lineCap = "round"
  ctx.stroke(path(name))
  ctx.restore()
}

/** @param {string} name @returns {Path2D} */
function path(name) {
  let found = paths.get(name)
  if (!found) paths.set(name, (found = new Path2D(SHAPES[name])))
  return found
}
