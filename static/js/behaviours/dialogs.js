// `data-opens="id"` opens that <dialog>; `data-action="close-dialog"` and a click on the backdrop close it.

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target)
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-opens]"))
  if (opener) openDialog(opener.dataset.opens ?? "")
  else if (target.closest("[data-action='close-dialog']")) target.closest("dialog")?.close()
  else if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close()
})

/** @param {string} id */
export function openDialog(id) {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

/** @param {HTMLDialogElement} dialog @param {MouseEvent} event */
function isOutside(dialog, event) {
  const box = dialog.getBoundingClientRect()
  return (
    event.clientX < box.left ||
    event.clientX > box.right ||
    event.clientY < box.top ||
    event.clientY > box.bottom
  )
}
