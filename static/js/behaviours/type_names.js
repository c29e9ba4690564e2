// The types on offer follow the design: they are fetched anew when someone begins to edit after a change.

/** @typedef {typeof window & {htmx: {trigger: (on: Element, name: string) => void}}} WithHtmx */

let isStale = false

document.addEventListener("tw:patch", () => {
  isStale = true
})

document.addEventListener("focusin", (event) => {
  const list = document.getElementById("column-types")
  const form = /** @type {Element} */ (event.target).closest("form")
  if (!isStale || !list || !form?.querySelector("[list='column-types']")) return
  isStale = false
  ;/** @type {WithHtmx} */ (window).htmx.trigger(list, "tw:refresh")
})
