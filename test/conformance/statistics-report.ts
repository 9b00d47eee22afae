/** Says on which captures of the corpus `onwire stats` and tshark differ, and why: arguments EVERY and FIRST choose a part. */
import { corpus, corpusCaptures } from './corpus.ts'
import { differences } from './statistics.ts'

const [every = 1, first = 0] = process.argv.slice(2).map(Number)
const names = corpusCaptures(1 << 22).filter((_, place) => place % every === first)
const captures = new Map<string, Set<string>>()

for (const name of names)
  for (const { table, reason, ours, theirs } of await differences(`${corpus}/${name}`)) {
    const key = `${table.split(' ')[0]}: ${reason ?? 'not explained'}`
    captures.set(key, (captures.get(key) ?? new Set()).add(name))
    if (reason !== undefined) continue
    console.log(`${name}: ${table}`)
    for (const line of ours.slice(0, 4)) console.log(`  onwire ${line}`)
    for (const line of theirs.slice(0, 4)) console.log(`  tshark ${line}`)
  }

console.log(`\n${names.length} captures`)
for (const [key, found] of [...captures].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  console.log(`${String(found.size).padStart(5)}  ${key}`)
