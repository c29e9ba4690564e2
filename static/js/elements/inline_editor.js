// Text fields laid over a row or a header, so that names and types are edited where they are read.

import { toScreen } from "../canvas/camera.js"

/** @import {Rect} from "../canvas/camera.js" */
/** @import {Editor} from "../tools/editor.js" */

/** @typedef {{name: string, label: string, value: string, mono?: boolean, list?: string}} Field */
/**
 * @typedef {{rect: Rect, fields: Field[], focus?: string, save: (values: Record<string, string>, key: "Enter" | "leave") => void, abandon?: () => void}} Sheet
 */

/** Screen pixels at the foot of the page where up to three toasts may stand. */
const TOASTS = 240

export class InlineEditor {
  /** @type {HTMLFormElement | null} */
  #form = null
  /** @type {Sheet | null} */
  #sheet = null
  /** Refused while someone typed in the next one. @type {[Sheet, Record<string, string>][]} */
  #refused = []
  #host
  #editor

  // Lifecycle

  /** @param {HTMLElement} host @param {Editor} editor */
  constructor(host, editor) {
    this.#host = host
    this.#editor = editor
    editor.addEventListener("look", () => this.#follow())
  }

  // Actions

  /** @param {Sheet} sheet */
  open(sheet) {
    this.close()
    this.#sheet = sheet
    this.#form = document.createElement("form")
    this.#form.className = "inline-editor"
    for (const field of sheet.fields) this.#form.append(inputFor(field))
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#save("Enter")
    })
    this.#form.addEventListener("keydown", (event) => this.#onKey(event))
    this.#form.addEventListener("focusout", (event) => this.#onLeave(event))
    // A lone Enter submits a form of several fields only through a button.
    this.#form.append(Object.assign(document.createElement("button"), { hidden: true }))
    this.#host.append(this.#form)
    this.#editor.reveal(sheet.rect, Math.min(TOASTS, this.#editor.size.height / 2))
    this.#follow()
    const first = /** @type {HTMLInputElement} */ (
      this.#form.elements.namedItem(sheet.focus ?? sheet.fields[0].name)
    )
    first.focus()
    first.select()
  }

  /**
   * Shows a sheet that was refused with what was typed there; if someone already types in the next one, after that.
   * @param {Sheet} sheet @param {Record<string, string>} typed
   */
  reopen(sheet, typed) {
    if (this.#isTouched) return void this.#refused.push([sheet, typed])
    this.open({ ...sheet, fields: sheet.fields.map((field) => ({ ...field, value: typed[field.name] })) })
  }

  close() {
    const form = this.#form
    this.#form = null
    this.#sheet = null
    form?.remove()
  }

  // Private

  get #isTouched() {
    const values = Object.fromEntries(new FormData(this.#form ?? undefined))
    return this.#sheet?.fields.some(({ name, value }) => values[name] !== value) ?? false
  }

  /** @param {"Enter" | "leave"} key */
  #save(key) {
    if (!this.#form || !this.#sheet) return
    const { save } = this.#sheet
    const values = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(this.#form)))
    this.close()
    if (key === "Enter") this.#host.focus()
    save(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()])), key)
    this.#mendNext()
  }

  #mendNext() {
    const next = this.#refused.shift()
    if (next) this.reopen(...next)
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    event.stopPropagation()
    if (event.key !== "Escape") return
    event.preventDefault()
    const abandon = this.#sheet?.abandon
    this.close()
    this.#host.focus()
    abandon?.()
    this.#mendNext()
  }

  /** @param {FocusEvent} event */
  #onLeave(event) {
    const form = this.#form
    if (form && !form.contains(/** @type {Node | null} */ (event.relatedTarget))) this.#save("leave")
  }

  #follow() {
    if (!this.#form || !this.#sheet) return
    const { camera } = this.#editor
    const { rect } = this.#sheet
    const at = toScreen(rect, camera)
    const scale = Math.max(camera.zoom, 0.75)
    this.#form.style.transform = `translate(${at.x}px, ${at.y}px) scale(${scale})`
    this.#form.style.width = `${rect.width}px`
    this.#form.style.height = `${rect.height}px`
  }
}

/** @param {Field} field @returns {HTMLInputElement} */
function inputFor({ name, label, value, mono, list }) {
  const input = document.createElement("input")
  Object.assign(input, { name, value, autocomplete: "off", spellcheck: false })
  input.setAttribute("aria-label", label)
  if (mono) input.className = "mono"
  if (list) input.setAttribute("list", list)
  return input
}
