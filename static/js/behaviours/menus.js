// `<details data-menu>` closes like a menu: on Escape, on a click elsewhere, on a choice.

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target)
  for (const menu of openMenus()) {
    if (!menu.contains(target) || target.closest(".menu-items a, .menu-items button")) menu.open = false
  }
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const menu of openMenus()) {
    event.preventDefault()
    menu.open = false
    menu.querySelector("summary")?.focus()
  }
})

/** @returns {Iterable<HTMLDetailsElement>} */
function openMenus() {
  return /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-menu][open]"))
}
