/** Switches between light and dark, and remembers it on this machine. */
export function toggleTheme() {
  const next = currentTheme() === "dark" ? "light" : "dark"
  document.documentElement.dataset.theme = next
  localStorage.setItem("theme", next)
  document.dispatchEvent(new CustomEvent("tw:theme"))
}

/** @returns {string} */
export function currentTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  return document.documentElement.dataset.theme ?? system
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target)
  if (target.closest("[data-action='toggle-theme']")) toggleTheme()
})
