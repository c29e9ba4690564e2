// Names that PostgreSQL itself would choose, so that a design reads as if made by hand.

const LONGEST = 63
const encoder = new TextEncoder()

/**
 * @param {string} table @param {string[]} columns @param {Iterable<string>} taken
 * @returns {string} `orders_user_id_fkey`
 */
export function foreignKeyName(table, columns, taken) {
  return unused(constraintName(table, columns.join("_"), "fkey"), taken)
}

/** @param {string} table @returns {string} */
export function primaryKeyName(table) {
  return constraintName(table, "", "pkey")
}

/** @param {string} wanted @param {Iterable<string>} taken @returns {string} with a number, if it must be */
export function unused(wanted, taken) {
  const names = new Set(taken)
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`
    if (!names.has(name)) return name
  }
}

/**
 * What to call a column that refers to a table: `user_id` for `users`.
 * @param {string} table @param {string} key @returns {string}
 */
export function referringName(table, key) {
  return `${singular(table)}_${key}`
}

/**
 * As PostgreSQL's makeObjectName: the longer part is cut first, in bytes.
 * @param {string} table @param {string} columns @param {string} label @returns {string}
 */
function constraintName(table, columns, label) {
  let [first, second] = [bytes(table), bytes(columns)]
  const room = LONGEST - label.length - 1 - (columns ? 1 : 0)
  while (first + second > room) {
    if (first > second) first--
    else second--
  }
  return [cut(table, first), cut(columns, second), label].filter(Boolean).join("_")
}

/** @param {string} text @returns {number} */
function bytes(text) {
  return encoder.encode(text).length
}

/** @param {string} text @param {number} length in bytes; a character is never halved @returns {string} */
function cut(text, length) {
  return new TextDecoder().decode(encoder.encode(text).slice(0, length), { stream: true })
}

/** @param {string} word @returns {string} */
function singular(word) {
  if (/(ss|us|is)$/i.test(word)) return word
  return word
    .replace(/ies$/i, "y")
    .replace(/(ch|sh|x|ss)es$/i, "$1")
    .replace(/s$/i, "")
}
