const READING_TIME = 5000
const ACTION_TIME = 8000
const MOST = 3

/**
 * Says one sentence at the foot of the page, with at most one thing to do about it.
 * @param {string} message
 * @param {{tone?: string, action?: {label: string, run: () => void}}} [options]
 */
export function toast(message, { tone = "", action } = {}) {
  const box = document.createElement("div")
  box.className = "toast"
  if (tone) box.dataset.tone = tone
  box.append(Object.assign(document.createElement("p"), { textContent: message }))
  const timer = setTimeout(() => box.remove(), action ? ACTION_TIME : READING_TIME)
  const dismiss = () => {
    clearTimeout(timer)
    box.remove()
  }
  if (action) {
    box.append(
      button(action.label, () => {
        dismiss()
        action.run()
      }),
    )
  }
  box.append(button("Dismiss", dismiss))
  while (region().childElementCount >= MOST) region().firstElementChild?.remove()
  region().append(box)
}

/** @param {string} label @param {() => void} run */
function button(label, run) {
  const element = document.createElement("button")
  element.type = "button"
  element.className = "button quiet small"
  element.textContent = label
  element.addEventListener("click", run)
  return element
}

function region() {
  return /** @type {HTMLElement} */ (document.getElementById("toasts"))
}
