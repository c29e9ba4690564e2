// One picture of the scene: ground, areas, relationships, cards, and what is lit on top.

import { detailAt } from "../detail.js"
import { drawAreas, drawGrid } from "./ground.js"
import { drawCard } from "./cards.js"
import { drawEdges, drawLitEdges } from "./edges.js"
import { drawAreaNames, drawFarNames } from "./labels.js"
import { toScreenSpace } from "./space.js"

/** @import {Camera, Size} from "../camera.js" */
/** @import {Route} from "../route.js" */
/** @import {Theme} from "./theme.js" */
/** @import {SceneArea, SceneEdge, SceneTable} from "../../state/scene.js" */

/**
 * @typedef {object} Frame
 * @property {Camera} camera
 * @property {Size} size
 * @property {number} density  device pixels per CSS pixel
 * @property {Theme} theme
 * @property {SceneTable[]} visible  tables in sight, the topmost last
 * @property {ReadonlyMap<string, SceneEdge>} edges
 * @property {ReadonlyMap<string, Route>} routes
 * @property {object} routing  another object whenever a route has changed
 * @property {SceneArea[]} areas
 * @property {(table: SceneTable) => number} hueOf
 * @property {(table: string) => number} degreeOf
 * @property {ReadonlySet<string>} selected  tables
 * @property {string | null} selectedColumn
 * @property {string | null} hoveredTable
 * @property {string | null} hoveredColumn
 * @property {ReadonlySet<string>} litEdges
 * @property {ReadonlySet<string>} litColumns
 * @property {ReadonlySet<string>} fresh  tables that someone else has just changed
 * @property {boolean} comparing  everything without a `diff` steps back
 */

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
export function drawFrame(ctx, frame) {
  const detail = detailAt(frame.camera.zoom)
  toScreenSpace(ctx, frame)
  ctx.fillStyle = frame.theme.ground
  ctx.fillRect(0, 0, frame.size.width, frame.size.height)
  drawGrid(ctx, frame)
  drawAreas(ctx, frame)
  drawEdges(ctx, frame, detail)
  toScreenSpace(ctx, frame)
  for (const table of frame.visible) drawCard(ctx, frame, table, detail)
  drawLitEdges(ctx, frame, detail)
  toScreenSpace(ctx, frame)
  if (detail === "names") drawFarNames(ctx, frame)
  drawAreaNames(ctx, frame)
}
