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
 * A type in the fewest letters PostgreSQL understands.
 * @param {string} type as `format_type` prints it @returns {string}
 */
export function shortType(type) {
  const rule = SHORTER.find(([long]) => long.test(type))
  return rule ? type.replace(rule[0], rule[1]) : type
}
