/** @type {[RegExp, string][]} */
const SHORTER = [
  [/^character varying/, "varchar"],
  [/^character\b/, "char"],
  [/^timestamp(\(\d\))? with time zone/, "timestamptz$1"],
  [/^timestamp(\(\d\))? without time zone/, "timestamp$1"],
  [/^time(\(\d\))? with time zone/, "timetz$1"],
  [/^time(\(\d\))? without time zone/, "time$1"],
  [/^double precision/, "float8"],
  [/^bit varying/, "varbit"],
]

/**
 * A type in the fewest letters that say it.
 * @param {string} type as `format_type` prints it
 * @param {string} [schema] whose own types need no prefix
 * @returns {string}
 */
export function shortType(type, schema = "public") {
  if (type.startsWith(`${schema}.`)) return type.slice(schema.length + 1)
  const rule = SHORTER.find(([long]) => long.test(type))
  return rule ? type.replace(rule[0], rule[1]) : type
}

/** @type {[RegExp, string][]} */
const TERSE = [
  [/^bigint/, "int8"],
  [/^integer/, "int4"],
  [/^smallint/, "int2"],
  [/^boolean/, "bool"],
  [/^timestamptz(\(\d\))?/, "tstz"],
  [/^timestamp(\(\d\))?/, "ts"],
  [/^(varchar|char|varbit|bit|numeric|timetz|time|interval)\([\d,]+\)/, "$1"],
]

/**
 * A short type where even that has no room: PostgreSQL's own aliases, and nothing in brackets.
 * @param {string} type as `shortType` gives it @returns {string}
 */
export function terseType(type) {
  const rule = TERSE.find(([long]) => long.test(type))
  return rule ? type.replace(rule[0], rule[1]) : type
}
