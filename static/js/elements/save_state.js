/** @import {SaveState} from "../state/outbox.js" */

/** Says whether the work is safe. */
export class SaveStateElement extends HTMLElement {
  /** @param {SaveState} state @param {number} waiting edits */
  show(state, waiting) {
    this.dataset.state = state
    const words = {
      saved: "Saved",
      saving: "Saving…",
      offline: waiting === 0 ? "Offline" : `Offline · ${waiting} ${waiting === 1 ? "edit waits" : "edits wait"}`,
    }
    this.textContent = words[state]
  }
}

customElements.define("save-state", SaveStateElement)
