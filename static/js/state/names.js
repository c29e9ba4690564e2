// Names for new tables and columns. Those of constraints are left to the server, which knows what is taken.

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

/** @param {string} word @returns {string} */
function singular(word) {
  if (/(ss|us|is)$/i.test(word)) return word
  return word
    .replace(/ies$/i, "y")
    .replace(/(ch|sh|x|ss)es$/i, "$1")
    .replace(/s$/i, "")
}
