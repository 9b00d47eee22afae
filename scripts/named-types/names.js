/** Names of interfaces, from those of properties. */

export const pascal = (text) => text[0].toUpperCase() + text.slice(1)

/** `DNS Question` is `DnsQuestion`. */
export const pascalOfLabel = (label) =>
  label
    .split(/[^a-z0-9]+/i)
    .filter(Boolean)
    .map((word) => pascal(word === word.toUpperCase() ? word.toLowerCase() : word))
    .join('')

/** The word for one of several. */
export function singular(plural) {
  const [, irregular] = irregulars.find(([pattern]) => pattern.test(plural)) ?? []
  if (irregular !== undefined) return plural.replace(/[A-Z]?[a-z]+$/, (word) => matchCase(word, irregular))
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`
  if (/(ss|sh|ch|x)es$/.test(plural)) return plural.slice(0, -2)
  return plural.replace(/(?<!s)s$/, '')
}

const matchCase = (word, other) => (word[0] === word[0].toUpperCase() ? pascal(other) : other)
const irregulars = [
  [/series$/i, 'series'],
  [/addresses$/i, 'address'],
  [/data$/i, 'data'],
]
