// Selecting something on the canvas loads its panel; edits of anyone refresh it and the outline, but never what
// someone has typed there, or is asked there.

import { session } from "../lib/session.js"

/** @import {SchemaCanvas} from "../elements/schema_canvas.js" */
/** @import {ScenePatch} from "../state/scene.js" */
/** @typedef {{tables: string[], column: string | null, edge: string | null}} Selected */
/** @typedef {{target: Element, swap: string, headers?: Record<string, string>}} AjaxOptions */
/**
 * @typedef {object} Htmx
 * @property {(method: string, url: string, options: AjaxOptions) => Promise<void>} ajax
 * @property {(on: Element, name: string) => void} trigger
 */

const NIL = "00000000-0000-0000-0000-000000000000"
const REST = 150
const REFRESH = "X-Refresh"

/** @type {Selected} */
let selected = { tables: [], column: null, edge: null }
/** The panel that the selection asks for; empty for none. */
let wanted = ""
let isRefreshDue = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** @type {ReturnType<typeof setTimeout> | undefined} */
let outlineTimer

document.addEventListener("tw:select", (event) => {
  selected = /** @type {CustomEvent<Selected>} */ (event).detail
  markOutline()
  const address = addressOf(/** @type {HTMLElement} */ (event.target), selected)
  if (address === wanted && openAddress().startsWith(address)) return
  wanted = address
  clearTimeout(timer)
  timer = setTimeout(loadPanel, REST)
})

document.addEventListener("tw:patch", (event) => {
  const patch = /** @type {CustomEvent<ScenePatch>} */ (event).detail
  const gone = [...(patch.removed ?? []), ...(patch.removedEdges ?? [])]
  if (gone.some((id) => openAddress().includes(id))) inspector()?.replaceChildren()
  // Of a relationship that is gone, nobody knows any more which tables it joined.
  else if (patch.removedEdges?.length || isAbout(patch, openAddress())) refreshPanel()
  else if (isAbout(patch, wanted)) loadPanel()
  refreshOutlineSoon()
})

// A page that opens on the panel of a table shows that table.
document.addEventListener("tw:load", (event) => {
  const { tables } = /** @type {SchemaCanvas} */ (event.target).editor.scene
  const table = [...tables.keys()].find((id) => openAddress().includes(id))
  if (table) show(table)
})

document.addEventListener("focusout", () => {
  if (isRefreshDue) setTimeout(refreshPanel)
})

document.addEventListener("click", (event) => {
  const item = /** @type {Element} */ (event.target).closest("#outline [data-table], #inspector [data-table]")
  if (!(item instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  show(item.dataset.table ?? "", item.dataset.column)
})

// The server tells everyone about an edit made in a panel: by this mark the page knows its own.
document.addEventListener("htmx:config:request", (event) => {
  ;/** @type {CustomEvent} */ (event).detail.ctx.request.headers["X-Session"] = session
})

// While a refreshed panel is on its way, someone may open another part of it, or begin to type.
document.addEventListener("htmx:before:swap", (event) => {
  const refreshed = /** @type {CustomEvent} */ (event).detail.ctx.request.headers[REFRESH]
  if (!refreshed || (refreshed === openAddress() && !isBusy())) return
  event.preventDefault()
  isRefreshDue = refreshed === openAddress()
})

document.addEventListener("htmx:after:swap", (event) => {
  markOutline()
  const { sourceElement, response } = /** @type {CustomEvent} */ (event).detail.ctx
  if (sourceElement instanceof HTMLFormElement && response.status < 300) offerAgain(sourceElement)
})

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target)
  if (target.closest("[data-action='close-panel']")) closePanel()
})

// Escape belongs to a menu or a dialog first.
document.addEventListener("keydown", (event) => {
  const isInside = inspector()?.contains(/** @type {Node} */ (event.target))
  if (event.key !== "Escape" || event.defaultPrevented || !isInside) return
  if (!document.querySelector("dialog[open], details[data-menu][open]")) closePanel()
})

function closePanel() {
  wanted = ""
  inspector()?.replaceChildren()
  canvas()?.dispatchEvent(new CustomEvent("tw:leave"))
}

/** A form that adds one thing after another is empty again, and ready for the next. @param {HTMLFormElement} form */
function offerAgain(form) {
  if (!form.matches("[data-again]")) return
  form.reset()
  const first = form.querySelector("input:not([type='hidden'])")
  if (first instanceof HTMLElement) first.focus()
}

function loadPanel() {
  const region = inspector()
  if (!region || selected.tables.some((id) => !canvas()?.editor.scene.isKnown(id))) return
  if (wanted === "") region.replaceChildren()
  else if (wanted !== openAddress()) void htmx().ajax("GET", wanted, { target: region, swap: "innerHTML" })
}

function refreshPanel() {
  const region = inspector()
  const address = openAddress()
  isRefreshDue = address !== "" && isBusy()
  if (!region || address === "" || isRefreshDue) return
  void htmx().ajax("GET", address, { target: region, swap: "innerMorph", headers: { [REFRESH]: address } })
}

function refreshOutlineSoon() {
  clearTimeout(outlineTimer)
  outlineTimer = setTimeout(refreshOutline, REST)
}

/** By its own search form, where there is one, so that what was searched for stays. */
function refreshOutline() {
  const outline = document.getElementById("outline")
  const search = outline?.querySelector("form[role='search']")
  if (search?.matches(".htmx-request")) refreshOutlineSoon()
  else if (search) htmx().trigger(search, "submit")
  else if (outline) htmx().trigger(outline, "tw:refresh")
}

/** @param {string} table @param {string} [column] */
function show(table, column) {
  canvas()?.dispatchEvent(new CustomEvent("tw:show", { detail: { table, column } }))
}

/** @param {HTMLElement} canvas @param {Selected} selected @returns {string} */
function addressOf({ dataset }, { tables, edge }) {
  if (edge) return dataset.edge?.replace(NIL, edge) ?? ""
  return tables.length === 1 ? (dataset.table?.replace(NIL, tables[0]) ?? "") : ""
}

/** @returns {string} of the panel that is open, with the part of it that is */
function openAddress() {
  const panel = inspector()?.querySelector("[data-address]")
  return panel instanceof HTMLElement ? (panel.dataset.address ?? "") : ""
}

/** @param {ScenePatch} patch @param {string} panel its address @returns {boolean} */
function isAbout({ tables = [], edges = [] }, panel) {
  const touched = [...tables.map(({ id }) => id), ...edges.flatMap(({ id, from, to }) => [id, from, to])]
  return touched.some((id) => panel.includes(id))
}

/** Is there something typed and not saved, refused, or to be answered? @returns {boolean} */
function isBusy() {
  const asked = inspector()?.querySelector("form[role='alert'], [aria-invalid='true']")
  const fields = inspector()?.querySelectorAll("input, textarea") ?? []
  return Boolean(asked) || [...fields].some((field) => isUnsaved(/** @type {HTMLInputElement} */ (field)))
}

/** @param {HTMLInputElement} field @returns {boolean} */
function isUnsaved({ type, value, defaultValue, checked, defaultChecked }) {
  return type === "checkbox" ? checked !== defaultChecked : value !== defaultValue
}

function markOutline() {
  for (const item of document.querySelectorAll("#outline [data-table]")) {
    const isCurrent = selected.tables.includes(/** @type {HTMLElement} */ (item).dataset.table ?? "")
    if (isCurrent) item.setAttribute("aria-current", "true")
    else item.removeAttribute("aria-current")
  }
}

/** @returns {SchemaCanvas | null} */
function canvas() {
  return document.querySelector("schema-canvas")
}

/** @returns {HTMLElement | null} */
function inspector() {
  return document.getElementById("inspector")
}

/** @returns {Htmx} */
function htmx() {
  return /** @type {typeof window & {htmx: Htmx}} */ (window).htmx
}
