// The help is the registry, printed.

import { GESTURES, SHORTCUTS, keyLabel } from "../lib/shortcuts.js"

const MOST_KEYS = 2

export class ShortcutHelp extends HTMLElement {
  connectedCallback() {
    const isMac = navigator.platform.startsWith("Mac")
    const caps = (/** @type {string[]} */ keys) =>
      keys.slice(0, MOST_KEYS).map((key) => keycap(keyLabel(key, isMac)))
    for (const [name, shortcuts] of Map.groupBy(SHORTCUTS, (shortcut) => shortcut.group)) {
      this.append(
        section(
          name,
          shortcuts.map(({ label, keys, shown }) => row(label, shown ? [shown] : caps(keys))),
        ),
      )
    }
    this.append(
      section(
        "Mouse",
        GESTURES.map(([how, what]) => row(what, [how])),
      ),
    )
  }
}

/** @param {string} title @param {HTMLElement[][]} rows @returns {HTMLElement} */
function section(title, rows) {
  const box = document.createElement("section")
  const list = document.createElement("dl")
  list.append(...rows.flat())
  box.append(Object.assign(document.createElement("h3"), { textContent: title }), list)
  return box
}

/** @param {string} label @param {(string | HTMLElement)[]} how @returns {HTMLElement[]} */
function row(label, how) {
  const shown = document.createElement("dd")
  shown.append(...how)
  return [Object.assign(document.createElement("dt"), { textContent: label }), shown]
}

/** @param {string} key @returns {HTMLElement} */
function keycap(key) {
  return Object.assign(document.createElement("kbd"), { textContent: key })
}

customElements.define("shortcut-help", ShortcutHelp)
