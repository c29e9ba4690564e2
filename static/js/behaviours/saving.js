// Forms of panels save at each change. Enter changes a field and submits its form in one go: once is enough.

/** @type {HTMLFormElement | null} */
let changed = null

document.addEventListener(
  "change",
  (event) => {
    changed = /** @type {HTMLInputElement} */ (event.target).form
    setTimeout(() => {
      changed = null
    })
  },
  true,
)

document.addEventListener(
  "submit",
  (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (form !== changed || !form.matches("[hx-trigger^='change']")) return
    event.preventDefault()
    event.stopPropagation()
  },
  true,
)
