import { bounds, cardRect, inflate } from "../geometry.js"
import { headerTint, edgeTint } from "./theme.js"

/** @import {Point, Rect, Size} from "../camera.js" */
/** @import {Theme} from "./theme.js" */
/** @import {SceneTable} from "../../state/scene.js" */
/**
 * @typedef {{rect: Rect, scale: number, left: number, top: number}} MapView  which part of the world lies where on the map
 */

const AIR = 120

/** @param {Iterable<SceneTable>} tables @param {Size} size of the map @returns {MapView | null} */
export function mapOf(tables, size) {
  const all = bounds([...tables].map(cardRect))
  if (!all) return null
  const rect = inflate(all, AIR)
  const scale = Math.min(size.width / rect.width, size.height / rect.height)
  return {
    rect,
    scale,
    left: (size.width - rect.width * scale) / 2,
    top: (size.height - rect.height * scale) / 2,
  }
}

/** @param {Point} point on the map @param {MapView} map @returns {Point} in the world */
export function mapToWorld(point, map) {
  return { x: map.rect.x + (point.x - map.left) / map.scale, y: map.rect.y + (point.y - map.top) / map.scale }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Iterable<SceneTable>} tables @param {MapView} map
 * @param {{theme: Theme, hueOf: (table: SceneTable) => number}} look
 */
export function drawMapTables(ctx, tables, map, { theme, hueOf }) {
  for (const table of tables) {
    const rect = onMap(cardRect(table), map)
    ctx.fillStyle = theme.dark ? edgeTint(theme, hueOf(table)) : headerTint(theme, hueOf(table))
    ctx.fillRect(rect.x, rect.y, Math.max(rect.width, 2), Math.max(rect.height, 2))
    if (!theme.dark && rect.width > 6) {
      ctx.fillStyle = edgeTint(theme, hueOf(table))
      ctx.fillRect(rect.x, rect.y, rect.width, 2)
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Rect} view in the world @param {MapView} map
 * @param {Theme} theme
 */
export function drawMapFrame(ctx, view, map, theme) {
  const rect = onMap(view, map)
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = 1.5
  ctx.strokeRect(rect.x, rect.y, rect.width, rect.height)
}

/** @param {Rect} rect @param {MapView} map @returns {Rect} */
function onMap(rect, map) {
  return {
    x: map.left + (rect.x - map.rect.x) * map.scale,
    y: map.top + (rect.y - map.rect.y) * map.scale,
    width: rect.width * map.scale,
    height: rect.height * map.scale,
  }
}
