/**
 * `npm run conformance`: how far onwire and tshark agree on the most used fields of each protocol, over the captures of this project and of
 * the corpus beside it. Arguments: a protocol to say more of, such as `dns`.
 */
import { corpus, corpusCaptures } from './corpus.ts'
import { addCapture, type Agreement, type FieldFigures } from './field-agreement.ts'

/** Bytes of a capture. */
const largest = 4 << 20
/** Fields of a protocol, the most used ones. */
const mostFields = 40

const [only] = process.argv.slice(2)
const agreement: Agreement = new Map()
const captures = [
  ...corpusCaptures(largest).map((name) => [`${corpus}/${name}`, name] as const),
  ...corpusCaptures(largest, 'captures').map((name) => [`captures/${name}`, name] as const),
]
for (const [path, name] of captures) await addCapture(agreement, path, name)

const share = (same: number, all: number): string => (all === 0 ? '-' : `${((100 * same) / all).toFixed(1)} %`)
const total = { same: 0, all: 0, sameRanges: 0, allRanges: 0 }

console.log(
  '| protocol | captures | packets | fields | values | byte ranges |\n| --- | ---: | ---: | ---: | ---: | ---: |',
)
for (const [protocol, { captures, packets, fields }] of [...agreement].toSorted(([one], [other]) =>
  one < other ? -1 : 1,
)) {
  const used = [...fields].toSorted(([, one], [, other]) => other.all - one.all).slice(0, mostFields)
  const sum = used.reduce((sum, [, figures]) => added(sum, figures), { same: 0, all: 0, sameRanges: 0, allRanges: 0 })
  Object.assign(total, added(total, sum))
  console.log(
    `| ${protocol} | ${captures.size} | ${packets} | ${used.length} | ${share(sum.same, sum.all)} | ${share(sum.sameRanges, sum.allRanges)} |`,
  )
  if (protocol === only)
    for (const [name, { same, all, sameRanges, allRanges, example }] of used)
      console.log(
        `  ${name}: ${share(same, all)} of ${all}, ranges ${share(sameRanges, allRanges)}${example ? `; ${example}` : ''}`,
      )
}
console.log(
  `\nall: ${share(total.same, total.all)} of ${total.all} values, ${share(total.sameRanges, total.allRanges)} of ${total.allRanges} byte ranges`,
)

type Sum = Pick<FieldFigures, 'same' | 'all' | 'sameRanges' | 'allRanges'>

function added(one: Sum, other: Sum): Sum {
  return {
    same: one.same + other.same,
    all: one.all + other.all,
    sameRanges: one.sameRanges + other.sameRanges,
    allRanges: one.allRanges + other.allRanges,
  }
}
