// Builds changes in the vocabulary of `schemas/engine/changes.py`, field for field. A constraint with an empty
// name gets from the server the one that PostgreSQL would choose.

/** @typedef {string | number | boolean | null | Json[] | {[key: string]: Json}} Json */
/** @typedef {{op: string, [field: string]: Json}} Change */
/** @typedef {{at: string[], field: string, was: Json, now: Json, wanted: Json}} Clash */

/** @returns {string} */
export function newId() {
  return crypto.randomUUID()
}

/**
 * A table with the identity key that nearly every table has.
 * @param {string} id @param {string} schema @param {string} name @returns {Change}
 */
export function addTable(id, schema, name) {
  const key = newId()
  const columns = [{ id: key, name: "id", type: "bigint", nullable: false, identity: { always: true } }]
  const constraints = [{ kind: "primary_key", id: newId(), name: "", columns: [key] }]
  return { op: "AddTable", table: { id, name, schema, columns, constraints } }
}

/** @param {string} table @returns {Change} */
export function dropTable(table) {
  return { op: "DropTable", table }
}

/** @param {string} table @param {string} name @param {string} was @returns {Change} */
export function renameTable(table, name, was) {
  return { op: "RenameTable", table, name, was }
}

/**
 * @param {string} table @param {{id: string, name: string, type: string, nullable?: boolean}} column
 * @returns {Change}
 */
export function addColumn(table, column) {
  return { op: "AddColumn", table, column }
}

/** @param {string} table @param {string} column @returns {Change} */
export function dropColumn(table, column) {
  return { op: "DropColumn", table, column }
}

/** @param {string} table @param {string} column @param {string} name @param {string} was @returns {Change} */
export function renameColumn(table, column, name, was) {
  return { op: "RenameColumn", table, column, name, was }
}

/**
 * @param {string} table @param {string} column @param {{[field: string]: Json}} set
 * @param {{[field: string]: Json}} was @returns {Change}
 */
export function alterColumn(table, column, set, was) {
  return { op: "AlterColumn", table, column, set, was }
}

/**
 * @param {string} table the referencing one
 * @param {{id: string, columns: string[], target: string, target_columns: string[]}} key @returns {Change}
 */
export function addForeignKey(table, key) {
  return { op: "AddConstraint", table, constraint: { kind: "foreign_key", name: "", ...key } }
}

/** @param {string} table @param {string} constraint @returns {Change} */
export function dropConstraint(table, constraint) {
  return { op: "DropConstraint", table, constraint }
}

/**
 * The same changes, made by someone who has seen what is there now and still wants them.
 * @param {Change[]} changes @param {Clash[]} clashes @returns {Change[]}
 */
export function overruling(changes, clashes) {
  return changes.map((change) => clashes.reduce(overruled, change))
}

/** @param {Change} change @param {Clash} clash @returns {Change} */
function overruled(change, clash) {
  const { was } = change
  if (was === clash.was && was !== undefined) return { ...change, was: clash.now }
  if (!isFields(was) || !(clash.field in was)) return change
  return { ...change, was: { ...was, [clash.field]: clash.now } }
}

/** @param {Json | undefined} value @returns {value is {[field: string]: Json}} */
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
