/** @import {Theme} from "../canvas/paint/theme.js" */

/**
 * Custom properties hold `light-dark(…)`; only a real property resolves it.
 * @param {HTMLElement} host @returns {Theme}
 */
export function readTheme(host) {
  const probe = document.createElement("span")
  probe.hidden = true
  host.append(probe)
  const color = (/** @type {string} */ name) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const diff = (/** @type {string} */ name) => ({ ink: color(name), soft: color(`${name}-soft`) })
  const style = getComputedStyle(document.documentElement)
  const theme = {
    dark: isDark(host),
    sans: style.getPropertyValue("--sans").trim(),
    mono: style.getPropertyValue("--mono").trim(),
    ground: color("ground"),
    grid: color("grid"),
    surface: color("surface"),
    line: color("line"),
    lineStrong: color("line-strong"),
    text: color("text"),
    muted: color("text-muted"),
    faint: color("text-faint"),
    accent: color("accent"),
    accentSoft: color("accent-soft"),
    onAccent: color("on-accent"),
    key: color("key"),
    hover: color("hover"),
    diff: { added: diff("added"), removed: diff("removed"), changed: diff("changed") },
  }
  probe.remove()
  return theme
}

/** @param {HTMLElement} host @returns {boolean} */
function isDark(host) {
  const scheme = getComputedStyle(host).colorScheme
  return scheme === "dark" || (scheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches)
}
