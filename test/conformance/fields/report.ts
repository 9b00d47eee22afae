/**
 * `npm run conformance`: how far onwire and tshark agree on the most used fields of each protocol, over the captures of this project and of
 * the corpus beside it, as a table. docs/conformance.md is what `--markdown docs/conformance.md` writes.
 *
 * `--every 8 --first 3`: only each eighth capture, from the third; `--protocol dns`: only captures that tshark finds it in, and only its
 * fields, each with examples; `arkime` or `bgp.pcap`: only captures with that in their paths; `--differences 50`: the fields that differ in the most packets, with examples.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { corpus, corpusCaptures } from '../corpus.ts'
import { addCapture, type Agreement, type FieldFigures } from './agreement.ts'
import { carries } from './pdml.ts'
import { conformanceDocument, percent, rowsOf, tableOf, totalOf } from './table.ts'

/** Bytes of a capture. */
const largest = 4 << 20
/** Captures that tshark reads at the same time. */
const lanes = 2

const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    protocol: { type: 'string' },
    differences: { type: 'string' },
    markdown: { type: 'string' },
  },
})
const agreement: Agreement = new Map()
const captures = [
  ...corpusCaptures(largest).map((name) => [`${corpus}/${name}`, name] as const),
  ...corpusCaptures(largest, 'captures').map((name) => [`captures/${name}`, name] as const),
]
  .filter(([path]) => named.length === 0 || named.some((text) => path.includes(text)))
  .filter((_, place) => (place + 1 - Number(options.first)) % Number(options.every) === 0)

let done = 0
const waiting = captures.values()
await Promise.all(
  Array.from({ length: lanes }, async () => {
    for (const [path, name] of waiting) {
      if (options.protocol === undefined || carries(path, options.protocol))
        await addCapture(agreement, path, name, options.protocol)
      if (process.stderr.isTTY) process.stderr.write(`\r${++done} of ${captures.length} captures `)
    }
  }),
)

const rows = rowsOf(agreement)
const total = totalOf(rows)
console.log(tableOf(rows))
console.log(
  `\n${captures.length} captures: ${percent(total.same, total.all)} of ${total.all} values, ${percent(total.sameRanges, total.allRanges)} of ${total.allRanges} byte ranges`,
)
if (options.markdown !== undefined) {
  const version = /\d+(?:\.\d+)+/.exec(execFileSync('tshark', ['--version'], { encoding: 'utf8' }))?.[0]
  writeFileSync(options.markdown, conformanceDocument(rows, captures.length, `tshark ${version}`))
}

const used = rows.flatMap(({ used }) => used)
if (options.protocol !== undefined) for (const field of used) describe(field)
if (options.differences !== undefined) {
  const most = Number(options.differences)
  console.log('\nvalues:')
  for (const field of used
    .toSorted(([, one], [, other]) => other.all - other.same - (one.all - one.same))
    .slice(0, most))
    describe(field)
  console.log('\nbyte ranges:')
  for (const field of used
    .toSorted(([, one], [, other]) => other.allRanges - other.sameRanges - (one.allRanges - one.sameRanges))
    .slice(0, most))
    describe(field)
}

function describe([name, { same, all, sameRanges, allRanges, examples }]: readonly [string, FieldFigures]) {
  console.log(`  ${name}: ${percent(same, all)} of ${all}, ranges ${percent(sameRanges, allRanges)} of ${allRanges}`)
  for (const example of examples) console.log(`      ${example}`)
}
