// The stream and the poll both tell how far a job is: what overtook the other is shown, what comes late is not.

/** @typedef {{target: Element | string, fragment: DocumentFragment}} SwapTask */

document.addEventListener("htmx:before:swap", (event) => {
  const { tasks } = /** @type {CustomEvent<{tasks: SwapTask[]}>} */ (event).detail
  const shown = document.querySelector("#job-progress progress")
  const told = tasks.map((task) => task.fragment?.querySelector("progress[data-attempt]")).find(Boolean)
  if (isBar(shown) && isBar(told) && isLate(shown, told)) event.preventDefault()
})

/** @param {unknown} found @returns {found is HTMLProgressElement} */
function isBar(found) {
  return found instanceof HTMLProgressElement
}

/** @param {HTMLProgressElement} shown @param {HTMLProgressElement} told */
function isLate(shown, told) {
  const attempts = Number(told.dataset.attempt) - Number(shown.dataset.attempt)
  return attempts < 0 || (attempts === 0 && told.value < shown.value)
}
