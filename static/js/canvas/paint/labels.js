// Names that keep their size while the map shrinks; where they would cover one another, the busier table speaks.

import { toScreen } from "../camera.js"
import { SMALLEST_TEXT, farTextSize } from "../detail.js"
import { CARD_WIDTH, cardHeight, intersects } from "../geometry.js"
import { hueNamed } from "../palette.js"
import { areaInk, headerTint } from "./theme.js"
import { fitted, fontOf, packed, textWidth } from "./text.js"

/** @import {Point, Rect} from "../camera.js" */
/** @import {Frame} from "./frame.js" */
/** @import {Face} from "./text.js" */
/** @import {SceneTable} from "../../state/scene.js" */

const AREA_TEXT = 15
const AIR = 3
const FAR_AIR = 14
const READABLE_BOX = 34

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawFarNames(ctx, frame) {
  const places = new Places()
  const tables = byImportance(frame)
  for (const table of tables) places.reserve(table.id, ownPlace(frame, table))
  ctx.textAlign = "center"
  ctx.textBaseline = "middle"
  ctx.lineJoin = "round"
  for (const table of tables) {
    for (const label of labelsFor(ctx, frame, table)) {
      if (!places.claim(table.id, label.rect)) continue
      drawLabel(ctx, frame, table, label)
      break
    }
  }
  ctx.textAlign = "left"
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawAreaNames(ctx, { areas, camera, theme }) {
  const size = Math.max(AREA_TEXT, Math.min(20, AREA_TEXT * camera.zoom))
  const face = { family: theme.sans, weight: 640, size }
  ctx.textBaseline = "bottom"
  for (const area of areas) {
    const at = toScreen(area, camera)
    ctx.font = fontOf(face)
    ctx.fillStyle = areaInk(theme, hueNamed(area.color || area.name))
    ctx.fillText(fitted(ctx, area.name, face, area.width * camera.zoom - 8), at.x + 4, at.y - 4)
  }
}

/** @param {Frame} frame @returns {SceneTable[]} */
function byImportance(frame) {
  const weight = (/** @type {SceneTable} */ table) =>
    (frame.selected.has(table.id) ? 1e6 : 0) + (table.diff ? 1e5 : 0) + frame.degreeOf(table.id)
  return [...frame.visible].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}

/** @typedef {{lines: string[], face: Face, rect: Rect}} Label */

/**
 * The ways to write a name, the best first: large or on several lines within the card, over its edges, cut.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table
 * @returns {Iterable<Label>}
 */
function* labelsFor(ctx, frame, table) {
  const box = boxWidth(frame)
  const large = { family: frame.theme.sans, weight: 600, size: farTextSize(frame.degreeOf(table.id)) }
  if (box < READABLE_BOX) return yield label(ctx, frame, table, [table.name], large, FAR_AIR)
  const small = { ...large, size: SMALLEST_TEXT }
  const shrunk = (large.size * box) / textWidth(ctx, table.name, large)
  const fitting = { ...large, size: Math.min(large.size, Math.max(SMALLEST_TEXT, shrunk)) }
  const words = table.name.split(/(?<=_)/)
  yield* labelsInside(ctx, frame, table, words, [large, fitting, small])
  yield label(ctx, frame, table, [table.name], large, AIR)
  yield label(ctx, frame, table, [table.name], small, AIR)
  const cut = words.map((word) => fitted(ctx, word, small, box)).filter(Boolean)
  yield label(ctx, frame, table, cut, small, 0)
  yield label(
    ctx,
    frame,
    table,
    cut.slice(0, 1).map((word) => word.replace(/_$/, "…")),
    small,
    0,
  )
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table
 * @param {string[]} words @param {Face[]} faces @returns {Iterable<Label>} those that no edge of the card cuts
 */
function* labelsInside(ctx, frame, table, words, faces) {
  const width = boxWidth(frame)
  const height = cardHeight(table.columns.length) * frame.camera.zoom
  for (const face of faces) {
    const several = packed(words, width, (text) => textWidth(ctx, text, face))
    for (const lines of [[table.name], several]) {
      const found = label(ctx, frame, table, lines, face, 0)
      if (found.rect.width <= width && found.rect.height <= height) yield found
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table
 * @param {string[]} lines @param {Face} face @param {number} air @returns {Label}
 */
function label(ctx, frame, table, lines, face, air) {
  const { x, y } = middleOf(frame, table)
  const width = Math.max(0, ...lines.map((line) => textWidth(ctx, line, face))) + 2 * air
  const height = lines.length * face.size * 1.15
  return { lines, face, rect: { x: x - width / 2, y: y - height / 2, width, height } }
}

/**
 * What no other name may cover, so that each table near enough keeps room for a short one.
 * @param {Frame} frame @param {SceneTable} table @returns {Rect}
 */
function ownPlace(frame, table) {
  const { x, y } = middleOf(frame, table)
  const width = boxWidth(frame) < READABLE_BOX ? 0 : boxWidth(frame)
  return { x: x - width / 2, y: y - SMALLEST_TEXT / 2, width, height: width === 0 ? 0 : SMALLEST_TEXT }
}

/** @param {Frame} frame @returns {number} */
function boxWidth({ camera }) {
  return CARD_WIDTH * camera.zoom
}

/** @param {Frame} frame @param {SceneTable} table @returns {Point} on screen */
function middleOf({ camera }, table) {
  return toScreen({ x: table.x + CARD_WIDTH / 2, y: table.y + cardHeight(table.columns.length) / 2 }, camera)
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Label} label
 */
function drawLabel(ctx, { theme, hueOf }, table, { lines, face, rect }) {
  ctx.font = fontOf(face)
  ctx.lineWidth = 3
  ctx.strokeStyle = table.diff ? theme.diff[table.diff].soft : headerTint(theme, hueOf(table))
  ctx.fillStyle = table.diff ? theme.diff[table.diff].ink : theme.text
  const step = rect.height / lines.length
  lines.forEach((line, i) => {
    const [x, y] = [rect.x + rect.width / 2, rect.y + (i + 0.5) * step]
    ctx.strokeText(line, x, y)
    ctx.fillText(line, x, y)
  })
}

const CELL = 128

/** The places on the screen that names have taken or are promised. */
class Places {
  /** @type {Map<number, {id: string, rect: Rect}[]>} */
  #cells = new Map()

  /** @param {string} id @param {Rect} rect */
  reserve(id, rect) {
    if (rect.width > 0) this.#take(id, rect)
  }

  /** @param {string} id @param {Rect} rect @returns {boolean} whether it was free, and now is taken */
  claim(id, rect) {
    const isTaken = cellsOf(rect).some((cell) =>
      this.#cells.get(cell)?.some((other) => other.id !== id && intersects(other.rect, rect)),
    )
    if (!isTaken) this.#take(id, rect)
    return !isTaken
  }

  /** @param {string} id @param {Rect} rect */
  #take(id, rect) {
    for (const cell of cellsOf(rect)) {
      const taken = this.#cells.get(cell)
      if (taken) taken.push({ id, rect })
      else this.#cells.set(cell, [{ id, rect }])
    }
  }
}

const CELLS_A_ROW = 65_536

/** @param {Rect} rect @returns {number[]} */
function cellsOf(rect) {
  const cells = []
  for (let x = Math.floor(rect.x / CELL); x <= (rect.x + rect.width) / CELL; x++) {
    for (let y = Math.floor(rect.y / CELL); y <= (rect.y + rect.height) / CELL; y++)
      cells.push(x + y * CELLS_A_ROW)
  }
  return cells
}
