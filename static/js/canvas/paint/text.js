// Text that fits: measuring is the dearest thing a 2D canvas does, so each text is measured once.

/** @typedef {{family: string, weight: number, size: number}} Face  size in screen pixels */

const REFERENCE = 100
/** @type {Map<string, number>} */
const widths = new Map()
const MOST_REMEMBERED = 50_000

/** @param {Face} face @returns {string} for `ctx.font` */
export function fontOf(face) {
  return `${face.weight} ${Math.round(face.size * 4) / 4}px ${face.family}`
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {string} text @param {Face} face
 * @returns {number} screen pixels
 */
export function textWidth(ctx, text, face) {
  const key = `${face.weight}${face.family.length}${text}`
  let width = widths.get(key)
  if (width === undefined) {
    const font = ctx.font
    ctx.font = `${face.weight} ${REFERENCE}px ${face.family}`
    width = ctx.measureText(text).width / REFERENCE
    ctx.font = font
    if (widths.size > MOST_REMEMBERED) widths.clear()
    widths.set(key, width)
  }
  return width * face.size
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {string} text @param {Face} face @param {number} room
 * @returns {string}
 */
export function fitted(ctx, text, face, room) {
  const width = textWidth(ctx, text, face)
  if (width <= room) return text
  const letters = Math.floor((text.length * (room - face.size * 0.75)) / width)
  return letters > 0 ? `${text.slice(0, letters)}…` : ""
}

/**
 * Words on as few lines as they need; one that is too long has a line of its own.
 * @param {string[]} words @param {number} room @param {(text: string) => number} widthOf @returns {string[]}
 */
export function packed(words, room, widthOf) {
  /** @type {string[]} */
  const lines = []
  for (const word of words) {
    const longer = (lines.at(-1) ?? "") + word
    if (lines.length > 0 && widthOf(longer) <= room) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
