/**
 * Colours of the page, resolved for the canvas.
 * @typedef {object} Theme
 * @property {boolean} dark
 * @property {string} sans
 * @property {string} mono
 * @property {string} ground
 * @property {string} grid
 * @property {string} surface
 * @property {string} line
 * @property {string} lineStrong
 * @property {string} text
 * @property {string} muted
 * @property {string} faint
 * @property {string} accent
 * @property {string} accentSoft
 * @property {string} onAccent
 * @property {string} key
 * @property {string} hover
 * @property {Record<"added" | "removed" | "changed", {ink: string, soft: string}>} diff
 */

/** @param {Theme} theme @param {number} hue @returns {string} the ground of a card's header */
export function headerTint(theme, hue) {
  return theme.dark ? `oklch(0.345 0.05 ${hue})` : `oklch(0.938 0.031 ${hue})`
}

/** @param {Theme} theme @param {number} hue @returns {string} the edge of a card far out */
export function edgeTint(theme, hue) {
  return theme.dark ? `oklch(0.52 0.07 ${hue})` : `oklch(0.79 0.065 ${hue})`
}

/** @param {Theme} theme @param {number} hue @returns {string} the ground of an area */
export function areaTint(theme, hue) {
  return theme.dark ? `oklch(0.55 0.09 ${hue} / 0.14)` : `oklch(0.72 0.1 ${hue} / 0.13)`
}

/** @param {Theme} theme @param {number} hue @returns {string} the name of an area */
export function areaInk(theme, hue) {
  return theme.dark ? `oklch(0.78 0.09 ${hue})` : `oklch(0.46 0.1 ${hue})`
}
