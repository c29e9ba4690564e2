// Selecting something on the canvas loads its panel; edits of anyone refresh it and the outline, but never under
// the hands of someone who types there.

import { session } from "../lib/session.js"

/** @import {ScenePatch} from "../state/scene.js" */
/** @typedef {{tables: string[], column: string | null, edge: string | null}} Selected */
/**
 * @typedef {{ajax: (method: string, url: string, options: {target: Element, swap: string}) => Promise<void>, trigger: (on: Element, name: string) => void}} Htmx
 */

const NIL = "00000000-0000-0000-0000-000000000000"
const REST = 150

/** @type {Set<string>} */
const waiting = new Set()
let address = ""
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

document.addEventListener("tw:select", (event) => {
  const detail = /** @type {CustomEvent<Selected>} */ (event).detail
  markOutline(new Set(detail.tables))
  const next = addressOf(/** @type {HTMLElement} */ (event.target), detail)
  if (next === address) return
  address = next
  clearTimeout(timer)
  timer = setTimeout(() => refresh("inspector"), REST)
})

document.addEventListener("tw:patch", (event) => {
  const patch = /** @type {CustomEvent<ScenePatch>} */ (event).detail
  if (isAbout(patch, address)) refresh("inspector")
  if ([patch.tables, patch.removed].some((touched) => touched?.length)) refresh("outline")
})

document.addEventListener("focusout", () => {
  for (const id of [...waiting]) setTimeout(() => refresh(id))
})

document.addEventListener("click", (event) => {
  const item = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (event.target).closest("[data-table]")
  )
  const canvas = document.querySelector("schema-canvas")
  if (!item || !canvas || !item.closest("#outline, #inspector")) return
  event.preventDefault()
  canvas.dispatchEvent(
    new CustomEvent("tw:show", { detail: { table: item.dataset.table, column: item.dataset.column } }),
  )
})

// The server tells everyone about an edit made in a panel: by this mark the page knows its own.
document.addEventListener("htmx:config:request", (event) => {
  ;/** @type {CustomEvent} */ (event).detail.ctx.request.headers["X-Session"] = session
})

/** @param {HTMLElement} canvas @param {Selected} selected @returns {string} empty: nothing to show */
function addressOf({ dataset }, { tables, edge }) {
  if (edge) return dataset.edge?.replace(NIL, edge) ?? ""
  return tables.length === 1 ? (dataset.table?.replace(NIL, tables[0]) ?? "") : ""
}

/** @param {ScenePatch} patch @param {string} panel @returns {boolean} */
function isAbout({ tables = [], removed = [], edges = [] }, panel) {
  const ids = [...tables.map((table) => table.id), ...removed, ...edges.map((edge) => edge.id)]
  return panel !== "" && ids.some((id) => panel.includes(id))
}

/** @param {string} id of the region */
function refresh(id) {
  const region = document.getElementById(id)
  if (!region) return
  if (isTyping(region)) return void waiting.add(id)
  waiting.delete(id)
  if (id === "outline") htmx().trigger(region, "tw:refresh")
  else if (address) void htmx().ajax("GET", address, { target: region, swap: "innerMorph" })
  else region.replaceChildren()
}

/** @param {HTMLElement} region @returns {boolean} */
function isTyping(region) {
  const active = document.activeElement
  return active !== null && region.contains(active) && active.matches("input, textarea, select")
}

/** @param {Set<string>} tables */
function markOutline(tables) {
  for (const item of document.querySelectorAll("#outline [data-table]")) {
    const isCurrent = tables.has(/** @type {HTMLElement} */ (item).dataset.table ?? "")
    if (isCurrent) item.setAttribute("aria-current", "true")
    else item.removeAttribute("aria-current")
  }
}

/** @returns {Htmx} */
function htmx() {
  return /** @type {typeof window & {htmx: Htmx}} */ (window).htmx
}
