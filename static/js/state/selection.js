/** @import {SceneStore} from "./scene.js" */
/** @typedef {{table: string, column: string}} ColumnRef */

/** What the next command acts on: tables, and within one of them at most one column; or one relationship. */
export class Selection extends EventTarget {
  /** @type {Set<string>} */
  tables = new Set()
  /** @type {string | null} */
  column = null
  /** @type {string | null} */
  edge = null

  get isEmpty() {
    return this.tables.size === 0 && this.edge === null
  }

  /** @returns {string | null} the table, when it is exactly one */
  get onlyTable() {
    return this.tables.size === 1 ? [...this.tables][0] : null
  }

  /** @returns {ColumnRef | null} */
  get onlyColumn() {
    const table = this.onlyTable
    return table && this.column ? { table, column: this.column } : null
  }

  /** @param {Iterable<string>} tables @param {string | null} [column] */
  set(tables, column = null) {
    this.tables = new Set(tables)
    this.column = column
    this.edge = null
    this.#announce()
  }

  /** @param {string} table */
  toggle(table) {
    const tables = new Set(this.tables)
    if (!tables.delete(table)) tables.add(table)
    this.set(tables)
  }

  /** @param {string} edge */
  setEdge(edge) {
    this.tables = new Set()
    this.column = null
    this.edge = edge
    this.#announce()
  }

  clear() {
    if (!this.isEmpty) this.set([])
  }

  /** Forgets what is gone. @param {SceneStore} scene */
  prune(scene) {
    const tables = [...this.tables].filter((id) => scene.tables.has(id))
    const table = tables.length === 1 ? tables[0] : null
    const column = table && this.column && scene.column(table, this.column) ? this.column : null
    if (this.edge && !scene.edges.has(this.edge)) this.clear()
    else if (tables.length !== this.tables.size || column !== this.column) this.set(tables, column)
  }

  // Private

  #announce() {
    this.dispatchEvent(new CustomEvent("change"))
  }
}
