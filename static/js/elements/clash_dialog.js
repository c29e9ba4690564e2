// Two people changed the same field: the later one is told, and chooses.

/** @import {Clash, Json} from "../state/changes.js" */

/** @typedef {{clashes: Clash[], message: string, insist: () => void, by: string}} Question */

export class ClashDialog extends HTMLElement {
  /** @type {() => void} */
  #insist = () => {}

  // Lifecycle

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const choice = /** @type {Element} */ (event.target).closest("[data-choice]")
      if (!choice) return
      this.#dialog.close()
      if (/** @type {HTMLElement} */ (choice).dataset.choice === "mine") this.#insist()
    })
  }

  // Actions

  /** @param {Question} question */
  ask({ clashes, insist, by }) {
    this.#insist = insist
    const list = /** @type {Element} */ (this.querySelector("[data-clashes]"))
    list.replaceChildren(...clashes.map((clash) => sentence(clash, by)))
    this.#dialog.showModal()
  }

  // Private

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"))
  }
}

/** @param {Clash} clash @param {string} by @returns {HTMLElement} */
function sentence({ at, field, now, wanted }, by) {
  const item = document.createElement("li")
  item.className = "clash"
  item.append(
    Object.assign(document.createElement("strong"), { textContent: at.join(".") }),
    Object.assign(document.createElement("p"), {
      textContent: `${by} changed ${field.replaceAll("_", " ")} to ${shown(now)}; you wanted ${shown(wanted)}.`,
    }),
  )
  return item
}

/** @param {Json} value @returns {string} */
function shown(value) {
  if (value === null || value === "") return "nothing"
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value)
}

customElements.define("clash-dialog", ClashDialog)
