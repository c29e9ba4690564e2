// The selection in words, for those who hear the page.

/** @import {SceneColumn, SceneStore} from "../state/scene.js" */
/** @import {Selection} from "../state/selection.js" */

/** @param {SceneStore} scene @param {Selection} selection @returns {string} */
export function describeSelection(scene, selection) {
  const edge = selection.edge && scene.edges.get(selection.edge)
  if (edge)
    return `Relationship ${edge.name}, from ${scene.tables.get(edge.from)?.name} to ${scene.tables.get(edge.to)?.name}.`
  const table = selection.onlyTable && scene.tables.get(selection.onlyTable)
  if (!table)
    return selection.tables.size > 0 ? `${selection.tables.size} tables selected.` : "Nothing selected."
  const column = selection.column && scene.column(table.id, selection.column)
  if (column) return describeColumn(column)
  const edges = scene.edgesOf(table.id)
  const others = new Set(
    edges.map((each) => scene.tables.get(each.from === table.id ? each.to : each.from)?.name),
  )
  const related = others.size > 0 ? ` Related to ${[...others].join(", ")}.` : ""
  return `${table.kind.replace("_", " ")} ${table.schema}.${table.name}, ${table.columns.length} columns.${related}`
}

/** @param {SceneColumn} column @returns {string} */
function describeColumn({ name, type, pk, fk, unique, nullable }) {
  const facts = [
    pk && "primary key",
    fk && "foreign key",
    unique && "unique",
    nullable ? "may be null" : "not null",
  ]
  return `Column ${name}, ${type}, ${facts.filter(Boolean).join(", ")}.`
}
