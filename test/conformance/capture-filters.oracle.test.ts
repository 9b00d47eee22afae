/** Holds capture filters against tcpdump: random ones over the whole grammar, over the project's captures and those of the corpus. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { Frame } from '../../src/files/frame.ts'
import { compileCaptureFilter } from '../../src/filter/capture/index.ts'
import { FilterError } from '../../src/filter/error.ts'
import { captureFilters } from '../support/capture-filters.ts'
import { framesIn } from '../support/packets.ts'

/** Where tcpdump is missing there is nothing to compare with; on the machine that decides it must be there. */
const present = spawnSync('tcpdump', ['--version']).status === 0
if (!present && process.env['CI'] !== undefined) throw new Error('tcpdump is not installed')

const batch = new Batch()
const files = new Map<string, readonly Frame[]>()

const corpus = join('..', 'shared', 'captures')
const own = readdirSync('captures')
  .filter((name) => name.includes('.pcap'))
  .map((name) => join('captures', name))
const shared = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(pcap|pcapng|cap)$/.test(name))
      .sort()
      .map((name) => join(corpus, name))
  : []
// Link types that libpcap learnt to look into after 1.10, or looks into in another way since, and files that it does not read to their end.
const captures = [...own, ...shared.filter((_, index) => index % 20 === 0)].filter(
  (path) => statSync(path).size < 300_000 && isComparable(path),
)

describe.skipIf(!present)('as many packets pass as tcpdump counts', () => {
  test('over random captures', () => {
    let compared = 0
    // With a seed, so that a run repeats: a few in a hundred thousand differ by what the optimizer makes of several tests together.
    fc.assert(
      fc.property(fc.constantFrom(...captures), captureFilters, (path, text) => {
        const have = ours(path, text)
        let want = counted(path, text)
        // Whether a number is loaded that cannot change the answer, and so may lie beyond the end, is up to libpcap's optimizer.
        if (have !== want) want = counted(path, text, '-O')
        expect({ path, text, count: have }).toEqual({ path, text, count: want })
        compared++
      }),
      { seed: 20_261_124, numRuns: 2_000 },
    )
    expect(compared).toBe(2_000)
  }, 120_000)
})

type Count = number | 'refused'

/** What tcpdump refuses since nothing could pass counts as nothing. */
function counted(path: string, text: string, ...options: readonly string[]): Count {
  const { status, stdout, stderr } = spawnSync('tcpdump', ['-n', '-r', path, '--count', ...options, '--', text], {
    encoding: 'utf8',
  })
  if (status === 0) return Number.parseInt(stdout, 10)
  return stderr.includes('rejects all packets') ? 0 : 'refused'
}

function ours(path: string, text: string): Count {
  const frames = read(path)
  try {
    const filter = compileCaptureFilter(text, frames[0]!.linkType)
    return frames.filter((frame) => filter.matches(batch.hold(frame), 0)).length
  } catch (error) {
    if (error instanceof FilterError) return 'refused'
    throw error
  }
}

function isComparable(path: string): boolean {
  let frames: readonly Frame[] = []
  try {
    frames = read(path)
  } catch (error) {
    if (!(error instanceof CaptureError || error instanceof TypeError)) throw error
  }
  const { linkType } = frames[0] ?? {}
  const alike = frames.length > 0 && frames.every((frame) => frame.linkType === linkType)
  if (!alike || [7, 129, 165, 192, 281, 284].includes(linkType!)) return false
  // libpcap cuts frames that are longer than the file says they may be.
  const longest = Math.max(...frames.map(({ capturedLength }) => capturedLength))
  const whole = frames.filter(({ capturedLength }) => capturedLength === longest).length
  return (
    !present ||
    longest === 0 ||
    (counted(path, 'len >= 0') === frames.length && counted(path, `link[${longest - 1}] >= 0`) === whole)
  )
}

function read(path: string): readonly Frame[] {
  let frames = files.get(path)
  if (frames === undefined) files.set(path, (frames = framesIn(path)))
  return frames
}
