// The help is the registry, printed.

import { GESTURES, SHORTCUTS, keyLabel } from "../lib/shortcuts.js"

export class ShortcutHelp extends HTMLElement {
  connectedCallback() {
    const isMac = navigator.platform.startsWith("Mac")
    const groups = Map.groupBy(SHORTCUTS, (shortcut) => shortcut.group)
    for (const [name, shortcuts] of groups) {
      this.append(section(name, shortcuts.map(({ label, keys }) => [label, keys.map((key) => keyLabel(key, isMac))])))
    }
    this.append(section("Mouse", GESTURES.map(([how, what]) => [what, [how]])))
  }
}

/** @param {string} title @param {[string, string[]][]} rows @returns {HTMLElement} */
function section(title, rows) {
  const box = document.createElement("section")
  const list = document.createElement("dl")
  for (const [label, keys] of rows) {
    const shown = document.createElement("dd")
    shown.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })))
    list.append(Object.assign(document.createElement("dt"), { textContent: label }), shown)
  }
  box.append(Object.assign(document.createElement("h3"), { textContent: title }), list)
  return box
}

customElements.define("shortcut-help", ShortcutHelp)
