// Colours of areas and headers: a hue by name, one lightness for all, so that none shouts.

import { CARD_WIDTH, HEADER_HEIGHT, contains } from "./geometry.js"

/** @import {SceneArea, SceneTable} from "../state/scene.js" */

/** @type {Record<string, number>} */
const HUES = {
  blue: 258,
  teal: 195,
  orange: 58,
  violet: 290,
  green: 150,
  pink: 345,
  yellow: 95,
  purple: 318,
  lime: 122,
  red: 25,
}
const HOUSE_HUE = 262

/** Neighbours far apart, and none like the house's own. */
const WHEEL = [195, 58, 300, 150, 345, 95, 225, 25, 122]

/**
 * The hue of a table: its own colour, else that of the area it lies in, else that of its schema.
 * @param {SceneTable} table @param {SceneArea[]} areas @param {ReadonlyMap<string, number>} schemas by name
 * @returns {number}
 */
export function hueOfTable(table, areas, schemas) {
  if (table.color) return hueNamed(table.color)
  const top = { x: table.x + CARD_WIDTH / 2, y: table.y + HEADER_HEIGHT / 2 }
  const area = areas.find((each) => contains(each, top))
  return area ? hueNamed(area.color || area.name) : (schemas.get(table.schema) ?? HOUSE_HUE)
}

/** Hues that tell schemas apart; `public` keeps the house's. @param {Iterable<string>} names @returns {Map<string, number>} */
export function huesOfSchemas(names) {
  const others = [...new Set(names)].filter((name) => name !== "public").sort()
  return new Map(others.map((name, i) => [name, WHEEL[i % WHEEL.length]]))
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
