// A table as a card: a tinted header, then one row a column: mark, name, type, and `?` where NULL may stand.

import { toScreen } from "../camera.js"
import { headerHeight, headerTextSize, rowTextSize } from "../detail.js"
import { CARD_WIDTH, HEADER_HEIGHT, ROW_HEIGHT, cardHeight } from "../geometry.js"
import { shortType, terseType } from "../short_type.js"
import { drawMark } from "./marks.js"
import { fitted, fontOf, textWidth } from "./text.js"
import { edgeTint, headerTint } from "./theme.js"

/** @import {Rect} from "../camera.js" */
/** @import {Detail} from "../detail.js" */
/** @import {Frame} from "./frame.js" */
/** @import {Face} from "./text.js" */
/** @import {Theme} from "./theme.js" */
/** @import {SceneColumn, SceneTable} from "../../state/scene.js" */

const RADIUS = 7
const PAD = 10
const OUTLINED_FROM = 30
const MARK_COLUMN = 26
const NULL_COLUMN = 16
const NAME_SHARE = 0.66
const SHORTEST_TYPE = 2
const SHORT_TYPE = 12
const LEAST_NAME_SHARE = 0.3
/** @type {Record<string, string>} */
const KINDS = { view: "view", materialized_view: "materialized view", partition: "partition" }

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table
 * @param {Detail} detail
 */
export function drawCard(ctx, frame, table, detail) {
  const box = onScreen(frame, table)
  ctx.globalAlpha = frame.comparing && !table.diff ? 0.45 : 1
  if (detail === "names") drawFarCard(ctx, frame, table, box)
  else {
    drawBody(ctx, frame, box)
    if (detail === "rows") drawRows(ctx, frame, table, box)
    else drawTexture(ctx, frame, table, box)
    drawHeader(ctx, frame, table, box)
  }
  drawOutline(ctx, frame, table, box)
  ctx.globalAlpha = 1
}

/**
 * @param {Frame} frame @param {SceneTable} table
 * @returns {Rect} in whole device pixels, so that edges are sharp
 */
function onScreen({ camera, density }, table) {
  const corner = toScreen(table, camera)
  const sharp = (/** @type {number} */ value) => Math.round(value * density) / density
  const [x, y] = [sharp(corner.x), sharp(corner.y)]
  return {
    x,
    y,
    width: sharp(CARD_WIDTH * camera.zoom),
    height: sharp(cardHeight(table.columns.length) * camera.zoom),
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} box */
function drawFarCard(ctx, frame, table, box) {
  const hue = frame.hueOf(table)
  ctx.fillStyle = table.diff ? frame.theme.diff[table.diff].soft : headerTint(frame.theme, hue)
  ctx.fillRect(box.x, box.y, box.width, box.height)
  ctx.fillStyle = table.diff ? frame.theme.diff[table.diff].ink : edgeTint(frame.theme, hue)
  ctx.fillRect(box.x, box.y, box.width, Math.max(2, HEADER_HEIGHT * frame.camera.zoom * 0.6))
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Rect} box */
function drawBody(ctx, frame, box) {
  ctx.fillStyle = frame.theme.surface
  ctx.beginPath()
  ctx.roundRect(box.x, box.y, box.width, box.height, RADIUS * frame.camera.zoom)
  ctx.fill()
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} box */
function drawOutline(ctx, frame, table, box) {
  const { theme, camera } = frame
  if (box.width < OUTLINED_FROM && !frame.selected.has(table.id) && !frame.fresh.has(table.id)) return
  const strong = frame.selected.has(table.id) || frame.fresh.has(table.id)
  ctx.lineWidth = strong ? 2 : 1
  ctx.strokeStyle = strong
    ? theme.accent
    : table.diff
      ? theme.diff[table.diff].ink
      : frame.hoveredTable === table.id
        ? theme.lineStrong
        : edgeTint(theme, frame.hueOf(table))
  if (table.kind !== "table") ctx.setLineDash([4, 3])
  const inset = strong ? 0 : 0.5
  ctx.beginPath()
  ctx.roundRect(
    box.x + inset,
    box.y + inset,
    box.width - 2 * inset,
    box.height - 2 * inset,
    Math.min(RADIUS, RADIUS * camera.zoom),
  )
  ctx.stroke()
  if (table.kind !== "table") ctx.setLineDash([])
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} box */
function drawHeader(ctx, frame, table, box) {
  const { theme, camera } = frame
  const radius = RADIUS * camera.zoom
  const height = Math.min(headerHeight(camera.zoom) * camera.zoom, box.height)
  ctx.fillStyle = table.diff ? theme.diff[table.diff].soft : headerTint(theme, frame.hueOf(table))
  ctx.beginPath()
  ctx.roundRect(box.x, box.y, box.width, height, table.columns.length ? [radius, radius, 0, 0] : radius)
  ctx.fill()
  drawTitle(ctx, frame, table, { ...box, height })
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} header
 */
function drawTitle(ctx, frame, table, header) {
  const { theme, camera } = frame
  const pad = Math.max(4, PAD * camera.zoom)
  const bold = face(theme.sans, 640, headerTextSize(camera.zoom))
  const plain = face(theme.sans, 430, headerTextSize(camera.zoom))
  const middle = header.y + header.height / 2 + 0.5
  let [x, room] = [header.x + pad, header.width - 2 * pad]
  room -= drawKind(ctx, frame, table, header, pad)
  if (table.schema !== "public" && textWidth(ctx, `${table.schema}.${table.name}`, bold) < room) {
    write(ctx, `${table.schema}.`, x, middle, plain, theme.muted)
    x += textWidth(ctx, `${table.schema}.`, plain)
    room -= textWidth(ctx, `${table.schema}.`, plain)
  }
  write(ctx, fitted(ctx, table.name, bold, room), x, middle, bold, theme.text)
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} header
 * @param {number} pad @returns {number} the room it took
 */
function drawKind(ctx, frame, table, header, pad) {
  const kind = KINDS[table.kind]
  if (!kind || frame.camera.zoom < 0.7) return 0
  const small = face(frame.theme.sans, 430, rowTextSize(frame.camera.zoom) - 1)
  const width = textWidth(ctx, kind, small)
  write(
    ctx,
    kind,
    header.x + header.width - pad - width,
    header.y + header.height / 2 + 0.5,
    small,
    frame.theme.muted,
  )
  return width + pad
}

/**
 * Columns too small to read, as lines of the length of their names.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} box
 */
function drawTexture(ctx, { theme, camera }, table, box) {
  const step = ROW_HEIGHT * camera.zoom
  const thick = Math.max(1, step * 0.22)
  let y = box.y + (HEADER_HEIGHT + ROW_HEIGHT / 2) * camera.zoom - thick / 2
  for (const column of table.columns) {
    ctx.fillStyle = textureColor(theme, column)
    ctx.globalAlpha *= 0.55
    ctx.fillRect(box.x + PAD * camera.zoom, y, Math.min(column.name.length * 6.6, 120) * camera.zoom, thick)
    ctx.globalAlpha /= 0.55
    y += step
  }
}

/** @param {Theme} theme @param {SceneColumn} column @returns {string} */
function textureColor(theme, column) {
  if (column.diff) return theme.diff[column.diff].ink
  return column.pk ? theme.key : column.fk ? theme.accent : theme.lineStrong
}

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneTable} table @param {Rect} box */
function drawRows(ctx, frame, table, box) {
  const { camera, size } = frame
  const step = ROW_HEIGHT * camera.zoom
  const top = box.y + HEADER_HEIGHT * camera.zoom
  const first = Math.max(0, Math.floor(-top / step))
  const last = Math.min(table.columns.length, Math.ceil((size.height - top) / step))
  const rows = table.columns
    .slice(first, last)
    .map((column, i) => ({ column, type: shortType(column.type, table.schema), y: top + (first + i) * step }))
  for (const { column, y } of rows)
    drawRowGround(ctx, frame, column, { x: box.x, y, width: box.width, height: step })
  for (const { column, y } of rows) drawRowMark(ctx, frame, column, box.x, y + step / 2)
  drawRowTexts(ctx, frame, rows, box)
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneColumn} column @param {Rect} row
 */
function drawRowGround(ctx, frame, column, row) {
  const { theme } = frame
  const color = column.diff
    ? theme.diff[column.diff].soft
    : frame.selectedColumn === column.id || frame.litColumns.has(column.id)
      ? theme.accentSoft
      : frame.hoveredColumn === column.id
        ? theme.hover
        : null
  if (color) {
    ctx.fillStyle = color
    ctx.fillRect(row.x + 1, row.y, row.width - 2, row.height)
  } else if (column.fk) {
    ctx.globalAlpha *= 0.4
    ctx.fillStyle = theme.accentSoft
    ctx.fillRect(row.x + 1, row.y, row.width - 2, row.height)
    ctx.globalAlpha /= 0.4
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneColumn} column @param {number} x
 * @param {number} middle
 */
function drawRowMark(ctx, { theme, camera }, column, x, middle) {
  if (!(column.pk || column.fk || column.unique)) return
  const size = Math.max(9, 12 * camera.zoom)
  const name = column.pk ? "key" : column.fk ? "link" : "unique"
  const color = column.pk ? theme.key : column.fk ? theme.accent : theme.faint
  drawMark(
    ctx,
    name,
    x + (MARK_COLUMN * camera.zoom - size) / 2 + camera.zoom,
    middle - size / 2,
    size,
    color,
  )
}

/**
 * Names first, then types: switching fonts costs more than writing.
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame
 * @param {{column: SceneColumn, type: string, y: number}[]} rows @param {Rect} box
 */
function drawRowTexts(ctx, frame, rows, box) {
  const { theme, camera } = frame
  const middle = (ROW_HEIGHT * camera.zoom) / 2 + 0.5
  const left = box.x + MARK_COLUMN * camera.zoom
  const right = box.x + box.width - NULL_COLUMN * camera.zoom
  const names = face(theme.sans, 430, rowTextSize(camera.zoom))
  const types = face(theme.mono, 400, rowTextSize(camera.zoom) - (camera.zoom > 0.95 ? 1 : 0))
  const texts = rows.map(({ column, type }) =>
    rowTexts(ctx, { name: column.name, type }, { names, types }, right - left),
  )
  prepare(ctx, names, theme.text)
  rows.forEach(({ column, y }, i) =>
    inked(ctx, frame, column, theme.text, () => ctx.fillText(texts[i].name, left, y + middle)),
  )
  prepare(ctx, types, theme.muted)
  ctx.textAlign = "right"
  rows.forEach(({ y }, i) => texts[i].type && ctx.fillText(texts[i].type, right, y + middle))
  ctx.textAlign = "center"
  ctx.fillStyle = theme.key
  rows.forEach(
    ({ column, y }) =>
      column.nullable && ctx.fillText("?", box.x + box.width - (NULL_COLUMN / 2) * camera.zoom, y + middle),
  )
  ctx.textAlign = "left"
}

/**
 * What fits of a name and a type: where both do not, the type is written tersely. A short type then stays whole; a
 * long one makes way first, and leaves before it is a stump.
 * @param {CanvasRenderingContext2D} ctx @param {{name: string, type: string}} column
 * @param {{names: Face, types: Face}} faces @param {number} room @returns {{name: string, type: string}}
 */
function rowTexts(ctx, { name, type: wholeType }, { names, types }, room) {
  const gap = names.size * 0.5
  const wanted = textWidth(ctx, name, names)
  const isTight = wanted + gap + textWidth(ctx, wholeType, types) > room
  const type = isTight ? terseType(wholeType) : wholeType
  const share = type.length <= SHORT_TYPE ? LEAST_NAME_SHARE : NAME_SHARE
  const typeRoom = room - Math.min(wanted, room * share) - gap
  const whole = textWidth(ctx, type, types)
  const typeWidth = Math.min(whole, typeRoom)
  const isStump = typeRoom < Math.min(whole, types.size * SHORTEST_TYPE)
  const typeText = isStump ? "" : fitted(ctx, type, types, typeWidth + 0.5)
  return { type: typeText, name: fitted(ctx, name, names, typeText ? room - typeWidth - gap : room) }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {SceneColumn} column
 * @param {string} usual @param {() => void} draw
 */
function inked(ctx, { theme }, column, usual, draw) {
  if (!column.diff) return draw()
  ctx.fillStyle = theme.diff[column.diff].ink
  draw()
  ctx.fillStyle = usual
}

/** @param {string} family @param {number} weight @param {number} size @returns {Face} */
function face(family, weight, size) {
  return { family, weight, size }
}

/** @param {CanvasRenderingContext2D} ctx @param {Face} type @param {string} color */
function prepare(ctx, type, color) {
  ctx.font = fontOf(type)
  ctx.textBaseline = "middle"
  ctx.fillStyle = color
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x @param {number} y
 * @param {Face} type @param {string} color
 */
function write(ctx, text, x, y, type, color) {
  prepare(ctx, type, color)
  ctx.fillText(text, x, y)
}
