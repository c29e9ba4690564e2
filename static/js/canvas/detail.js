// How much of a card is drawn at a zoom. No text is ever smaller than 11 screen pixels.

import { CARD_WIDTH, HEADER_HEIGHT, ROW_HEIGHT } from "./geometry.js"

/** @typedef {"rows" | "header" | "names"} Detail */

export const SMALLEST_TEXT = 11
const ROW_TEXT = 12.5
const HEADER_TEXT = 13
const ROW_NEEDS = SMALLEST_TEXT + 2
const HEADER_NEEDS = 88

/**
 * `rows`: every column legible. `header`: the name legible, columns as texture. `names`: boxes under names
 * that keep their size.
 * @param {number} zoom @returns {Detail}
 */
export function detailAt(zoom) {
  if (ROW_HEIGHT * zoom >= ROW_NEEDS) return "rows"
  return CARD_WIDTH * zoom >= HEADER_NEEDS ? "header" : "names"
}

/** @param {number} zoom @returns {number} screen pixels */
export function rowTextSize(zoom) {
  return Math.max(SMALLEST_TEXT, ROW_TEXT * zoom)
}

/** @param {number} zoom @returns {number} screen pixels */
export function headerTextSize(zoom) {
  return Math.max(SMALLEST_TEXT, HEADER_TEXT * zoom)
}

/**
 * Headers grow, in the world, while they shrink on the screen, until the name fits.
 * @param {number} zoom @returns {number}
 */
export function headerHeight(zoom) {
  return Math.max(HEADER_HEIGHT, (headerTextSize(zoom) + 6) / zoom)
}

/**
 * The size of a name far out: hubs are written larger, as capitals are on a map.
 * @param {number} degree relationships of the table @returns {number} screen pixels
 */
export function farTextSize(degree) {
  return Math.min(SMALLEST_TEXT + Math.sqrt(degree) * 1.1, 17)
}
