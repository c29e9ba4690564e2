// What is drawn: the server's last word, and over it the previews of edits that are on their way.

/** @typedef {"added" | "removed" | "changed"} Diff */

/**
 * @typedef {object} SceneColumn
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {boolean} pk
 * @property {boolean} fk
 * @property {boolean} unique
 * @property {boolean} nullable
 * @property {Diff} [diff]
 */

/**
 * @typedef {object} SceneTable
 * @property {string} id
 * @property {string} schema
 * @property {string} name
 * @property {"table" | "view" | "materialized_view" | "partition"} kind
 * @property {number} x
 * @property {number} y
 * @property {string} [color]
 * @property {SceneColumn[]} columns
 * @property {Diff} [diff]
 */

/**
 * A foreign key. `many`: several rows may refer to one; `required`: each of them must.
 * @typedef {object} SceneEdge
 * @property {string} id
 * @property {string} name
 * @property {string} from  the referencing table
 * @property {string} to
 * @property {string[]} fromColumns
 * @property {string[]} toColumns
 * @property {boolean} many
 * @property {boolean} required
 * @property {Diff} [diff]
 */

/**
 * @typedef {{id: string, name: string, color: string, x: number, y: number, width: number, height: number}} SceneArea
 */

/**
 * @typedef {{seq: number, diagram?: string, tables: SceneTable[], edges: SceneEdge[], areas?: SceneArea[]}} SceneDocument
 */

/**
 * @typedef {object} ScenePatch
 * @property {number} [seq]
 * @property {string} [by]
 * @property {string} [session]
 * @property {string} [summary]
 * @property {SceneTable[]} [tables]
 * @property {string[]} [removed]
 * @property {SceneEdge[]} [edges]
 * @property {string[]} [removedEdges]
 * @property {SceneArea[]} [areas]
 */

/** @typedef {"applied" | "old" | "gap"} Verdict */
/** @typedef {{tables: Set<string>, edges: Set<string>}} Touched */
/**
 * @template T
 * @typedef {Map<string, T | null>} Layer
 */
/** @typedef {{touched: Touched, tables: Layer<SceneTable>, edges: Layer<SceneEdge>}} Preview */

export class SceneStore extends EventTarget {
  /** @type {Map<string, SceneTable>} */
  tables = new Map()
  /** @type {Map<string, SceneEdge>} */
  edges = new Map()
  /** @type {SceneArea[]} */
  areas = []
  seq = 0
  /** Does the scene show how two versions differ? */
  isComparison = false

  /** @type {Map<string, SceneTable>} */
  #knownTables = new Map()
  /** @type {Map<string, SceneEdge>} */
  #knownEdges = new Map()
  /** @type {Map<string, Preview>} */
  #previews = new Map()

  /** @param {SceneDocument} scene */
  load(scene) {
    this.seq = scene.seq
    this.areas = scene.areas ?? []
    this.#knownTables = byId(scene.tables)
    this.#knownEdges = byId(scene.edges)
    this.isComparison = scene.tables.some((table) => table.diff)
    const touched = everything(this, scene)
    this.#show(touched)
    this.dispatchEvent(new CustomEvent("load"))
  }

  /**
   * Takes a patch of the server. `old`: it was known already; `gap`: edits before it are missing, ask for them.
   * Each edit comes at least twice, as its own answer and by the live feed.
   * @param {ScenePatch} patch @returns {Verdict}
   */
  apply(patch) {
    const seq = patch.seq ?? this.seq + 1
    if (seq <= this.seq) return "old"
    if (seq > this.seq + 1) return "gap"
    this.catchUp(patch)
    return "applied"
  }

  /** Takes a patch without asking what lies before it. @param {ScenePatch} patch */
  catchUp(patch) {
    this.seq = Math.max(this.seq, patch.seq ?? 0)
    this.areas = patch.areas ?? this.areas
    merge(this.#knownTables, patch.tables, patch.removed)
    merge(this.#knownEdges, patch.edges, patch.removedEdges)
    this.#show(touchedBy(patch))
  }

  /** Shows an edit before the server has answered. @param {string} token @param {ScenePatch} patch */
  preview(token, patch) {
    const before = this.#previews.get(token)
    this.#previews.set(token, preview(patch))
    this.#show(both(touchedBy(patch), before?.touched))
  }

  /** Ends a preview, whether the server took it or not. @param {string} token */
  settle(token) {
    const ended = this.#previews.get(token)
    if (!ended) return
    this.#previews.delete(token)
    this.#show(ended.touched)
  }

  /** @param {string} table @returns {boolean} is it on the server, and not only a preview? */
  isKnown(table) {
    return this.#knownTables.has(table)
  }

  /** @param {string} table @returns {SceneEdge[]} the relationships of a table, at either end */
  edgesOf(table) {
    return [...this.edges.values()].filter((edge) => edge.from === table || edge.to === table)
  }

  /** @param {string} table @param {string} column @returns {SceneColumn | undefined} */
  column(table, column) {
    return this.tables.get(table)?.columns.find((each) => each.id === column)
  }

  // Private

  /** @param {Touched} touched */
  #show(touched) {
    const previews = [...this.#previews.values()]
    for (const id of touched.tables)
      place(
        this.tables,
        id,
        seen(
          this.#knownTables.get(id),
          id,
          previews.map((each) => each.tables),
        ),
      )
    for (const id of touched.edges)
      place(
        this.edges,
        id,
        seen(
          this.#knownEdges.get(id),
          id,
          previews.map((each) => each.edges),
        ),
      )
    this.dispatchEvent(new CustomEvent("change", { detail: touched }))
  }
}

/** @param {ScenePatch} patch @returns {Touched} */
export function touchedBy(patch) {
  return {
    tables: new Set([...(patch.tables ?? []).map((table) => table.id), ...(patch.removed ?? [])]),
    edges: new Set([...(patch.edges ?? []).map((edge) => edge.id), ...(patch.removedEdges ?? [])]),
  }
}

/** @param {SceneStore} store @param {SceneDocument} scene @returns {Touched} */
function everything(store, scene) {
  return {
    tables: new Set([...store.tables.keys(), ...scene.tables.map((table) => table.id)]),
    edges: new Set([...store.edges.keys(), ...scene.edges.map((edge) => edge.id)]),
  }
}

/**
 * @template {{id: string}} T
 * @param {T[]} things @returns {Map<string, T>}
 */
function byId(things) {
  return new Map(things.map((thing) => [thing.id, thing]))
}

/**
 * @template {{id: string}} T
 * @param {Map<string, T>} known @param {T[]} [changed] @param {string[]} [removed]
 */
function merge(known, changed = [], removed = []) {
  for (const thing of changed) known.set(thing.id, thing)
  for (const id of removed) known.delete(id)
}

/** @param {ScenePatch} patch @returns {Preview} */
function preview(patch) {
  return {
    touched: touchedBy(patch),
    tables: layer(patch.tables, patch.removed),
    edges: layer(patch.edges, patch.removedEdges),
  }
}

/**
 * @template {{id: string}} T
 * @param {T[]} [changed] @param {string[]} [removed] @returns {Layer<T>} null: removed
 */
function layer(changed = [], removed = []) {
  return new Map([
    ...changed.map((thing) => /** @type {[string, T | null]} */ ([thing.id, thing])),
    ...removed.map((id) => /** @type {[string, T | null]} */ ([id, null])),
  ])
}

/**
 * @template T
 * @param {T | undefined} known @param {string} id @param {Layer<T>[]} layers @returns {T | undefined}
 */
function seen(known, id, layers) {
  const top = layers.findLast((each) => each.has(id))
  return top ? (top.get(id) ?? undefined) : known
}

/** @param {Touched} a @param {Touched} [b] @returns {Touched} */
function both(a, b) {
  return b ? { tables: new Set([...a.tables, ...b.tables]), edges: new Set([...a.edges, ...b.edges]) } : a
}

/**
 * @template T
 * @param {Map<string, T>} shown @param {string} id @param {T | undefined} thing
 */
function place(shown, id, thing) {
  if (thing === undefined) shown.delete(id)
  else shown.set(id, thing)
}
