// Colours of areas and headers: a hue by name, one lightness for all, so that none shouts.

import { CARD_WIDTH, HEADER_HEIGHT, contains } from "./geometry.js"

/** @import {SceneArea, SceneTable} from "../state/scene.js" */

/** @type {Record<string, number>} */
const HUES = {
  blue: 258,
  teal: 195,
  green: 152,
  lime: 122,
  yellow: 92,
  orange: 58,
  red: 25,
  pink: 350,
  purple: 305,
  violet: 285,
}
const WHEEL = Object.values(HUES)
const HOUSE_HUE = 262

/**
 * The hue of a table: its own colour, else that of the area it lies in, else one for its schema.
 * @param {SceneTable} table @param {SceneArea[]} areas @returns {number}
 */
export function hueOfTable(table, areas) {
  if (table.color) return hueNamed(table.color)
  const top = { x: table.x + CARD_WIDTH / 2, y: table.y + HEADER_HEIGHT / 2 }
  const area = areas.find((each) => contains(each, top))
  if (area) return hueNamed(area.color || area.name)
  return table.schema === "public" ? HOUSE_HUE : hueNamed(table.schema)
}

/** @param {string} name of a colour, or any text, which always gets the same hue @returns {number} */
export function hueNamed(name) {
  return HUES[name] ?? WHEEL[hash(name) % WHEEL.length]
}

/** @param {string} text @returns {number} */
function hash(text) {
  let value = 7
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return value
}
