// A file can be dropped anywhere on its `.dropzone`; one above `data-max-bytes` is refused before it is sent.

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const zone = /** @type {HTMLElement | null} */ (
      /** @type {Element} */ (event.target).closest(".dropzone")
    )
    if (!zone) return
    event.preventDefault()
    zone.dataset.state = name === "dragover" ? "over" : ""
    if (name === "drop") take(zone, /** @type {DragEvent} */ (event).dataTransfer)
  })
}

document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.dataset.maxBytes) judge(event.target)
})

/** @param {HTMLElement} zone @param {DataTransfer | null} dropped */
function take(zone, dropped) {
  const input = zone.querySelector("input")
  if (!input || !dropped?.files.length) return
  input.files = dropped.files
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

/** @param {HTMLInputElement} input */
function judge(input) {
  const file = input.files?.[0]
  const isTooLarge = file !== undefined && file.size > Number(input.dataset.maxBytes)
  input.setCustomValidity(isTooLarge ? (input.dataset.tooLarge ?? "") : "")
  input.reportValidity()
}
