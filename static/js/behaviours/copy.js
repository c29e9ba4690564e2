// `data-copies="id"` copies the text of that element and says so.
import { toast } from "../lib/toast.js"

document.addEventListener("click", async (event) => {
  const target = /** @type {Element} */ (event.target)
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-copies]"))
  if (!button) return
  const source = document.getElementById(button.dataset.copies ?? "")
  try {
    await navigator.clipboard.writeText(source?.textContent ?? "")
    toast("Copied.")
  } catch {
    toast("The browser refused to copy. Select the text and press Ctrl+C.", { tone: "danger" })
  }
})
