// What an edit will look like, guessed before the server answers. A change it does not know shows nothing yet.

/** @import {Change} from "./changes.js" */
/** @import {SceneColumn, SceneEdge, ScenePatch, SceneStore, SceneTable} from "./scene.js" */
/** @typedef {{[table: string]: {x: number, y: number}}} Places */
/**
 * @typedef {{tables: Map<string, SceneTable>, removed: Set<string>, edges: Map<string, SceneEdge>, removedEdges: Set<string>}} Draft
 */

/** @param {SceneStore} scene @param {Change[]} changes @param {Places} [places] @returns {ScenePatch} */
export function previewOf(scene, changes, places = {}) {
  /** @type {Draft} */
  const draft = { tables: new Map(), removed: new Set(), edges: new Map(), removedEdges: new Set() }
  for (const change of changes) EFFECTS[change.op]?.(draft, /** @type {Fields} */ (change), scene)
  for (const [id, at] of Object.entries(places))
    alterTable(draft, scene, id, (table) => ({ ...table, ...at }))
  return {
    tables: [...draft.tables.values()],
    removed: [...draft.removed],
    edges: [...draft.edges.values()],
    removedEdges: [...draft.removedEdges],
  }
}

/** The fields of a change, loosely: the server is the one who checks. @typedef {any} Fields */

/** @type {Record<string, (draft: Draft, change: Fields, scene: SceneStore) => void>} */
const EFFECTS = {
  AddTable: (draft, { table }) => draft.tables.set(table.id, newTable(table)),
  DropTable: dropTable,
  RenameTable: (draft, { table, name }, scene) =>
    alterTable(draft, scene, table, (now) => ({ ...now, name })),
  AddColumn: (draft, { table, column }, scene) =>
    alterTable(draft, scene, table, (now) => ({ ...now, columns: [...now.columns, newColumn(column)] })),
  DropColumn: dropColumn,
  RenameColumn: (draft, { table, column, name }, scene) => alterColumn(draft, scene, table, column, { name }),
  AlterColumn: (draft, { table, column, set }, scene) => alterColumn(draft, scene, table, column, set),
  AddConstraint: addConstraint,
  DropConstraint: (draft, { constraint }) => draft.removedEdges.add(constraint),
}

/** @param {Draft} draft @param {Fields} change @param {SceneStore} scene */
function dropTable(draft, { table }, scene) {
  draft.removed.add(table)
  for (const edge of scene.edgesOf(table)) draft.removedEdges.add(edge.id)
}

/** @param {Draft} draft @param {Fields} change @param {SceneStore} scene */
function dropColumn(draft, { table, column }, scene) {
  alterTable(draft, scene, table, (now) => ({
    ...now,
    columns: now.columns.filter((each) => each.id !== column),
  }))
  for (const edge of scene.edgesOf(table)) {
    if (edge.fromColumns.includes(column) || edge.toColumns.includes(column)) draft.removedEdges.add(edge.id)
  }
}

/** @param {Draft} draft @param {Fields} change @param {SceneStore} scene */
function addConstraint(draft, { table, constraint }, scene) {
  if (constraint.kind !== "foreign_key") return
  const { id, name, target: to, columns: fromColumns, target_columns: toColumns } = constraint
  const columns = tableIn(draft, scene, table)?.columns.filter((each) => fromColumns.includes(each.id)) ?? []
  const required = columns.every((column) => !column.nullable)
  const many = !columns.some((column) => column.unique || column.pk)
  draft.edges.set(id, { id, name, from: table, to, fromColumns, toColumns, many, required })
  for (const column of columns) alterColumn(draft, scene, table, column.id, { fk: true })
}

/** @param {Draft} draft @param {SceneStore} scene @param {string} id @returns {SceneTable | undefined} */
function tableIn(draft, scene, id) {
  return draft.tables.get(id) ?? scene.tables.get(id)
}

/**
 * @param {Draft} draft @param {SceneStore} scene @param {string} id
 * @param {(table: SceneTable) => SceneTable} alter
 */
function alterTable(draft, scene, id, alter) {
  const table = tableIn(draft, scene, id)
  if (table) draft.tables.set(id, alter(table))
}

/**
 * @param {Draft} draft @param {SceneStore} scene @param {string} table @param {string} column
 * @param {Partial<SceneColumn>} set
 */
function alterColumn(draft, scene, table, column, set) {
  alterTable(draft, scene, table, (now) => ({
    ...now,
    columns: now.columns.map((each) => (each.id === column ? { ...each, ...set } : each)),
  }))
}

/** @param {Fields} table @returns {SceneTable} */
function newTable({ id, name, schema = "public", columns = [], constraints = [] }) {
  const key = constraints.find((/** @type {Fields} */ each) => each.kind === "primary_key")
  const isKey = (/** @type {Fields} */ column) => key?.columns.includes(column.id) ?? false
  return {
    id,
    name,
    schema,
    kind: "table",
    x: 0,
    y: 0,
    columns: columns.map((/** @type {Fields} */ column) => ({ ...newColumn(column), pk: isKey(column) })),
  }
}

/** @param {Fields} column @returns {SceneColumn} */
function newColumn({ id, name, type, nullable = true }) {
  return { id, name, type, nullable, pk: false, fk: false, unique: false }
}
