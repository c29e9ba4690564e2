// Small scenes for the tests beside this file.

/** A table at a place with columns by name; the first is its key. */
export function table(
  id,
  { x = 0, y = 0, schema = "public", columns = ["id"], kind = "table", ...rest } = {},
) {
  return {
    id,
    schema,
    name: id,
    kind,
    x,
    y,
    columns: columns.map((name, i) => column(`${id}.${name}`, { name, pk: i === 0 })),
    ...rest,
  }
}

export function column(
  id,
  { name = id, type = "bigint", pk = false, fk = false, unique = false, nullable = false } = {},
) {
  return { id, name, type, pk, fk, unique, nullable }
}

export function edge(
  id,
  from,
  to,
  { fromColumn = "id", toColumn = "id", many = true, required = true } = {},
) {
  return {
    id,
    name: id,
    from,
    to,
    fromColumns: [`${from}.${fromColumn}`],
    toColumns: [`${to}.${toColumn}`],
    many,
    required,
  }
}

export function byId(...things) {
  return new Map(things.map((thing) => [thing.id, thing]))
}
