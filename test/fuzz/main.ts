/**
 * `npm run fuzz -- --minutes 120`: damaged packets, files, filters and regular expressions, from all captures there are. Prints each finding
 * with what repeats it, and figures at the end; the exit status is 1 if there were any.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { capturesIn, fuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    /** Milliseconds of processor time that an input may take. */
    slow: { type: 'string', default: '200' },
    /** A folder for the inputs of findings. */
    save: { type: 'string', default: 'build/fuzz' },
  },
})
const [minutes, seed, slow] = [values.minutes, values.seed, values.slow].map(Number) as [number, number, number]
const captures = ['captures', '../shared/captures'].filter((folder) => existsSync(folder)).flatMap(capturesIn)
const end = Date.now() + minutes * 60_000
const reasons = new Map<string, number>()

console.log(`seed ${seed}, ${minutes} minutes, ${captures.length} captures, slow from ${slow} ms`)
const counts = await fuzz({
  seed,
  captures,
  slow,
  more: () => Date.now() < end,
  found({ kind, reason, input, linkType }) {
    // The same fault in the same place is one finding.
    const place = reason.replaceAll(/\d+/g, '0').split('\n').slice(0, 3).join('\n')
    const times = (reasons.get(place) ?? 0) + 1
    reasons.set(place, times)
    if (times > 1) return
    mkdirSync(values.save, { recursive: true })
    const path = join(values.save, `${seed}-${reasons.size}.txt`)
    writeFileSync(path, `${kind}, link type ${linkType}\n${reason}\n${input}\n`)
    console.log(`${kind}: ${reason.split('\n').slice(0, 6).join('\n  ')}\n  input: ${path}`)
  },
})
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(
  Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', '),
)
console.log(
  `${reasons.size} findings, ${[...reasons.values()].reduce((sum, each) => sum + each, 0)} times; memory ${peak} MB`,
)
if (reasons.size > 0) process.exitCode = 1
