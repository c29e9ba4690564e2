// Names that keep their size while the map shrinks; where they would cover one another, the busier table speaks.

import { toScreen } from "../camera.js"
import { SMALLEST_TEXT, farTextSize } from "../detail.js"
import { CARD_WIDTH, cardHeight, intersects } from "../geometry.js"
import { hueNamed } from "../palette.js"
import { areaInk, headerTint } from "./theme.js"
import { fitted, fontOf, textWidth } from "./text.js"

/** @import {Rect} from "../camera.js" */
/** @import {Frame} from "./frame.js" */
/** @import {Face} from "./text.js" */
/** @import {SceneTable} from "../../state/scene.js" */

const AREA_TEXT = 15
const AIR = 5
const READABLE_BOX = 34

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawFarNames(ctx, frame) {
  /** @type {Map<string, Rect[]>} */
  const taken = new Map()
  ctx.textAlign = "center"
  ctx.textBaseline = "middle"
  ctx.lineJoin = "round"
  for (const table of byImportance(frame)) {
    const label = labelsFor(ctx, frame, table).find((each) => claim(taken, each.rect))
    if (label) drawLabel(ctx, frame, table, label)
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
  const weight = (/** @type {SceneTable} */ table) => (frame.selected.has(table.id) ? 1e6 : 0) + (table.diff ? 1e5 : 0) + frame.degreeOf(table.id)
  return [...frame.visible].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}

/** @typedef {{lines: string[], face: Face, rect: Rect}} Label */

/** The ways to write a name, the best first: large, small, on several lines, cut. @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @returns {Label[]} */
function labelsFor(ctx, frame, table) {
  const box = CARD_WIDTH * frame.camera.zoom
  const large = { family: frame.theme.sans, weight: 600, size: farTextSize(frame.degreeOf(table.id)) }
  const small = { ...large, size: SMALLEST_TEXT }
  const whole = [label(ctx, frame, table, [table.name], large), label(ctx, frame, table, [table.name], small)]
  if (box < READABLE_BOX) return whole
  const cut = fitted(ctx, table.name, small, box - 2)
  return [...whole, label(ctx, frame, table, table.name.split(/(?<=_)/), small), ...(cut ? [label(ctx, frame, table, [cut], small)] : [])]
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {string[]} lines @param {Face} face @returns {Label} */
function label(ctx, frame, table, lines, face) {
  const middle = toScreen({ x: table.x + CARD_WIDTH / 2, y: table.y + cardHeight(table.columns.length) / 2 }, frame.camera)
  const width = Math.max(...lines.map((line) => textWidth(ctx, line, face))) + 2 * AIR
  const height = lines.length * face.size * 1.15
  return { lines, face, rect: { x: middle.x - width / 2, y: middle.y - height / 2, width, height } }
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Label} label */
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

/** Takes the place of a label, if nothing else has it. @param {Map<string, Rect[]>} taken @param {Rect} rect @returns {boolean} */
function claim(taken, rect) {
  const cells = cellsOf(rect)
  if (cells.some((cell) => taken.get(cell)?.some((other) => intersects(other, rect)))) return false
  for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), rect])
  return true
}

/** @param {Rect} rect @returns {string[]} */
function cellsOf(rect) {
  const cells = []
  for (let x = Math.floor(rect.x / CELL); x <= (rect.x + rect.width) / CELL; x++) {
    for (let y = Math.floor(rect.y / CELL); y <= (rect.y + rect.height) / CELL; y++) cells.push(`${x},${y}`)
  }
  return cells
}
