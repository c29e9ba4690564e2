// The editor page: the canvas, and the parts around it that listen to it.

import "./behaviours/inspector.js"
import "./behaviours/saving.js"
import "./behaviours/type_names.js"
import { openDialog } from "./behaviours/dialogs.js"
import "./elements/schema_canvas.js"
import "./elements/shortcut_help.js"
import "./elements/save_state.js"
import "./elements/command_palette.js"
import "./elements/clash_dialog.js"

/** @import {ClashDialog} from "./elements/clash_dialog.js" */
/** @import {CommandPalette} from "./elements/command_palette.js" */
/** @import {SaveStateElement} from "./elements/save_state.js" */
/** @import {SchemaCanvas} from "./elements/schema_canvas.js" */

const canvas = /** @type {SchemaCanvas} */ (document.querySelector("schema-canvas"))
const palette = /** @type {CommandPalette | null} */ (document.querySelector("command-palette"))
const saveState = /** @type {SaveStateElement | null} */ (document.querySelector("save-state"))
const clashes = /** @type {ClashDialog | null} */ (document.querySelector("clash-dialog"))

if (palette) {
  palette.source = {
    scene: canvas.editor.scene,
    readonly: canvas.editor.readonly,
    show: (table, column) => {
      canvas.editor.show(table, column)
      canvas.focus()
    },
    run: (command) => void canvas.run(command),
  }
}

/** Commands about the page rather than the scene. @type {Record<string, () => void>} */
const PAGE_COMMANDS = {
  palette: () => palette?.open(),
  help: () => openDialog("shortcuts"),
  outline: toggleOutline,
}

document.addEventListener("tw:command", (event) =>
  PAGE_COMMANDS[/** @type {CustomEvent} */ (event).detail.command]?.(),
)
document.addEventListener("tw:saved", (event) => {
  const { state, waiting } = /** @type {CustomEvent} */ (event).detail
  saveState?.show(state, waiting)
})
document.addEventListener("tw:clash", (event) => clashes?.ask(/** @type {CustomEvent} */ (event).detail))

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (event.target).closest("[data-command]")
  )
  if (button && !button.closest("schema-canvas")) canvas.run(button.dataset.command ?? "")
})

function toggleOutline() {
  const sidebar = document.getElementById("sidebar")
  if (!sidebar) return
  sidebar.hidden = !sidebar.hidden
  document.querySelector("[data-command='outline']")?.setAttribute("aria-expanded", String(!sidebar.hidden))
}
