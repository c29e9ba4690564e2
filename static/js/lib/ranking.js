// What a person means by a few letters.

/**
 * `search`: lower case, what the letters are looked for in. `rank`: tables (0) before commands (1) before columns (2).
 * @typedef {{label: string, detail: string, search: string, rank: number, run: () => void}} Item
 */

/**
 * Those that hold every word: the nearest label first, then by rank, then the shorter.
 * @param {Item[]} items @param {string} query @returns {Item[]}
 */
export function ranked(items, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = items.filter((item) => words.every((word) => item.search.includes(word)))
  if (words.length === 0) return found
  const scored = found.map((item) => ({ item, score: nearness(item.label.toLowerCase(), words[0]) }))
  return scored
    .sort(
      (a, b) => b.score - a.score || a.item.rank - b.item.rank || a.item.label.length - b.item.label.length,
    )
    .map(({ item }) => item)
}

/** @param {string} label @param {string} word @returns {number} */
function nearness(label, word) {
  if (label === word) return 3
  if (label.startsWith(word)) return 2
  return label.includes(word) ? 1 : 0
}
