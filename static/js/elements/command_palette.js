// One field that finds tables, columns and commands. `>` leaves only commands.

import { ranked } from "../lib/ranking.js"
import { SHORTCUTS, keyLabel } from "../lib/shortcuts.js"

/** @import {Item} from "../lib/ranking.js" */
/** @import {SceneStore} from "../state/scene.js" */

/**
 * @typedef {{scene: SceneStore, readonly: boolean, show: (table: string, column: string | null) => void, run: (command: string) => void}} Source
 */

const MOST = 40

export class CommandPalette extends HTMLElement {
  /** @type {Source | null} */
  source = null
  /** @type {Item[]} */
  #items = []
  /** @type {Item[]} */
  #found = []
  #active = 0

  // Lifecycle

  connectedCallback() {
    this.#input.addEventListener("input", () => this.#search())
    this.#input.addEventListener("keydown", (event) => this.#onKey(event))
    this.#list.addEventListener("click", (event) => this.#onClick(event))
  }

  // Actions

  open() {
    if (!this.source) return
    this.#items = itemsOf(this.source)
    this.#input.value = ""
    this.#dialog.showModal()
    this.#search()
  }

  // Private

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"))
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"))
  }

  get #list() {
    return /** @type {HTMLUListElement} */ (this.querySelector("ul"))
  }

  get #nothing() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-empty]"))
  }

  #search() {
    this.#found = ranked(this.#items, this.#input.value).slice(0, MOST)
    this.#active = 0
    this.#list.replaceChildren(...this.#found.map((item, i) => optionFor(item, i)))
    this.#nothing.hidden = this.#found.length > 0
    this.#mark()
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by) {
      event.preventDefault()
      this.#active = (this.#active + by + this.#found.length) % Math.max(this.#found.length, 1)
      this.#mark()
    } else if (event.key === "Enter") {
      event.preventDefault()
      this.#choose(this.#active)
    }
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const option = /** @type {Element} */ (event.target).closest("li")
    if (option) this.#choose([...this.#list.children].indexOf(option))
  }

  /** @param {number} index */
  #choose(index) {
    const item = this.#found[index]
    if (!item) return
    this.#dialog.close()
    item.run()
  }

  #mark() {
    for (const [i, option] of [...this.#list.children].entries())
      option.setAttribute("aria-selected", String(i === this.#active))
    const active = this.#list.children[this.#active]
    active?.scrollIntoView({ block: "nearest" })
    this.#input.setAttribute("aria-activedescendant", active?.id ?? "")
  }
}

/** @param {Source} source @returns {Item[]} */
function itemsOf({ scene, readonly, show, run }) {
  const isMac = navigator.platform.startsWith("Mac")
  const commands = SHORTCUTS.filter((each) => each.inPalette && !(readonly && each.writes)).map((each) => ({
    label: each.label,
    detail: keyLabel(each.keys[0], isMac),
    search: `>${each.label.toLowerCase()}`,
    rank: 1,
    run: () => run(each.command),
  }))
  const tables = [...scene.tables.values()].map(({ id, schema, name }) => ({
    label: name,
    detail: schema,
    search: `${schema}.${name}`.toLowerCase(),
    rank: 0,
    run: () => show(id, null),
  }))
  const columns = [...scene.tables.values()].flatMap((table) =>
    table.columns.map(({ id, name, type }) => ({
      label: `${table.name}.${name}`,
      detail: type,
      search: `${table.name}.${name}`.toLowerCase(),
      rank: 2,
      run: () => show(table.id, id),
    })),
  )
  return [...tables, ...commands, ...columns]
}

/** @param {Item} item @param {number} index @returns {HTMLLIElement} */
function optionFor({ label, detail }, index) {
  const option = document.createElement("li")
  option.id = `palette-${index}`
  option.setAttribute("role", "option")
  option.append(
    Object.assign(document.createElement("span"), { textContent: label }),
    Object.assign(document.createElement("small"), { textContent: detail }),
  )
  return option
}

customElements.define("command-palette", CommandPalette)
